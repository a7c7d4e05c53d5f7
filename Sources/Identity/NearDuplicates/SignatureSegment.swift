package import Bytes
import Syndication

/// Part of the index: at most 65,535 signatures, of items that were journaled one after another, forgotten together.
///
/// Places are counted in 16 bits, which halves what the tables take. For every band (Leskovec, Rajaraman and Ullman, "Mining of Massive
/// Datasets", 3.4) a table has the newest signature of each bucket, and every signature the next older of its own.
package struct SignatureSegment: Sendable {
    /// As many as 16 bits can count, with one number left for nobody.
    package static let most = Int(nobody)
    private static let nobody = UInt16.max
    private static let bands = Signature.bandCount
    private static let smallest = 64

    /// The row of its first signature, which the others are counted from.
    package let firstRow: Int64
    /// When its first and its newest were added.
    package let oldest: Timestamp
    package private(set) var newest: Timestamp

    private var rows: [UInt32] = []
    private var sources: [UInt32] = []
    private var sketches: [CoarseSketch] = []
    /// For each band the buckets' newest, one band after another.
    private var heads: [UInt16] = []
    /// For each signature and band the next older of the bucket.
    private var older: [UInt16] = []
    /// For each signature its bands' keys: only while the tables may still grow.
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

    /// Bytes that it takes up.
    package var size: Int {
        (rows.capacity + sources.capacity) * 4 + sketches.capacity * MemoryLayout<CoarseSketch>.stride
            + (heads.capacity + older.capacity + keys.capacity) * 2
    }

    /// - Parameter row: greater than those before it.
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

    /// Takes the newest signatures back until `count` are left.
    package mutating func removeLast(to count: Int) {
        guard rows.count > count else { return }
        // The newest of a bucket is at its head.
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

    /// Calls `body` with the row, the source's lowest 32 bits and the sketch of each signature that shares a band's key, or by chance its bucket.
    ///
    /// - Parameter depth: how many of a bucket are looked at, newest first. What more have in common is a turn of speech.
    package func look(for signature: Signature, depth: Int, _ body: (Int64, UInt32, CoarseSketch) -> Void) {
        heads.withUnsafeBufferPointer { heads in
            older.withUnsafeBufferPointer { older in
                // Those that are alike share most of the bands: they are told once.
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

    // MARK: - The tables

    private static let mostBuckets = 1 << 16

    private func bucket(_ key: UInt16) -> Int { Int(key) & (buckets - 1) }

    /// A bucket for each signature, so that few share one by chance.
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
