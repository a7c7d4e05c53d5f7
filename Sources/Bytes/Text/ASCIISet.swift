/// Some characters of ASCII.
package struct ASCIISet: Sendable {
    @usableFromInline package let low: UInt64
    @usableFromInline package let high: UInt64

    package init(_ characters: StaticString) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for place in 0..<characters.utf8CodeUnitCount {
            let byte = characters.utf8Start[place]
            if byte < 64 { low |= 1 &<< UInt64(byte) } else { high |= 1 &<< UInt64(byte &- 64) }
        }
        (self.low, self.high) = (low, high)
    }

    /// False for what is not ASCII.
    @inlinable @inline(__always)
    package func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0
    }
}
