/// Bounds the number of names of a document: libxml2 keeps each of them in a table that does not grow with them, so that to look one up takes the longer the
/// more there are.
///
/// Only a document with many names, equal or not, is looked at: others cannot have too many different ones.
struct DistinctNames {
    /// The usual ``most``.
    static let most = 65_536

    /// The greatest number of names that are counted only, and of different ones after them.
    let most: Int
    private var count = 0
    /// Hashes of the names after the first ``most``; of a seed that publishers do not know.
    private var known: Set<Int> = []

    init(most: Int = most) {
        self.most = most
    }

    /// - Returns: false for a name that is new in a document that has too many.
    @inline(__always)
    mutating func admit(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        count += 1
        return count <= most || isKnown(name)
    }

    @inline(never)
    private mutating func isKnown(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(name))
        let hash = hasher.finalize()
        guard known.count < most else { return known.contains(hash) }
        known.insert(hash)
        return true
    }
}
