/// A place in a journal: after that many segments, and that many bytes into the next.
struct SegmentPlace: Sendable, Hashable {
    /// Index among the segments, oldest first.
    var segment: Int
    /// In bytes from the segment's start.
    var offset: Int64
}

/// Finds where the records after a position begin.
struct JournalSearch {
    let directory: JournalDirectory
    let segments: [SegmentName]

    enum Result: Sendable, Hashable {
        /// The records after the position begin here; the last one before has this number, 0 where there is none.
        case found(SegmentPlace, last: UInt64)
        /// The journal has another key at the position.
        case foreign
    }

    /// Searches one segment alone, the last one that begins at the position or before, and from its end backwards: most positions are the last record.
    func place(after position: JournalPosition) throws -> Result {
        guard let index = try segments.indices.last(where: { try firstSeq($0).map { $0 <= position.seq } ?? false }) else {
            return .found(SegmentPlace(segment: 0, offset: 0), last: 0)
        }
        var reader = try BackwardLineReader(path: directory.path(of: segments[index]))
        var end = reader.offset
        var place: SegmentPlace?
        // Where the last record before the position ends: where the records after it begin, if it is not there.
        var earlier: (place: SegmentPlace, seq: UInt64)?
        while let found = try reader.next({ ReplayedRecord(line: $0)?.head.position as JournalPosition? }) {
            if let found {
                if found.seq == position.seq {
                    guard found.key == position.key else { return .foreign }
                    // If the record is there twice, what follows the first one is out of order.
                    place = SegmentPlace(segment: index, offset: end)
                } else if let place {
                    return .found(place, last: position.seq)
                } else if found.seq < position.seq, earlier == nil {
                    earlier = (SegmentPlace(segment: index, offset: end), found.seq)
                }
            }
            end = reader.offset
        }
        if let place { return .found(place, last: position.seq) }
        return .found(earlier?.place ?? SegmentPlace(segment: index, offset: 0), last: earlier?.seq ?? 0)
    }

    /// The number of a segment's first record: in its name, or in the file where it is still written; nil where it has none.
    private func firstSeq(_ index: Int) throws(JournalError) -> UInt64? {
        switch segments[index] {
        case .closed(let firstSeq): firstSeq
        case .live: try JournalDirectory.firstSeq(path: directory.livePath)
        }
    }
}
