/// White space in UTF-8: ASCII's white space and control characters, U+0085, the no-break space, U+2000 to U+200A, U+2028, U+2029, U+202F,
/// U+205F, U+3000 and U+FEFF.
enum TextSpace {
    /// The length in bytes of the white space character at `index`; nil where there is none.
    static func width(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let byte = bytes[index]
        if byte <= 0x20 { return 1 }
        guard byte >= 0xc2 else { return nil }
        if byte == 0xc2 { return index + 1 < bytes.count && (bytes[index + 1] == 0xa0 || bytes[index + 1] == 0x85) ? 2 : nil }
        guard index + 2 < bytes.count else { return nil }
        return isWide(byte, bytes[index + 1], bytes[index + 2]) ? 3 : nil
    }

    /// The length in bytes of the white space character that ends before `end`; nil where there is none.
    static func width(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
        let byte = bytes[end - 1]
        if byte <= 0x20 { return 1 }
        guard byte >= 0x80 else { return nil }
        if end >= 2, bytes[end - 2] == 0xc2 { return byte == 0xa0 || byte == 0x85 ? 2 : nil }
        guard end >= 3 else { return nil }
        return isWide(bytes[end - 3], bytes[end - 2], byte) ? 3 : nil
    }

    private static func isWide(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        switch (a, b) {
        case (0xe2, 0x80): c <= 0x8a || c == 0xa8 || c == 0xa9 || c == 0xaf
        case (0xe2, 0x81): c == 0x9f
        case (0xe3, 0x80): c == 0x80
        case (0xef, 0xbb): c == 0xbf
        default: false
        }
    }
}
