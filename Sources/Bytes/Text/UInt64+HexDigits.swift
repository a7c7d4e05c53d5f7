extension UInt64 {
    /// 16 digits, in lower case.
    package var hexDigits: String {
        String(unsafeUninitializedCapacity: 16) { digits in
            writeHexDigits(into: digits[...])
            return 16
        }
    }

    /// Writes ``hexDigits`` into the first sixteen places.
    package func writeHexDigits(into digits: Slice<UnsafeMutableBufferPointer<UInt8>>) {
        var digits = digits
        for place in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: self >> UInt64(60 - 4 * place) & 0xF)
            digits[digits.startIndex + place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
    }

    /// At most 16 digits, of either case, and nothing else.
    package init?(hexDigits: some Collection<UInt8>) {
        guard !hexDigits.isEmpty, hexDigits.count <= 16 else { return nil }
        self = 0
        for byte in hexDigits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): self = self << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): self = self << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): self = self << 4 | UInt64(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
    }
}
