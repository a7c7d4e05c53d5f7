public import Bytes

/// A live stream of a podcast: `podcast:liveItem`. It is no item of the feed, and is not journaled.
public struct LiveItem: Sendable, Hashable {
    /// `pending`, `live` or `ended`.
    public var status: String?
    public var start: Timestamp?
    public var end: Timestamp?
    /// What the elements in it say, as in an item.
    public var item: Item

    public init(status: String?, start: Timestamp?, end: Timestamp?, item: Item) {
        self.status = status
        self.start = start
        self.end = end
        self.item = item
    }
}
