package import Bytes
package import Journal
import Syndication

/// What the store keeps beside a signature: the item, its source, and the story that it tells.
package struct KnownStory: Sendable, Equatable {
    /// The item's row number in the store.
    package var item: Int64
    /// The row number of the source that journaled it.
    package var source: Int64
    /// The key of the earliest item that tells the story.
    package var original: ItemKey
    /// Whether the item is a repetition, not the earliest one itself.
    package var repeats: Bool
    /// When it was journaled.
    package var at: Timestamp
    package var signature: Signature

    package init(
        item: Int64, source: Int64, original: ItemKey, repeats: Bool, at: Timestamp, signature: Signature
    ) {
        self.item = item
        self.source = source
        self.original = original
        self.repeats = repeats
        self.at = at
        self.signature = signature
    }
}
