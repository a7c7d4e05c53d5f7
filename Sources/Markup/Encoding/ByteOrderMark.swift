/// How a document's first bytes give its encoding away: a byte order mark, or `<` in 16 or 32 bits.
struct ByteOrderMark {
    var encoding: String
    /// Bytes to skip.
    var length: Int
    /// Whether there is a mark, and not only the shape of the first characters.
    var isStated = true

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
