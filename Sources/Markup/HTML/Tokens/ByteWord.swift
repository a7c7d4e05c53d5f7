/// Eight bytes in one machine word, which are compared at once (SIMD within a register: Warren, Hacker's Delight, section 6-1). In a mask, the high bit of a byte is set
/// where the comparison holds for that byte.
enum ByteWord {
    /// The byte eight times.
    @inline(__always)
    static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Marks the places of a byte. There may be false marks above a true one, so only the lowest is certain.
    @inline(__always)
    static func find(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ all(byte)
        return (difference &- all(0x01)) & ~difference & all(0x80)
    }

    /// Marks bytes below `limit`, an ASCII character; only the lowest mark is certain.
    @inline(__always)
    static func find(below limit: UInt8, in word: UInt64) -> UInt64 { (word &- all(limit)) & ~word & all(0x80) }
}
