/// One line of a header: a name and a value.
///
/// A value is bytes: a scalar below U+0100 is one byte, so that what a server sent goes back byte for byte. A value with any scalar beyond is sent as UTF-8.
public struct HeaderField: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// The line as it is sent, with a NUL for its end; nil where a byte in it would end the line or the name (a value from outside must not add a header).
    var line: [UInt8]? {
        var line: [UInt8] = []
        line.reserveCapacity(name.utf8.count + value.utf8.count + 3)
        line.append(contentsOf: name.utf8)
        guard !line.isEmpty, line.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }) else {
            return nil
        }
        // libcurl reads "Name:" as "leave this header out" and "Name;" as "send it empty".
        if value.isEmpty { return line + [UInt8(ascii: ";"), 0] }
        line.append(UInt8(ascii: ":"))
        line.append(0x20)
        let start = line.count
        if !line.append(latin1: value) { line.append(contentsOf: value.utf8) }
        guard line[start...].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return nil }
        line.append(0)
        return line
    }
}
