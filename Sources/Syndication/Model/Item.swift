public import Bytes

/// One entry of a feed, uniform over all formats.
///
/// Beside each field stands what fills it, the first that is there winning. `rss` is RSS of every version, RDF's included.
public struct Item: Sendable, Hashable {
    /// rss `guid`, Atom `id`, JSON `id`, RDF `rdf:about`, `dc:identifier`, CDF `ITEM@HREF`: as the document says it, white space trimmed.
    public var guid: String?
    /// rss `guid@isPermaLink`; true where a `guid` that is a URL does not say.
    public var guidIsPermalink: Bool?
    /// Absolute: `feedburner:origLink`, rss `link`, Atom `link` (`rel=alternate` or none; also inside RSS), JSON `url`, CDF `ITEM@HREF`,
    /// a `guid` that is a permalink, `media:player`; an enclosure's where there is nothing else.
    public var url: String?
    /// JSON `external_url`, Atom `link@rel=related`.
    public var externalURL: String?
    /// One line of plain text. Set by cleaning: rss, Atom and JSON `title`, CDF `TITLE`, `dc:title`, `media:title`, `itunes:title`.
    public var title: String?
    /// The title's markup, where it holds more than its text. Safe. Set by cleaning.
    public var titleHTML: String?
    /// Safe HTML. Set by cleaning: `content:encoded`, Atom `content`, `xhtml:body` or `div`, JSON `content_html` or `content_text`,
    /// rss `fullText`, Atom `summary` or rss `description`, CDF `ABSTRACT`, `dc:description`, `media:description`, `itunes:summary`,
    /// `itunes:subtitle`.
    public var contentHTML: String?
    /// Paragraphs separated by a blank line. Set by cleaning.
    public var contentText = ""
    /// Plain text. Set by cleaning: rss `description`, Atom `summary`, JSON `summary` where the content is something else;
    /// `dc:description`, `itunes:summary`, `itunes:subtitle`, `media:description` likewise.
    public var summary: String?
    public var summaryHTML: String?
    /// JSON `image`, `itunes:image`, `media:thumbnail`, `media:content` that is an image, rss `image`, an enclosure that is an image;
    /// the content's first.
    public var image: String?
    /// JSON `banner_image`.
    public var bannerImage: String?
    /// rss `pubDate`, Atom `published` or `issued`, JSON `date_published`, `dcterms:issued`, `dc:date`; `dcterms:created`, CDF `LASTMOD`.
    public var published: Timestamp?
    /// Atom `updated` or `modified`, JSON `date_modified`, `dcterms:modified`.
    public var modified: Timestamp?
    /// Atom 0.3 `created`, `dcterms:created`.
    public var created: Timestamp?
    /// Atom `author`, JSON `authors` or `author`, `dc:creator`, `dc:author`, rss `author`, `itunes:author`, `media:credit@role=author`,
    /// rss `source/author`; `podcast:person`.
    public var authors: [Person] = []
    /// Atom `contributor`, `dc:contributor`.
    public var contributors: [Person] = []
    /// rss `category`, Atom `category` (label, else term), JSON `tags`, `dc:subject`, `itunes:keywords`, `media:keywords`, `media:category`.
    public var tags: [String] = []
    /// BCP 47: JSON `language`, `dc:language`, `xml:lang` of the content, of the item; the feed's.
    public var language: String?
    /// rss `enclosure`, Atom `link@rel=enclosure`, JSON `attachments`, `media:content` that is not an image.
    public var attachments: [Attachment] = []
    public var links: [Link] = []
    /// One line of plain text. Set by cleaning: Atom `rights` or `copyright`, `dc:rights`, `media:copyright`.
    public var rights: String?
    /// `creativeCommons:license`, `cc:license`, Atom `link@rel=license`: a URL.
    public var license: String?
    public var source: Origin?
    /// rss `comments`, Atom `link@rel=replies` that is HTML.
    public var commentsURL: String?
    /// `wfw:commentRss`, Atom `link@rel=replies` that is a feed.
    public var commentsFeedURL: String?
    /// `slash:comments`, `thr:total`, `link@thr:count`.
    public var commentsCount: Int?
    /// `thr:in-reply-to`: the URL, else the id of what this item answers.
    public var inReplyTo: [String] = []
    public var podcast: Podcast?
    public var media: [Media] = []
    /// `geo:lat` and `geo:long`, `georss:point`, `georss:where`; the middle of a `georss:box`, `line` or `polygon`.
    public var location: Location?
    /// Cross-links that stood between the content's paragraphs, without their labels; they are not in the content. Set where a whole document has been
    /// read.
    public var related: [Link] = []
    public var warnings: [String] = []

    public init() {}
}

/// Who wrote something.
public struct Person: Sendable, Hashable {
    public var name: String?
    public var email: String?
    public var url: String?
    public var avatar: String?

    public init(name: String? = nil, email: String? = nil, url: String? = nil, avatar: String? = nil) {
        self.name = name
        self.email = email
        self.url = url
        self.avatar = avatar
    }

    var isEmpty: Bool { name == nil && email == nil && url == nil }
}
