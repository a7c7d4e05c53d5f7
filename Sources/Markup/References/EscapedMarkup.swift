/// The fast path for `&lt;`, `&gt;`, `&amp;` and `&quot;`: most references in feeds are one of these, and sanitized HTML contains no
/// others.
package enum EscapedMarkup {
    /// The character that the reference at `text` stands for, and the length of the reference in bytes; nil where it is none of the four.
    ///
    /// - Parameters:
    ///   - text: begins with an ampersand.
    ///   - count: the bytes from there to the end of the text; at least 1.
    @inline(__always)
    package static func character(_ text: UnsafePointer<UInt8>, _ count: Int) -> (character: UInt8, length: Int)? {
        guard count >= 4 else { return nil }
        switch (text[1], text[2], text[3]) {
        case (0x6c, 0x74, 0x3b): return (0x3c, 4)
        case (0x67, 0x74, 0x3b): return (0x3e, 4)
        case (0x61, 0x6d, 0x70) where count >= 5 && text[4] == 0x3b: return (0x26, 5)
        case (0x71, 0x75, 0x6f) where count >= 6 && text[4] == 0x74 && text[5] == 0x3b: return (0x22, 6)
        default: return nil
        }
    }
}
