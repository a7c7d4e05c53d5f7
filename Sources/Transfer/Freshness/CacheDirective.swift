/// One directive of a `Cache-Control` field (RFC 9111, section 5.2).
struct CacheDirective: Equatable {
    /// The name in lower case.
    var name: String
    /// The argument without its quotes; nil where there is none.
    var value: String?

    /// The directives of a field value. A comma within quotes does not separate them.
    static func parse(_ field: String) -> [CacheDirective] {
        var isQuoted = false
        let parts = field.utf8.split { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: ",") && !isQuoted
        }
        return parts.compactMap(directive)
    }

    private static func directive(_ part: Substring.UTF8View) -> CacheDirective? {
        let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
        guard let name = halves.first.map(trimmed), !name.isEmpty else { return nil }
        return CacheDirective(name: name.lowercased(), value: halves.count == 2 ? trimmed(halves[1]) : nil)
    }

    private static func trimmed(_ word: Substring.UTF8View) -> String {
        String(Substring(word.drop(while: isOuter).reversed().drop(while: isOuter).reversed().map { Character(Unicode.Scalar($0)) }))
    }

    private static func isOuter(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") }
}
