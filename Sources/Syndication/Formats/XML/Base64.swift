/// Base64 in Atom: both alphabets of RFC 4648, with white space anywhere and optional padding.
enum Base64 {
    /// The decoded bytes; nil where `text` contains another character.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            let value: UInt32
            switch byte {
            case 0x41...0x5a: value = UInt32(byte - 0x41)
            case 0x61...0x7a: value = UInt32(byte - 0x61 + 26)
            case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
            case 0x2b, 0x2d: value = 62
            case 0x2f, 0x5f: value = 63
            case 0x3d, 0x09, 0x0a, 0x0d, 0x20: continue
            default: return nil
            }
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
}
