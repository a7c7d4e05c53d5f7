/// Eight bytes that are compared in one word (Hacker's Delight, 6-1). In a mask, the high bit of each byte stands for that byte.
public enum ByteWord {
    /// The byte eight times.
    @inlinable @inline(__always)
    public static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Marks the places of a byte. There may be false marks above a true one, so only the lowest is certain.
    @inlinable @inline(__always)
    public static func find(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ all(byte)
        return (difference &- all(0x01)) & ~difference & all(0x80)
    }

    /// Marks bytes below `limit`, an ASCII character; only the lowest mark is certain.
    @inlinable @inline(__always)
    public static func find(below limit: UInt8, in word: UInt64) -> UInt64 { (word &- all(limit)) & ~word & all(0x80) }

    /// Marks bytes outside of a range of ASCII; all marks are certain.
    @inlinable @inline(__always)
    public static func findOthers(than range: ClosedRange<UInt8>, in word: UInt64) -> UInt64 {
        // A sum of seven-bit numbers does not carry into the next byte.
        let low = word & all(0x7F)
        let atLeast = low &+ all(0x80 - range.lowerBound)
        let above = low &+ all(0x7F - range.upperBound)
        return (~atLeast | above | word) & all(0x80)
    }
}
