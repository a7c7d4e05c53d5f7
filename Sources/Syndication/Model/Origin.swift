/// The feed that an item was taken from: rss and Atom `source`.
public struct Origin: Sendable, Hashable {
    /// The text of rss `source`, or Atom `source/title`, as one line of plain text.
    public var title: String?
    /// `source@url`; Atom `source/link@rel=self`, else another of its links.
    public var url: String?
    /// Atom `source/id`.
    public var id: String?

    public init() {}
}
