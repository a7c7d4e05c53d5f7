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
            digits[digits.startIndex + place] = Hexadecimal.digit(UInt8(truncatingIfNeeded: self >> UInt64(60 - 4 * place) & 0xF))
        }
    }

    /// One to sixteen digits of either case, and nothing else.
    package init?(hexDigits: some Collection<UInt8>) {
        guard !hexDigits.isEmpty, hexDigits.count <= 16 else { return nil }
        self = 0
        for byte in hexDigits {
            guard let value = Hexadecimal.value(of: byte) else { return nil }
            self = self << 4 | UInt64(value)
        }
    }
}
