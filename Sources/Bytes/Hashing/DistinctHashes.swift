/// Hashes, each once, in the order in which they come; in memory that is lent, since one is made for every item. A `Slot` can count all of them.
public struct DistinctHashes<Slot: FixedWidthInteger & UnsignedInteger> {
    @usableFromInline let hashes: UnsafeMutableBufferPointer<UInt64>
    /// For each slot the number of a hash, from 1 on; 0 where it is empty.
    @usableFromInline let slots: UnsafeMutableBufferPointer<Slot>
    @usableFromInline let probe: HashProbe
    public var count = 0

    /// Calls `body` to have hashes put in.
    ///
    /// - Parameter hashes: has room for all that are.
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

    /// Where the hash stands among those that were put in; that is `count` before the call where it is new.
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
