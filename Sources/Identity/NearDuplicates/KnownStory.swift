package import Bytes
package import Journal
import Syndication

/// What the store has beside a signature: which item, whose, and which story it tells.
package struct KnownStory: Sendable, Equatable {
    /// The item's number.
    package var item: Int64
    /// The number of the source that journaled it.
    package var source: Int64
    /// The key of the earliest item that tells it.
    package var original: ItemKey
    /// It is not that item itself.
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
