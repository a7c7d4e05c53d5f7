/// One entry of a feed, uniform over all formats.
///
/// Which element of which format fills a field, and who wins where several do, stands beside the field.
public struct Item: Sendable, Hashable {
    /// RSS `guid`, Atom `id`, JSON Feed `id`, RDF `rdf:about`: as the document says it, white space trimmed.
    public var guid: String?
    /// RSS `guid@isPermaLink`.
    public var guidIsPermalink: Bool?
    /// Absolute.
    public var url: String?
    public var externalURL: String?
    /// One line of plain text. Set by cleaning.
    public var title: String?
    /// The title's markup, where it holds more than its text. Safe. Set by cleaning.
    public var titleHTML: String?
    /// Safe HTML. Set by cleaning.
    public var contentHTML: String?
    /// Paragraphs separated by a blank line. Set by cleaning.
    public var contentText = ""
    /// Plain text. Set by cleaning.
    public var summary: String?
    public var summaryHTML: String?
    public var image: String?
    public var bannerImage: String?
    public var published: Timestamp?
    public var modified: Timestamp?
    public var created: Timestamp?
    public var authors: [Person] = []
    public var contributors: [Person] = []
    public var tags: [String] = []
    /// BCP 47.
    public var language: String?
    public var attachments: [Attachment] = []
    public var links: [Link] = []
    public var rights: String?
    public var source: Origin?
    public var commentsURL: String?
    public var commentsFeedURL: String?
    public var podcast: Podcast?
    public var media: [Media] = []
    public var location: Location?
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
}
