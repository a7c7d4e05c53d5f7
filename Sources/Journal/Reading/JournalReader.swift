import Bytes

/// Finds places to read a journal from, beside a process that writes it.
public struct JournalReader: Sendable {
    private let directory: JournalDirectory

    public init(directory: String) {
        self.directory = JournalDirectory(path: directory)
    }

    /// Reads from the earliest of the last `count` records that match. The journal is searched backwards, no further than necessary.
    public func last(_ count: Int, where matches: (ReplayedRecord) -> Bool = { _ in true }) throws -> JournalFollower {
        var found = 0
        return try follower(orElse: .end) { record in
            guard count > 0 else { return .startBehind }
            guard matches(record) else { return .goOn }
            found += 1
            return found < count ? .startHereAtLeast : .start
        }
    }

    /// Reads the records whose number is higher than `seq`.
    public func records(after seq: UInt64) throws -> JournalFollower {
        try follower(orElse: .beginning) { $0.head.seq <= seq ? .startBehind : .goOn }
    }

    private enum Decision {
        case goOn
        /// Reading begins with this record, unless an earlier one is found.
        case startHereAtLeast
        /// Reading begins with this record.
        case start
        /// Reading begins with the next record.
        case startBehind
    }

    /// Where reading begins if no record says so.
    private enum Fallback {
        case beginning, end
    }

    /// Goes back from the journal's end, record by record, until `decide` says where to start.
    private func follower(orElse fallback: Fallback, _ decide: (ReplayedRecord) -> Decision) throws -> JournalFollower {
        let segments = try segmentsBackwards()
        var place: (segment: OpenSegment, offset: Int64)?
        while let segment = try segments.next() {
            var reader = try BackwardLineReader(file: segment.file, path: segment.path, before: segment.size())
            var end = reader.offset
            if place == nil || fallback == .beginning { place = (segment, end) }
            while let decision = try reader.next({ line in ReplayedRecord(line: line).map(decide) ?? .goOn }) {
                switch decision {
                case .goOn: if fallback == .beginning { place = (segment, reader.offset) }
                case .startHereAtLeast: place = (segment, reader.offset)
                case .start: return JournalFollower(directory: directory, segment: segment, offset: reader.offset)
                case .startBehind: return JournalFollower(directory: directory, segment: segment, offset: end)
                }
                end = reader.offset
            }
        }
        return JournalFollower(directory: directory, segment: place?.segment, offset: place?.offset ?? 0)
    }

    /// The live segment, then the closed ones, newest first, each opened when it is needed. Ends early where one is gone.
    private func segmentsBackwards() throws(JournalError) -> SegmentsBackwards {
        // The live one first: if it is renamed before the names are listed, it is recognised among them.
        let live = try OpenSegment(.live, in: directory)
        let closed = try directory.segments().filter { $0 != .live }
        return SegmentsBackwards(directory: directory, live: live, closed: closed)
    }
}

/// A journal's segments, newest first.
private final class SegmentsBackwards {
    private let directory: JournalDirectory
    private var live: OpenSegment?
    private let liveIdentity: FileIdentity?
    private var closed: [SegmentName]

    init(directory: JournalDirectory, live: OpenSegment?, closed: [SegmentName]) {
        self.directory = directory
        self.live = live
        liveIdentity = live?.identity
        self.closed = closed
    }

    func next() throws(JournalError) -> OpenSegment? {
        if let segment = live {
            live = nil
            return segment
        }
        while let name = closed.popLast() {
            guard let segment = try OpenSegment(name, in: directory) else { return nil }
            if segment.identity != liveIdentity { return segment }
        }
        return nil
    }
}
