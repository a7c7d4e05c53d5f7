package import Bytes
import Syndication

/// The pages that one poll of a source asked of one host: they are fetched, cleaned and committed together.
package struct PageRound: Sendable, Hashable {
    /// The source's number and name.
    package let source: Int64
    package let name: String
    package let host: String
    /// When the poll was.
    package let since: Timestamp

    package init(source: Int64, name: String, host: String, since: Timestamp) {
        self.source = source
        self.name = name
        self.host = host
        self.since = since
    }
}

/// A page of a round that is still to be fetched.
package struct AwaitedPage: Sendable, Hashable {
    /// The row number in the table `awaited`.
    package let id: Int64
    package let url: String
    /// Optimistic lock: counts the changes of the feed's content; a page that was fetched for an earlier one is discarded.
    package let contentRevision: Int

    package init(id: Int64, url: String, contentRevision: Int) {
        self.id = id
        self.url = url
        self.contentRevision = contentRevision
    }
}

/// An item that waits for its page, as the store keeps it.
package struct AwaitedItem: Sendable {
    package let id: Int64
    package let item: Int64
    package let url: String
    package let contentRevision: Int
    /// Hash of the feed's content.
    package let contentHash: UInt64
    /// What the feed says of the item (`AwaitedFeedItem.stored`).
    package let content: [UInt8]
    /// What the page says of it (`AwaitedArticle.stored`); nil where it was not fetched.
    package let article: [UInt8]?

    package var bytes: Int { content.count + (article?.count ?? 0) }
}
