import Syndication

/// The pages that one poll of a source asked of one site: they are read together.
struct PageRound: Sendable, Hashable {
    /// The source's number and name.
    let source: Int64
    let name: String
    /// The host of its pages.
    let site: String
    /// When the poll was.
    let since: Timestamp
}

/// A page of a round that is still to be fetched.
struct AwaitedPage: Sendable, Hashable {
    /// In the table `awaited`.
    let id: Int64
    let url: String
    /// Counts the changes of the feed's content: what was fetched for an earlier one is not taken.
    let turn: Int
}

/// An item that waits for its page, as the store keeps it.
struct AwaitedItem: Sendable {
    let id: Int64
    let item: Int64
    let url: String
    let turn: Int
    /// Of the feed's content.
    let version: UInt64
    /// `FeedContent.stored`.
    let content: [UInt8]
    /// `PageContent.stored`; nil where the page could not be had.
    let article: [UInt8]?

    var bytes: Int { content.count + (article?.count ?? 0) }
}
