/// Base64: both alphabets of RFC 4648.
enum Base64 {
    /// The decoded bytes, as Atom has them: white space may stand anywhere, and padding may be missing; nil where `text` contains another character.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            if byte == 0x3d || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { continue }
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 1
            if count == 4 {
                output.append(contentsOf: [
                    UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits),
                ])
                (bits, count) = (0, 0)
            }
        }
        switch count {
        case 2: output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3: output.append(contentsOf: [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)])
        default: break
        }
        return output
    }

    /// The six bits that a character stands for, in either alphabet; nil for another character.
    static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5a: UInt32(byte - 0x41)
        case 0x61...0x7a: UInt32(byte - 0x61 + 26)
        case 0x30...0x39: UInt32(byte - 0x30 + 52)
        case 0x2b, 0x2d: 62
        case 0x2f, 0x5f: 63
        default: nil
        }
    }
}
