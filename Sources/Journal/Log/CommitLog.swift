/// The log that commits go to: the seam between the committer and what keeps the records. Here that is a directory of files (`FileLog`).
public protocol CommitLog: AnyObject {
    /// Where the log is, for people.
    var location: String { get }

    /// Appends a group of records durably.
    ///
    /// - Parameter position: the record that the group follows; nil where the log has none.
    /// - Throws: `JournalError`. Then none of the group's records is in the log, and the next group may be tried.
    func append(_ group: RecordGroup, after position: JournalPosition?) throws(JournalError) -> Appended

    /// Hands out the records after a position, oldest first, and sets aside what follows the last whole one. All of them have been made durable.
    ///
    /// Where the log has another key at the position, it is the log of another store: then nothing is handed out or set aside.
    /// - Parameter position: the last record that is known; nil hands out all there are, damaged lines between them skipped.
    /// - Throws: `JournalError`, or what `body` throws.
    func read(after position: JournalPosition?, _ body: (ReplayedRecord) throws -> Void) throws -> LogReading

    /// Tries whether a group could be appended now.
    func probe() throws(JournalError)
}

/// What became of a group that was appended.
public struct Appended: Sendable, Hashable {
    /// The last record of the log.
    public var position: JournalPosition?
    /// What others were found to have done to the log since the last group.
    public var notices: [JournalNotice] = []
}

/// What reading a log found and did.
public struct LogReading: Sendable, Hashable {
    /// The log has another key at the position.
    public var isForeign = false
    /// How many records were handed out.
    public var count = 0
    /// The record with the highest number among them.
    public var last: JournalPosition?
    /// Records up to the position that were at the end of the log and are not there any more.
    public var missing: ClosedRange<UInt64>?
    /// How many damaged lines were skipped.
    public var damaged = 0
    /// What was set aside from the end of the log.
    public var torn: TornEnd?
}
