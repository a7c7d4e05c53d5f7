package import Bytes
import Syndication

/// A part of the index: at most 65,535 signatures of items journaled one after another, dropped as a whole.
///
/// Positions take 16 bits, which halves the tables. For every band (locality-sensitive hashing; Leskovec, Rajaraman and Ullman, "Mining
/// of Massive Datasets", 3.4) a table holds the newest signature of each bucket, and each signature links to the next older one of its
/// bucket.
package struct SignatureSegment: Sendable {
    /// The capacity: 16 bits, with one value reserved for "none".
    package static let most = Int(nobody)
    private static let nobody = UInt16.max
    private static let bands = Signature.bandCount
    private static let smallest = 64

    /// The store's row number of the first signature; the others are relative to it.
    package let firstRow: Int64
    /// When the first and the newest signature were added.
    package let oldest: Timestamp
    package private(set) var newest: Timestamp

    private var rows: [UInt32] = []
    private var sources: [UInt32] = []
    private var sketches: [CoarseSketch] = []
    /// For each band the newest signature of each bucket, band after band.
    private var heads: [UInt16] = []
    /// For each signature and band the next older signature of the same bucket.
    private var older: [UInt16] = []
    /// The band keys of each signature; kept only while the tables may still grow.
    private var keys: [UInt16] = []
    private var buckets = 0

    package init(firstRow: Int64, at moment: Timestamp) {
        self.firstRow = firstRow
        oldest = moment
        newest = moment
        grow(to: Self.smallest)
    }

    package var count: Int { rows.count }
    package var isFull: Bool { rows.count >= Self.most }
    package var lastRow: Int64 { rows.last.map { firstRow + Int64($0) } ?? firstRow }

    /// Memory in bytes.
    package var size: Int {
        (rows.capacity + sources.capacity) * 4 + sketches.capacity * MemoryLayout<CoarseSketch>.stride
            + (heads.capacity + older.capacity + keys.capacity) * 2
    }

    /// - Parameter row: greater than all rows before it.
    package mutating func insert(_ signature: Signature, row: Int64, source: Int64, at moment: Timestamp) {
        guard !isFull, let offset = UInt32(exactly: row - firstRow) else { return }
        if rows.count == buckets { grow(to: buckets * 2) }
        let place = UInt16(rows.count)
        newest = max(newest, moment)
        rows.append(offset)
        sources.append(UInt32(truncatingIfNeeded: source))
        sketches.append(signature.coarse)
        for band in 0..<Self.bands {
            let head = band * buckets + bucket(signature.bands[band])
            older.append(heads[head])
            heads[head] = place
            if buckets < Self.mostBuckets { keys.append(signature.bands[band]) }
        }
    }

    /// Removes the newest signatures until `count` are left.
    package mutating func removeLast(to count: Int) {
        guard rows.count > count else { return }
        // The newest signature of a bucket is its head.
        for head in heads.indices {
            while heads[head] != Self.nobody, Int(heads[head]) >= count {
                heads[head] = older[Int(heads[head]) * Self.bands + head / buckets]
            }
        }
        let excess = rows.count - count
        rows.removeLast(excess)
        sources.removeLast(excess)
        sketches.removeLast(excess)
        older.removeLast(excess * Self.bands)
        if !keys.isEmpty { keys.removeLast(excess * Self.bands) }
    }

    /// Calls `body` with the row, the source's lowest 32 bits and the sketch of each signature that shares a band's key or, by chance,
    /// its bucket.
    ///
    /// - Parameter depth: the number of signatures looked at in one bucket, newest first. What more than that share is a common phrase.
    package func look(for signature: Signature, depth: Int, _ body: (Int64, UInt32, CoarseSketch) -> Void) {
        heads.withUnsafeBufferPointer { heads in
            older.withUnsafeBufferPointer { older in
                // Similar signatures share most bands; each is reported once.
                withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Self.bands * depth) { seen in
                    var count = 0
                    for band in 0..<Self.bands {
                        var place = heads[band * buckets + bucket(signature.bands[band])]
                        var left = depth
                        while place != Self.nobody, left > 0 {
                            if !seen[..<count].contains(place) {
                                seen.initializeElement(at: count, to: place)
                                count += 1
                                body(firstRow + Int64(rows[Int(place)]), sources[Int(place)], sketches[Int(place)])
                            }
                            place = older[Int(place) * Self.bands + band]
                            left -= 1
                        }
                    }
                }
            }
        }
    }

    // MARK: - Tables

    private static let mostBuckets = 1 << 16

    private func bucket(_ key: UInt16) -> Int { Int(key) & (buckets - 1) }

    /// One bucket for each signature, so that few share one by chance.
    private mutating func grow(to size: Int) {
        buckets = size
        rows.reserveCapacity(size)
        sources.reserveCapacity(size)
        sketches.reserveCapacity(size)
        older = []
        older.reserveCapacity(size * Self.bands)
        heads = Array(repeating: Self.nobody, count: size * Self.bands)
        for place in rows.indices {
            for band in 0..<Self.bands {
                let head = band * buckets + bucket(keys[place * Self.bands + band])
                older.append(heads[head])
                heads[head] = UInt16(place)
            }
        }
        if size < Self.mostBuckets { keys.reserveCapacity(size * Self.bands) } else { keys = [] }
    }
}
