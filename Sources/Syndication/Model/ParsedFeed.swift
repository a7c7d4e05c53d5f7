/// A feed as its document carried it: fields that need no cleaning are final, texts that may hold markup are not yet cleaned.
public struct ParsedFeed: Sendable {
    public var feed: Feed
    public var title: Text?
    public var description: Text?
    public var rights: Text?
    /// In the document's order.
    public var items: [ParsedItem] = []
    /// The document ended, or broke off, inside an item or before its end tag: `items` has the whole ones.
    public var isTruncated = false
    /// The item that was open when a truncated document broke off.
    public var openItem: ParsedItem?

    public init(feed: Feed) {
        self.feed = feed
    }
}
