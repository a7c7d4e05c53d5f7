public import Bytes
public import Syndication

/// What a web page has to say, without what stands around it.
public struct Article: Sendable, Hashable {
    /// Safe HTML.
    public var contentHTML = ""
    /// Paragraphs separated by a blank line; empty where the page has no article.
    public var contentText = ""
    /// The address that the page gives for itself, else the one it was read from.
    public var url: String?
    /// One line.
    public var title: String?
    public var summary: String?
    public var authors: [Person] = []
    public var published: Timestamp?
    public var modified: Timestamp?
    /// The name of the site.
    public var siteName: String?
    /// BCP 47.
    public var language: String?
    /// The picture that stands for the article.
    public var image: String?
    public var tags: [String] = []
    /// Where the article goes on (`rel=next`).
    public var nextPageURL: String?
    /// The page says that only those who pay see all of it.
    public var isPaywalled = false
    /// Cross-links that stood between the article's paragraphs, without their labels. They are not in the content.
    public var related: [Related] = []

    /// A cross-link.
    public struct Related: Sendable, Hashable {
        public var title: String
        public var url: String

        public init(title: String, url: String) {
            self.title = title
            self.url = url
        }

        public var link: Link { Link(url: url, title: title) }
    }

    public init() {}

    /// The article as an item of a feed.
    public var item: Item {
        var item = Item()
        item.url = url
        item.title = title
        item.summary = summary
        item.contentHTML = contentHTML.isEmpty ? nil : contentHTML
        item.contentText = contentText
        item.authors = authors
        item.published = published
        item.modified = modified
        item.language = language
        item.image = image
        item.tags = tags
        item.related = related.map(\.link)
        if siteName != nil {
            var origin = Origin()
            origin.title = siteName
            item.source = origin
        }
        return item
    }
}
