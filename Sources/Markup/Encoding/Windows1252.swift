/// The Windows-1252 encoding (WHATWG Encoding standard, 9), which publishers mean when they declare ISO 8859-1 or write `&#150;`.
enum Windows1252 {
    /// The character that a byte stands for. The five bytes without one stand for the C1 control of the same number.
    static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard byte >= 0x80, byte <= 0x9f else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(upperControls[Int(byte - 0x80)]) ?? "\u{FFFD}"
    }

    /// The code points of the bytes 0x80 to 0x9F.
    private static let upperControls: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]
}
