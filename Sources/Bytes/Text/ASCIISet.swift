/// A set of ASCII characters.
public struct ASCIISet: Sendable {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64

    public init(_ characters: StaticString) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for place in 0..<characters.utf8CodeUnitCount {
            let byte = characters.utf8Start[place]
            if byte < 64 { low |= 1 &<< UInt64(byte) } else { high |= 1 &<< UInt64(byte &- 64) }
        }
        (self.low, self.high) = (low, high)
    }

    /// False for bytes that are not ASCII.
    @inlinable @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0
    }
}
