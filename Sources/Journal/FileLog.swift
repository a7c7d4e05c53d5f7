public import Bytes

/// A commit log in a directory of files: `JournalWriter` appends, `JournalRecovery` reads.
public final class FileLog: CommitLog {
    public let location: String
    private let files: JournalFiles
    private let now: @Sendable () -> Timestamp
    private var writer: JournalWriter?

    /// - Parameter now: names the files in which something is set aside.
    public init(directory: String, files: JournalFiles = .system, now: @escaping @Sendable () -> Timestamp = { .now() }) {
        location = directory
        self.files = files
        self.now = now
    }

    public func append(_ group: RecordGroup, after position: JournalPosition?) throws(JournalError) -> Appended {
        guard let last = group.last else { return Appended(position: position) }
        let notices = try open(after: position).append(group.lines, seqs: group.firstSeq...last.seq)
        return Appended(position: last, notices: notices)
    }

    public func read(after position: JournalPosition?, _ body: (ReplayedRecord) throws -> Void) throws -> LogReading {
        let reading = try JournalRecovery(directory: location, files: files, now: now()).read(after: position, body)
        // Where the journal cannot be written, that shows at start.
        if !reading.isForeign { _ = try open(after: position) }
        return reading
    }

    public func probe() throws(JournalError) {
        try open(after: nil).probe()
    }

    private func open(after position: JournalPosition?) throws(JournalError) -> JournalWriter {
        if let writer { return writer }
        let writer = try JournalWriter(directory: location, files: files, now: now)
        self.writer = writer
        return writer
    }
}
