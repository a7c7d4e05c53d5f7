/// A feed that a page offers.
public struct FeedLink: Sendable, Hashable {
    /// The feed's URL, absolute where the page's own URL is known.
    public var url: String
    /// The title that the page gives it.
    public var title: String?
    /// The media type that the page states, in lower case.
    public var type: String?

    public init(url: String, title: String? = nil, type: String? = nil) {
        self.url = url
        self.title = title
        self.type = type
    }
}
