/// A set of hashes in the order in which they came. They need no hashing, but for a factor of this run's own: nobody can write a text whose shingles all go to one place.
struct HashSet {
    private static let factor = UInt64.random(in: .min ... .max) | 1

    private(set) var hashes: [UInt64] = []
    private var slots: [UInt64]

    /// - Parameter count: it grows where there are more.
    init(expecting count: Int) {
        var size = 32
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        hashes.reserveCapacity(count)
    }

    /// 0 stands for an empty place: what hashes to it is left out.
    @inline(__always)
    mutating func insert(_ hash: UInt64) {
        guard hash != 0 else { return }
        if (hashes.count &+ 1) &* 2 > slots.count { grow() }
        if slots.withUnsafeMutableBufferPointer({ Self.insert(hash, into: $0) }) { hashes.append(hash) }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        slots.withUnsafeMutableBufferPointer { slots in
            for hash in hashes { _ = Self.insert(hash, into: slots) }
        }
    }

    /// Whether it was not there.
    @inline(__always)
    private static func insert(_ hash: UInt64, into slots: UnsafeMutableBufferPointer<UInt64>) -> Bool {
        var place = Int(truncatingIfNeeded: (hash &* factor) >> 32) & (slots.count &- 1)
        while slots[place] != 0 {
            if slots[place] == hash { return false }
            place = (place &+ 1) & (slots.count &- 1)
        }
        slots[place] = hash
        return true
    }
}
