import Bytes
internal import Markup

/// Decodes the character references that are left in plain text of an XML format after parsing: `&amp;nbsp;`, as publishers write it who escape
/// HTML's references once more for XML.
enum EscapedReferences {
    /// The text with its references decoded. A text with `<` or `>`, or with no references but `&lt;` and `&gt;`, shows markup as
    /// characters and stays as it is.
    static func decoded(_ text: String) -> String {
        guard text.contains(byte: UInt8(ascii: "&")), hasReference(text) else { return text }
        return HTMLText.decodingReferences(in: text)
    }

    private static func hasReference(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var isFound = false
            for place in bytes.indices {
                switch bytes[place] {
                case UInt8(ascii: "<"), UInt8(ascii: ">"): return false
                case UInt8(ascii: "&"):
                    let name = bytes[(place + 1)...].prefix(12).prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "#") }
                    guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";") else { continue }
                    if !name.elementsEqual("lt".utf8), !name.elementsEqual("gt".utf8) { isFound = true }
                default: break
                }
            }
            return isFound
        }
    }
}
