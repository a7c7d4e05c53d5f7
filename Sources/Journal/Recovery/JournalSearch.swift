/// A place in a journal: behind that many segments, and that many bytes into the next.
struct SegmentPlace: Sendable, Hashable {
    /// Index among the segments, oldest first.
    var segment: Int
    /// In bytes from the segment's start.
    var offset: Int64
}

/// Finds records from the journal's end backwards, where they are looked for most.
struct JournalSearch {
    let directory: JournalDirectory
    let segments: [SegmentName]

    /// The place behind the position's record, or `nil` where the journal has no such record.
    func place(behind position: JournalPosition) throws -> SegmentPlace? {
        for (index, segment) in segments.enumerated().reversed() {
            // A segment is named after its first record; later ones cannot hold an earlier record.
            if case .closed(let firstSeq) = segment, firstSeq > position.seq { continue }
            var reader = try BackwardLineReader(path: directory.path(of: segment))
            var end = reader.offset
            var hasEarlier = false
            var place: SegmentPlace?
            while let found = try reader.next({ ReplayedRecord(line: $0)?.head.position as JournalPosition? }) {
                if found == position {
                    // A record that stands twice: what is behind the first is out of order.
                    place = SegmentPlace(segment: index, offset: end)
                } else if let place {
                    return place
                }
                if let found, found.seq <= position.seq { hasEarlier = true }
                end = reader.offset
            }
            if let place { return place }
            if hasEarlier { return nil }
        }
        return nil
    }

    /// The number of the journal's last whole record, 0 where it has none.
    func highestSeq() throws -> UInt64 {
        for segment in segments.reversed() {
            var reader = try BackwardLineReader(path: directory.path(of: segment))
            while let seq = try reader.next({ ReplayedRecord(line: $0)?.head.seq as UInt64? }) {
                if let seq { return seq }
            }
        }
        return 0
    }
}
