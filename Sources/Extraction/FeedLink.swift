/// A feed that a page offers.
public struct FeedLink: Sendable, Hashable {
    /// Absolute, where the page's own address is known.
    public var url: String
    /// What the page calls it.
    public var title: String?
    /// Its media type, lower-case, where the page says it.
    public var type: String?

    public init(url: String, title: String? = nil, type: String? = nil) {
        self.url = url
        self.title = title
        self.type = type
    }
}
