/// The result of ``FeedParser``: a feed and its items. Texts that may contain HTML are as the document has them; ``FeedNormalizer`` puts
/// them into `Feed` and `Item`.
public struct ParsedFeed: Sendable {
    /// All fields except those that the normalizer sets.
    public var feed: Feed
    public var title: Text?
    public var description: Text?
    public var rights: Text?
    /// The complete `podcast:liveItem` elements in document order, at most 64.
    var liveItems: [ParsedLiveItem] = []
    /// The complete items in document order.
    public var items: [ParsedItem] = []
    /// Whether the document ended before its root element or object was closed.
    public var isTruncated = false
    /// The incomplete item in which a truncated document ended.
    public var openItem: ParsedItem?
    /// How many items the page has, the first one of a list on several; nil for feeds.
    package var listedItems: Int?
    /// The size of the document in bytes.
    public internal(set) var documentBytes = 0
    /// What items have from their feed; nil until the document is read.
    var shared: SharedFields?

    public init(feed: Feed) {
        self.feed = feed
    }

    /// Adds the items of another page of the same list.
    package mutating func append(page: ParsedFeed) {
        items += page.items
        documentBytes += page.documentBytes
        feed.warnings += page.feed.warnings.filter { !feed.warnings.contains($0) }
    }
}
