package import Bytes
import Syndication

/// The signatures of what was journaled in the last days, and what of it an item may be a near-duplicate of.
///
/// It names rows of the store, where the rest is. In segments by time, so that what is too old goes without being sought, and takes its memory with
/// it; 118 bytes a signature.
package struct SignatureIndex: Sendable {
    private var segments: [SignatureSegment] = []
    /// A segment is closed after this time, however little it holds.
    private var span: Duration

    /// An earlier signature that may be a near-duplicate's.
    package struct Candidate: Sendable, Equatable {
        package let row: Int64
        /// The Jaccard similarity, to within 0.044.
        package let similarity: Double
    }

    /// Candidates are at least as alike as this, by the coarse sketch: four of its standard deviations from nothing.
    package static let leastSimilarity = 0.18
    /// As many of a bucket are looked at in each segment.
    private static let depth = 16
    /// Candidates given: if more are alike, it is not by telling one story.
    package static let mostCandidates = 32
    /// The share of the window that a segment covers at most.
    private static let share = 8

    package init(window: Duration) {
        span = window / Self.share
    }

    /// Signatures held.
    package var count: Int { segments.reduce(0) { $0 + $1.count } }

    /// Bytes taken up.
    package var size: Int { segments.reduce(0) { $0 + $1.size } }

    /// - Parameter row: greater than those before it.
    package mutating func insert(_ signature: Signature, row: Int64, source: Int64, at moment: Timestamp) {
        if segments.last.map({ $0.isFull || moment > $0.oldest + span }) ?? true {
            segments.append(SignatureSegment(firstRow: row, at: moment))
        }
        segments[segments.count - 1].insert(signature, row: row, source: source, at: moment)
    }

    /// Those that are most alike, in the order of their rows; none where all are of `source` itself.
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

    /// Takes the newest signatures back until `count` are left.
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

    /// Forgets the segments whose newest is older than `limit`.
    ///
    /// - Returns: the last row forgotten; nil where nothing was.
    package mutating func removeAll(before limit: Timestamp) -> Int64? {
        let gone = segments.prefix { $0.newest < limit }
        segments.removeFirst(gone.count)
        return gone.last?.lastRow
    }

    /// A window of another length, for the segments to come.
    package mutating func setWindow(_ window: Duration) {
        span = window / Self.share
    }
}
