package import Bytes
import Syndication

/// The pages that one poll of a source asked of one site: they are read together.
package struct PageRound: Sendable, Hashable {
    /// The source's number and name.
    package let source: Int64
    package let name: String
    /// The host of its pages.
    package let site: String
    /// When the poll was.
    package let since: Timestamp
}

/// A page of a round that is still to be fetched.
package struct AwaitedPage: Sendable, Hashable {
    /// In the table `awaited`.
    package let id: Int64
    package let url: String
    /// Counts the changes of the feed's content: what was fetched for an earlier one is not taken.
    package let turn: Int

    package init(
        id: Int64, url: String, turn: Int
    ) {
        self.id = id
        self.url = url
        self.turn = turn
    }
}

/// An item that waits for its page, as the store keeps it.
package struct AwaitedItem: Sendable {
    package let id: Int64
    package let item: Int64
    package let url: String
    package let turn: Int
    /// Of the feed's content.
    package let version: UInt64
    /// `FeedContent.stored`.
    package let content: [UInt8]
    /// `PageContent.stored`; nil where the page could not be had.
    package let article: [UInt8]?

    package var bytes: Int { content.count + (article?.count ?? 0) }
}
