public import Bytes
public import Syndication

/// The records of one commit, in the order of their sequence numbers, as the journal's lines.
public struct RecordGroup: Sendable {
    /// The number of the first record.
    public let firstSeq: UInt64
    public let at: Timestamp
    public private(set) var lines = RecordLines()
    /// The last record; nil while there is none.
    public private(set) var last: JournalPosition?

    /// - Parameter position: the record that the group follows; nil at the beginning of the journal.
    public init(after position: JournalPosition?, at: Timestamp) {
        firstSeq = (position?.seq ?? 0) &+ 1
        self.at = at
    }

    /// The number of the next record.
    public var nextSeq: UInt64 { last.map { $0.seq &+ 1 } ?? firstSeq }

    /// - Parameter head: is given the record's number and time.
    public mutating func append(_ item: EncodedItem, _ head: (UInt64, Timestamp) -> RecordHead) {
        let record = Record(head: head(nextSeq, at), item: item)
        lines.append(record)
        last = record.head.position
    }
}
