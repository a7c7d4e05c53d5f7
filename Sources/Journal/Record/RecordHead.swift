public import Bytes
import Syndication

/// What feedd adds to an item in the journal: the members of `_feedd` that do not come from the feed, and the item's `id`.
public struct RecordHead: Sendable, Hashable {
    /// The record's number in the journal, from 1, without gaps.
    public var seq: UInt64
    /// When the record was made.
    public var at: Timestamp
    public var operation: Operation
    /// The name of the source.
    public var source: String
    public var key: ItemKey
    /// 1 for a new item, one more with each update.
    public var revision: Int
    /// The hash of the content that was compared.
    public var version: UInt64
    public var feedTitle: String?
    public var feedURL: String?
    /// JSON Feed's `id`. It never changes after revision 1.
    public var id: String
    /// The earliest item of another source that tells the same story.
    public var duplicateOf: ItemKey?
    /// How similar the two texts are, 0 to 1.
    public var similarity: Double?

    public init(
        seq: UInt64, at: Timestamp, operation: Operation, source: String, key: ItemKey, revision: Int, version: UInt64,
        feedTitle: String? = nil, feedURL: String? = nil, id: String, duplicateOf: ItemKey? = nil, similarity: Double? = nil
    ) {
        self.seq = seq
        self.at = at
        self.operation = operation
        self.source = source
        self.key = key
        self.revision = revision
        self.version = version
        self.feedTitle = feedTitle
        self.feedURL = feedURL
        self.id = id
        self.duplicateOf = duplicateOf
        self.similarity = similarity
    }

    /// The position that a reader of the record has reached.
    public var position: JournalPosition { JournalPosition(seq: seq, key: key) }
}
