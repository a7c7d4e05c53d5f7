/// Finds the indices of hashes in a list that does not change.
public struct HashPlaces: Sendable {
    @usableFromInline let hashes: [UInt64]
    /// The number of the hash in each slot, from 1 on; 0 in an empty slot.
    @usableFromInline let slots: [UInt32]
    @usableFromInline let probe: HashProbe

    /// - Parameter hashes: of equal ones the first is found.
    @inlinable
    public init(_ hashes: [UInt64]) {
        self.hashes = hashes
        var slots = [UInt32](repeating: 0, count: HashProbe.slots(for: hashes.count))
        probe = HashProbe(slots: slots.count)
        for (place, hash) in hashes.enumerated() {
            let slot = probe.slot(for: hash, in: slots, numbering: hashes)
            if slots[slot] == 0 { slots[slot] = UInt32(place + 1) }
        }
        self.slots = slots
    }

    @inlinable
    public var isEmpty: Bool { hashes.isEmpty }

    @inlinable
    public func place(of hash: UInt64) -> Int? {
        let slot = probe.slot(for: hash, in: slots, numbering: hashes)
        return slots[slot] == 0 ? nil : Int(slots[slot]) &- 1
    }
}
