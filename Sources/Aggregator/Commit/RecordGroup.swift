import Bytes
import Journal
import Store
import Syndication

/// The records of one commit, in the order of their sequence numbers, as the journal's lines.
struct RecordGroup {
    let firstSeq: UInt64
    let at: Timestamp
    private(set) var lines = RecordLines()
    private(set) var last: JournalPosition?

    init(firstSeq: UInt64, at: Timestamp) {
        self.firstSeq = firstSeq
        self.at = at
    }

    var nextSeq: UInt64 { last.map { $0.seq &+ 1 } ?? firstSeq }

    mutating func append(
        _ operation: Operation, of item: StoredItem, source: String, feed: FeedReference, encoded: EncodedItem,
        repeating repetition: NearDuplicates.Repetition? = nil
    ) {
        let seq = nextSeq
        let head = RecordHead(
            seq: seq, at: at, operation: operation, source: source, key: item.key, revision: item.revision, version: item.version,
            feedTitle: feed.title, feedURL: feed.url, id: item.publicID ?? ItemID.make(key: item.key.hex),
            duplicateOf: repetition?.original, similarity: repetition?.similarity)
        lines.append(Record(head: head, item: encoded))
        last = JournalPosition(seq: seq, key: item.key)
    }
}
