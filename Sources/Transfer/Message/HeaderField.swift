/// A header field: a name and a value.
///
/// The value stands for bytes: each scalar below U+0100 is one byte (ISO 8859-1), so that a value from a server is sent back byte for byte. A value with
/// other scalars is sent as UTF-8.
public struct HeaderField: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// The line for libcurl, terminated by NUL. Nil where a byte would end the line or the name: a value from outside must not add a header field.
    var line: [UInt8]? {
        var line: [UInt8] = []
        line.reserveCapacity(name.utf8.count + value.utf8.count + 3)
        line.append(contentsOf: name.utf8)
        guard !line.isEmpty, line.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }) else {
            return nil
        }
        // To libcurl "Name:" means "do not send this field", and "Name;" means "send it with an empty value".
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
