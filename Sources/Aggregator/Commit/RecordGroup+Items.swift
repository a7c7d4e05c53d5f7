import Journal
import Store
import Syndication

extension RecordGroup {
    /// Appends the record of an item that is new, or of an update.
    ///
    /// - Parameter revision: 1 for a new item.
    mutating func append(
        _ item: StoredItem, revision: Int, source: String, content: RecordContent, repeating repetition: NearDuplicates.Repetition? = nil
    ) {
        append(content.encoded) { seq, at in
            RecordHead(
                seq: seq, at: at, operation: revision == 1 ? .new : .update, source: source, key: item.key, revision: revision,
                version: item.contentHash ?? 0, feedTitle: content.feed.title, feedURL: content.feed.url.isEmpty ? nil : content.feed.url,
                id: item.publicID ?? ItemID.make(key: item.key.hex), duplicateOf: repetition?.original, similarity: repetition?.similarity)
        }
    }
}
