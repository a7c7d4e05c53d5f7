/// The encoding that a document's first bytes reveal: a byte order mark, or the first character (`<` or `{`) in UTF-16 or UTF-32 without
/// one (XML 1.0, appendix F.1).
struct ByteOrderMark {
    /// `utf-8`, `utf-16le`, `utf-16be`, `utf-32le` or `utf-32be`.
    var encoding: String
    /// The length of the mark in bytes; 0 without one.
    var length: Int
    /// Whether there is a mark. If not, the encoding was inferred from the first character.
    var isStated = true

    /// - Returns: nil where the first bytes reveal nothing.
    init?(_ bytes: [UInt8]) {
        func starts(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
        if starts([0xef, 0xbb, 0xbf]) {
            (encoding, length) = ("utf-8", 3)
        } else if starts([0xff, 0xfe, 0, 0]) {
            (encoding, length) = ("utf-32le", 4)
        } else if starts([0, 0, 0xfe, 0xff]) {
            (encoding, length) = ("utf-32be", 4)
        } else if starts([0xfe, 0xff]) {
            (encoding, length) = ("utf-16be", 2)
        } else if starts([0xff, 0xfe]) {
            (encoding, length) = ("utf-16le", 2)
        } else if starts([0x3c, 0, 0, 0]) {
            (encoding, length, isStated) = ("utf-32le", 0, false)
        } else if starts([0, 0, 0, 0x3c]) {
            (encoding, length, isStated) = ("utf-32be", 0, false)
        } else if starts([0x3c, 0]) || starts([0x7b, 0]) {
            (encoding, length, isStated) = ("utf-16le", 0, false)
        } else if starts([0, 0x3c]) || starts([0, 0x7b]) {
            (encoding, length, isStated) = ("utf-16be", 0, false)
        } else {
            return nil
        }
    }
}
