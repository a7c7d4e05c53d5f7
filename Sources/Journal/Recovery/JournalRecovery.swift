public import Bytes
import Glibc
import Syndication

/// Brings the journal and the store together at start, after whatever ended the process before.
///
/// The store follows the journal: what the journal holds past the store's position is replayed into it, and what is no whole record there is set aside. Nobody else may write to the journal meanwhile. Memory stays flat: records are read one at a time.
public struct JournalRecovery {
    private let directory: JournalDirectory
    private let files: JournalFiles
    private let now: Timestamp

    /// - Parameter now: names the file that a torn end is set aside in.
    public init(directory: String, files: JournalFiles = .system, now: Timestamp = .now()) {
        self.directory = JournalDirectory(path: directory)
        self.files = files
        self.now = now
    }

    /// Replays what the journal holds past the store's position, oldest first, and cuts off the end from the first line that is not whole JSON with the next `seq`.
    ///
    /// Where the position's record is not in the journal, or the store has no position and the journal has records, nothing is replayed or cut, and the outcome says `needsRebuild`: then `replayAll` is to follow, into an empty store.
    /// - Parameter position: the last record that the store knows.
    /// - Throws: `JournalError`, or what `replay` throws.
    public func recover(from position: JournalPosition?, replay: (ReplayedRecord) throws -> Void) throws -> Outcome {
        try directory.create(syncing: files)
        let segments = try directory.segments()
        let place: SegmentPlace?
        if let position {
            place = try JournalSearch(directory: directory, segments: segments).place(behind: position)
        } else {
            place = try isEmpty(segments) ? SegmentPlace(segment: 0, offset: 0) : nil
        }
        guard let place else {
            let highest = try JournalSearch(directory: directory, segments: segments).highestSeq()
            return Outcome(needsRebuild: true, highestSeq: max(highest, position?.seq ?? 0))
        }
        var replayer = Replayer(directory: directory, segments: segments, files: files, torn: tornPath)
        try replayer.replay(from: place, behind: position?.seq ?? 0, replay)
        return replayer.outcome
    }

    /// Replays all that the journal holds, oldest first, for a store that starts anew. A damaged line between whole ones is passed over and counted; what follows the last whole record is cut off.
    /// - Throws: `JournalError`, or what `replay` throws.
    public func replayAll(_ replay: (ReplayedRecord) throws -> Void) throws -> Outcome {
        try directory.create(syncing: files)
        var replayer = Replayer(directory: directory, segments: try directory.segments(), files: files, torn: tornPath)
        try replayer.replayAll(replay)
        return replayer.outcome
    }

    /// What a recovery found and did.
    public struct Outcome: Sendable, Hashable {
        /// The store's position is not in this journal: the store has to be made anew from `replayAll`.
        public var needsRebuild = false
        /// The highest number that the journal or the position knows, 0 where neither has one. The next record gets one more.
        public var highestSeq: UInt64
        /// The last record in the journal that was replayed.
        public var last: JournalPosition?
        /// How many records were replayed.
        public var replayed = 0
        /// Damaged lines that were passed over. Only `replayAll` does that.
        public var damaged = 0
        public var torn: Torn?

        init(needsRebuild: Bool = false, highestSeq: UInt64) {
            self.needsRebuild = needsRebuild
            self.highestSeq = highestSeq
        }
    }

    /// What was cut off the journal's end.
    public struct Torn: Sendable, Hashable, CustomStringConvertible {
        /// Of the segment that was cut.
        public var segmentPath: String
        /// Where it was cut, in bytes from its start.
        public var offset: Int64
        /// How much was set aside, in bytes, later segments included.
        public var length: Int64
        /// Where it is now.
        public var path: String
        public var reason: Reason

        public enum Reason: Sendable, Hashable {
            /// The last line has no end.
            case unended
            /// A line is not whole JSON, or not a record.
            case damaged
            /// A record does not have the next number.
            case outOfOrder(expected: UInt64, found: UInt64)
        }

        public var description: String {
            let why =
                switch reason {
                case .unended: "the last line was not written to its end"
                case .damaged: "what stands there is no whole record"
                case .outOfOrder(let expected, let found): "record \(found) stands where \(expected) should"
                }
            return "\(segmentPath) was cut at byte \(offset): \(why): \(length) bytes are kept in \(path)"
        }
    }

    /// Whether no segment holds a byte.
    private func isEmpty(_ segments: [SegmentName]) throws(JournalError) -> Bool {
        for segment in segments {
            let path = directory.path(of: segment)
            let size = try attempt(.read, path) { () throws(SystemFailure) in try Descriptor(path: path, flags: O_RDONLY).size() }
            if size > 0 { return false }
        }
        return true
    }

    private var tornPath: String {
        let time = now.rfc3339.filter { $0 != "-" && $0 != ":" }
        return directory.livePath + ".torn-" + time
    }
}
