/// The slots of a table that are asked for a hash, one after another: open addressing with linear probing (Knuth, "The Art of Computer Programming",
/// volume 3, 6.4, algorithm L).
public struct HashProbe: Sendable {
    @usableFromInline let factor: UInt64
    @usableFromInline let shift: UInt64
    @usableFromInline let mask: Int

    /// No text is written so that all its hashes go to one slot: where they go is this run's own.
    @usableFromInline static let ownFactor = UInt64.random(in: .min ... .max) | 1

    /// - Parameter slots: as many as `slots(for:)` says.
    @inlinable
    public init(slots: Int) {
        factor = Self.ownFactor
        mask = slots - 1
        shift = UInt64(slots.leadingZeroBitCount + 1)
    }

    /// Half of them stay empty: a power of two.
    @inlinable
    public static func slots(for hashes: Int) -> Int {
        var slots = 32
        while slots < hashes * 2 { slots *= 2 }
        return slots
    }

    /// The first slot that is the hash's own or empty, as the caller knows.
    @inlinable @inline(__always)
    public func slot(for hash: UInt64, where isRight: (Int) -> Bool) -> Int {
        var slot = Int(truncatingIfNeeded: (hash &* factor) &>> shift)
        while !isRight(slot) { slot = (slot &+ 1) & mask }
        return slot
    }

    /// The slot of a hash in a table of hashes' numbers, from 1 on; 0 where it is empty.
    @inlinable @inline(__always)
    public func slot<Slots: RandomAccessCollection, Hashes: RandomAccessCollection>(
        for hash: UInt64, in slots: Slots, numbering hashes: Hashes
    ) -> Int where Slots.Element: UnsignedInteger, Slots.Index == Int, Hashes.Element == UInt64, Hashes.Index == Int {
        slot(for: hash) { slots[$0] == 0 || hashes[Int(slots[$0]) &- 1] == hash }
    }
}
