/// Numeric character references, read as HTML reads them (the HTML standard, 13.2.5.80).
enum XMLCharacterReference {
    /// What `#1234` or `#x1F600` stands for, the `&` and the `;` left out; nil where `name` is no numeric reference.
    static func scalar(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard name.count >= 2, name[0] == 0x23 else { return nil }
        let hexadecimal = name[1] | 0x20 == 0x78
        let digits = name[(hexadecimal ? 2 : 1)...]
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in digits {
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte - 0x30)
            case 0x61...0x66 where hexadecimal: digit = UInt32(byte - 0x61 + 10)
            case 0x41...0x46 where hexadecimal: digit = UInt32(byte - 0x41 + 10)
            default: return nil
            }
            // Past Unicode's end it stays there.
            value = min(value * (hexadecimal ? 16 : 10) + digit, 0x11_0000)
        }
        if value >= 0x80, value <= 0x9f { return windows1252(UInt8(value)) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// What XML 1.0 (2.2) lets stand in a document.
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d, 0x20...0xd7ff, 0xe000...0xfffd, 0x1_0000...0x10_ffff: true
        default: false
        }
    }

    /// What Windows-1252 means by a byte.
    static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
        guard byte >= 0x80, byte <= 0x9f else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(windows1252[Int(byte - 0x80)]) ?? "\u{FFFD}"
    }

    /// Publishers who write `&#150;` mean what Windows means by it.
    private static let windows1252: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]
}
