/// A set of hashes in the order of insertion, in memory that the caller provides, since one is made for every item. `Slot` must be wide enough to
/// number them all.
public struct DistinctHashes<Slot: FixedWidthInteger & UnsignedInteger> {
    @usableFromInline let hashes: UnsafeMutableBufferPointer<UInt64>
    /// The number of the hash in each slot, from 1 on; 0 in an empty slot.
    @usableFromInline let slots: UnsafeMutableBufferPointer<Slot>
    @usableFromInline let probe: HashProbe
    public var count = 0

    /// Calls `body` to insert hashes.
    ///
    /// - Parameter hashes: has room for all of them.
    /// - Returns: how many different ones there were.
    @inlinable @inline(__always)
    public static func collect(into hashes: UnsafeMutableBufferPointer<UInt64>, _ body: (inout DistinctHashes) -> Void) -> Int {
        withUnsafeTemporaryAllocation(of: Slot.self, capacity: HashProbe.slots(for: hashes.count)) { slots in
            slots.initialize(repeating: 0)
            var distinct = DistinctHashes(hashes: hashes, slots: slots, probe: HashProbe(slots: slots.count))
            body(&distinct)
            return distinct.count
        }
    }

    @inlinable internal init(hashes: UnsafeMutableBufferPointer<UInt64>, slots: UnsafeMutableBufferPointer<Slot>, probe: HashProbe) {
        self.hashes = hashes
        self.slots = slots
        self.probe = probe
    }

    /// The index of the hash among those inserted; for a new one, the `count` before the call.
    @inlinable @inline(__always) @discardableResult
    public mutating func insert(_ hash: UInt64) -> Int {
        let slot = probe.slot(for: hash, in: slots, numbering: hashes)
        if slots[slot] == 0 {
            hashes[count] = hash
            count &+= 1
            assert(count <= Slot.max)
            slots[slot] = Slot(truncatingIfNeeded: count)
        }
        return Int(slots[slot]) &- 1
    }
}
