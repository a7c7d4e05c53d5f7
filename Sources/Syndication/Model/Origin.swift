public import Bytes

/// The feed that an item was taken from: rss and Atom `source`.
public struct Origin: Sendable, Hashable {
    /// The text of rss `source`, or Atom `source/title`, as one line of plain text.
    public var title: String?
    /// rss `source@url`; Atom `source/link@rel=alternate` (HTML before other types); `source/link@rel=self`.
    public var url: String?
    /// Atom `source/link@rel=self`.
    public var feedURL: String?
    /// Atom `source/id`.
    public var id: String?
    /// Atom `source/subtitle`, as one line of plain text.
    public var subtitle: String?
    /// Atom `source/rights`, as one line of plain text.
    public var rights: String?
    /// Atom `source/updated`.
    public var updated: Timestamp?
    /// Atom `source/icon`.
    public var icon: String?
    /// Atom `source/logo`.
    public var logo: String?
    /// Atom `source/generator`.
    public var generator: String?
    /// Atom `source/author`.
    public var authors: [Person] = []
    /// Atom `source/contributor`.
    public var contributors: [Person] = []
    /// Atom `source/category`, as those of an item.
    public var tags: [String] = []
    /// Atom `source/category` with a scheme or a label.
    public var categories: [Category] = []
    /// Atom `source/link`, where it has further links than those of `url` and `feedURL`: all of them.
    public var links: [Link] = []

    public init() {}
}
