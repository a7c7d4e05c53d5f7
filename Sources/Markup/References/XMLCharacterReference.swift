/// Numeric character references in XML documents. Values that XML does not allow are read as the HTML standard reads them
/// (13.2.5.80, numeric character reference end state).
enum XMLCharacterReference {
    /// The character that a reference stands for; nil where `name` is no numeric reference.
    ///
    /// - Parameter name: the reference without its `&` and `;`: `#1234` or `#x1F600`.
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
            // Clamped above U+10FFFF, so that the value cannot overflow.
            value = min(value * (hexadecimal ? 16 : 10) + digit, 0x11_0000)
        }
        if value >= 0x80, value <= 0x9f { return Windows1252.scalar(UInt8(value)) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// Whether the character is allowed in XML documents (XML 1.0, 2.2, production Char).
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d, 0x20...0xd7ff, 0xe000...0xfffd, 0x1_0000...0x10_ffff: true
        default: false
        }
    }
}
