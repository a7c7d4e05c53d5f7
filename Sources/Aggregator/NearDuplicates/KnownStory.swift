import Journal
import Syndication

/// What the store has beside a signature: which item, whose, and which story it tells.
struct KnownStory: Sendable, Equatable {
    /// The item's number.
    var item: Int64
    /// The number of the source that journaled it.
    var source: Int64
    /// The key of the earliest item that tells it.
    var original: ItemKey
    /// It is not that item itself.
    var repeats: Bool
    /// When it was journaled.
    var at: Timestamp
    var signature: Signature
}
