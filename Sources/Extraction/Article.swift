public import Bytes
public import Syndication

/// A web page's article and metadata, without the page's furniture.
public struct Article: Sendable, Hashable {
    /// The article as sanitized HTML.
    public var contentHTML = ""
    /// The article as plain text, paragraphs separated by a blank line; empty where the page has no article.
    public var contentText = ""
    /// The canonical URL that the page states, else the URL that it was read from.
    public var url: String?
    /// The title, on one line.
    public var title: String?
    public var summary: String?
    public var authors: [Person] = []
    public var published: Timestamp?
    public var modified: Timestamp?
    /// The name of the site.
    public var siteName: String?
    /// The language as a BCP 47 tag.
    public var language: String?
    /// The URL of the article's main picture.
    public var image: String?
    public var tags: [String] = []
    /// The URL of the article's next page (`rel=next`).
    public var nextPageURL: String?
    /// Whether the page states that only subscribers see the whole article.
    public var isPaywalled = false
    /// Cross-links that were between the article's paragraphs, without their labels. The content does not contain them.
    public var related: [Related] = []

    /// A link to another page of the site.
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

    /// The article as a feed item.
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
