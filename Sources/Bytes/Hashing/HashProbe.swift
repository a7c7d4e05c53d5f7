/// The order in which a hash table's slots are searched: open addressing with linear probing (Knuth, "The Art of Computer Programming",
/// volume 3, 6.4, algorithm L).
public struct HashProbe: Sendable {
    @usableFromInline let factor: UInt64
    @usableFromInline let shift: UInt64
    @usableFromInline let mask: Int

    /// Random for each run, so that nobody can write a text whose hashes all fall into one slot.
    @usableFromInline static let ownFactor = UInt64.random(in: .min ... .max) | 1

    /// - Parameter slots: a number that `slots(for:)` gave.
    @inlinable
    public init(slots: Int) {
        factor = Self.ownFactor
        mask = slots - 1
        shift = UInt64(slots.leadingZeroBitCount + 1)
    }

    /// The number of slots for so many hashes: a power of two, at least half of them empty.
    @inlinable
    public static func slots(for hashes: Int) -> Int {
        var slots = 32
        while slots < hashes * 2 { slots *= 2 }
        return slots
    }

    /// The first slot in the search order that `isRight` accepts: the hash's own, or an empty one.
    @inlinable @inline(__always)
    public func slot(for hash: UInt64, where isRight: (Int) -> Bool) -> Int {
        var slot = Int(truncatingIfNeeded: (hash &* factor) &>> shift)
        while !isRight(slot) { slot = (slot &+ 1) & mask }
        return slot
    }

    /// The slot of a hash in a table that holds the numbers of hashes, from 1 on, and 0 in empty slots.
    @inlinable @inline(__always)
    public func slot<Slots: RandomAccessCollection, Hashes: RandomAccessCollection>(
        for hash: UInt64, in slots: Slots, numbering hashes: Hashes
    ) -> Int where Slots.Element: UnsignedInteger, Slots.Index == Int, Hashes.Element == UInt64, Hashes.Index == Int {
        slot(for: hash) { slots[$0] == 0 || hashes[Int(slots[$0]) &- 1] == hash }
    }
}
