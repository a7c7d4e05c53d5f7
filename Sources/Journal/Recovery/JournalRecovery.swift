public import Bytes
import Glibc

/// Reads what the journal holds past a position, after whatever ended the process before, and sets aside what is no whole record there.
///
/// Nobody else may write to the journal meanwhile. Memory stays flat: records are read one at a time. All that is needed of segments before the one with the
/// position is their names.
public struct JournalRecovery {
    private let directory: JournalDirectory
    private let files: JournalFiles
    private let now: Timestamp

    /// - Parameter now: names the file in which a torn end is set aside.
    public init(directory: String, files: JournalFiles = .system, now: Timestamp = .now()) {
        self.directory = JournalDirectory(path: directory)
        self.files = files
        self.now = now
    }

    /// As `CommitLog.read(after:_:)`.
    public func read(after position: JournalPosition?, _ body: (ReplayedRecord) throws -> Void) throws -> LogReading {
        try directory.create(syncing: files)
        let segments = try directory.segments()
        var replayer = Replayer(directory: directory, segments: segments, files: files, torn: directory.livePath + ".torn-" + now.compact)
        guard let position else {
            try replayer.replayAll(body)
            return replayer.reading
        }
        switch try JournalSearch(directory: directory, segments: segments).place(after: position) {
        case .foreign: return LogReading(isForeign: true)
        case .found(let place, let last):
            try replayer.replay(from: place, after: position.seq, body)
            var reading = replayer.reading
            if reading.count == 0, last < position.seq { reading.missing = last + 1...position.seq }
            return reading
        }
    }
}
