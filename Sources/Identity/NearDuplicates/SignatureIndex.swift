package import Bytes
import Syndication

/// The signatures of the items journaled within the window, searched for near-duplicate candidates.
///
/// It holds row numbers of the store, which has the full signatures. Segments by time let the oldest be dropped as a whole, with their
/// memory; 118 bytes a signature.
package struct SignatureIndex: Sendable {
    private var segments: [SignatureSegment] = []
    /// A segment is closed after this time, however little it holds.
    private var span: Duration

    /// An earlier signature that may be a near-duplicate's.
    package struct Candidate: Sendable, Equatable {
        package let row: Int64
        /// The estimated Jaccard similarity, with a standard deviation of 0.044.
        package let similarity: Double
    }

    /// Candidates have at least this coarse similarity: four standard deviations above chance.
    package static let leastSimilarity = 0.18
    /// The number of signatures looked at in one bucket of each segment.
    private static let depth = 16
    /// The highest number of candidates returned: if more are similar, they do not tell one story.
    package static let mostCandidates = 32
    /// The highest share of the window that one segment covers.
    private static let share = 8

    package init(window: Duration) {
        span = window / Self.share
    }

    /// Number of signatures held.
    package var count: Int { segments.reduce(0) { $0 + $1.count } }

    /// Memory in bytes.
    package var size: Int { segments.reduce(0) { $0 + $1.size } }

    /// - Parameter row: greater than all rows before it.
    package mutating func insert(_ signature: Signature, row: Int64, source: Int64, at moment: Timestamp) {
        if segments.last.map({ $0.isFull || moment > $0.oldest + span }) ?? true {
            segments.append(SignatureSegment(firstRow: row, at: moment))
        }
        segments[segments.count - 1].insert(signature, row: row, source: source, at: moment)
    }

    /// The most similar signatures, in row order; empty where all of them belong to `source` itself.
    package func candidates(for signature: Signature, source: Int64) -> [Candidate] {
        let (sketch, own) = (signature.coarse, UInt32(truncatingIfNeeded: source))
        var found: [Candidate] = []
        var areAllOwn = true
        for segment in segments {
            segment.look(for: signature, depth: Self.depth) { row, source, other in
                let similarity = sketch.jaccard(other)
                guard similarity >= Self.leastSimilarity else { return }
                found.append(Candidate(row: row, similarity: similarity))
                if source != own { areAllOwn = false }
            }
        }
        if areAllOwn { return [] }
        if found.count > Self.mostCandidates {
            found.sort { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
            found.removeLast(found.count - Self.mostCandidates)
        }
        return found.sorted { $0.row < $1.row }
    }

    /// Removes the newest signatures until `count` are left.
    package mutating func removeLast(to count: Int) {
        var excess = self.count - count
        while excess > 0, let last = segments.last {
            if last.count <= excess {
                segments.removeLast()
            } else {
                segments[segments.count - 1].removeLast(to: last.count - excess)
            }
            excess -= last.count
        }
    }

    /// Drops the segments whose newest signature is older than `limit`.
    ///
    /// - Returns: the last row dropped; nil where none was.
    package mutating func removeAll(before limit: Timestamp) -> Int64? {
        let gone = segments.prefix { $0.newest < limit }
        segments.removeFirst(gone.count)
        return gone.last?.lastRow
    }

    /// Changes the window's length, for segments to come.
    package mutating func setWindow(_ window: Duration) {
        span = window / Self.share
    }
}
