/// Eight bytes looked at in one word (Hacker's Delight, 6-1): of a mask the high bit of each byte tells of that byte.
public enum ByteWord {
    /// That byte, eight times.
    @inlinable @inline(__always)
    public static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The places of a byte. A false hit can only stand above a true one, so the lowest is right.
    @inlinable @inline(__always)
    public static func find(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ all(byte)
        return (difference &- all(0x01)) & ~difference & all(0x80)
    }

    /// The places of bytes below a limit, which is one of ASCII, with the same reservation.
    @inlinable @inline(__always)
    public static func find(below limit: UInt8, in word: UInt64) -> UInt64 { (word &- all(limit)) & ~word & all(0x80) }

    /// The places of bytes outside of a range of ASCII. Exact.
    @inlinable @inline(__always)
    public static func findOthers(than range: ClosedRange<UInt8>, in word: UInt64) -> UInt64 {
        // Of seven bits a sum does not reach the next byte.
        let low = word & all(0x7F)
        let atLeast = low &+ all(0x80 - range.lowerBound)
        let above = low &+ all(0x7F - range.upperBound)
        return (~atLeast | above | word) & all(0x80)
    }
}
