import Bytes
import Markup

/// The header of a message or of one of its parts (RFC 5322, 2.2), with folded lines joined.
struct MailHeader {
    private struct Field {
        let name: String
        let value: [UInt8]
    }

    private var fields: [Field] = []
    private static let mostFields = 500
    private static let longestValue = 64 << 10

    /// Reads the lines up to the first blank one.
    ///
    /// - Returns: the header, and where the body begins.
    static func read(_ bytes: ArraySlice<UInt8>) -> (MailHeader, bodyStart: Int) {
        var header = MailHeader()
        var at = bytes.startIndex
        var name: String?
        var value: [UInt8] = []
        while at < bytes.endIndex {
            let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
            var line = bytes[at..<lineEnd]
            if line.last == 0x0D { line.removeLast() }
            let next = min(lineEnd + 1, bytes.endIndex)
            if line.isEmpty {
                at = next
                break
            }
            if let first = line.first, first == 0x20 || first == 0x09 {
                // A folded line; before the first field it belongs to nothing.
                if value.count + line.count <= longestValue { value += line }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, isName(line[..<colon]) {
                header.add(name, value)
                name = String(decoding: line[..<colon], as: UTF8.self).trimmingSpace().lowercased()
                value = Array(line[(colon + 1)...].prefix(longestValue))
            } else if at > bytes.startIndex || !line.starts(with: "From ".utf8) {
                // No header line: the body begins without a blank line. The `From ` line of a mailbox file is skipped.
                break
            }
            at = next
        }
        header.add(name, value)
        return (header, at)
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F || $0 == 0x20 && bytes.last == 0x20 }
    }

    private mutating func add(_ name: String?, _ value: [UInt8]) {
        guard let name, fields.count < Self.mostFields else { return }
        fields.append(Field(name: name, value: value))
    }

    /// The value of the first field of that name (in lower case), its encoded words decoded, on one line; nil without one or where it is blank.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }.flatMap { Self.text($0.value).nonEmpty }
    }

    /// The values of all fields of that name.
    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.compactMap { Self.text($0.value).nonEmpty }
    }

    /// As ``subscript(_:)``, without decoding encoded words, for fields with a syntax of their own.
    func raw(_ name: String) -> String? {
        fields.first { $0.name == name }.flatMap { Self.line($0.value).nonEmpty }
    }

    /// Bytes beyond ASCII, which RFC 6532 wants in UTF-8, are read in the encoding that they are in.
    private static func line(_ value: [UInt8]) -> String {
        let text =
            value.allSatisfy { $0 < 0x80 }
            ? String(decoding: value, as: UTF8.self) : TextDecoding.string(value, contentType: nil)
        return text.trimmingSpace()
    }

    private static func text(_ value: [UInt8]) -> String {
        EncodedWords.decode(line(value)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
