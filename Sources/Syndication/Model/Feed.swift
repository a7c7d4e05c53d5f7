public import Bytes

/// What a feed says about itself, uniform over all formats.
///
/// Beside each field stands what fills it, the first that is there winning. `rss` is RSS of every version, RDF's included.
public struct Feed: Sendable, Hashable {
    public var format: Format
    /// The character encoding that the document was read with, as IANA names it.
    public var encoding = "utf-8"
    /// One line of plain text. Set by cleaning: rss `title`, Atom `title`, CDF `TITLE`, JSON `title`; `dc:title`, `media:title`, `itunes:title`.
    public var title: String?
    /// The title's markup, where it holds more than its text. Safe. Set by cleaning.
    public var titleHTML: String?
    /// Plain text. Set by cleaning: rss `description`, Atom `subtitle` or `tagline`, CDF `ABSTRACT`, JSON `description`;
    /// `dc:description`, `itunes:summary`, `itunes:subtitle`, Atom 0.3 `info`.
    public var description: String?
    public var descriptionHTML: String?
    /// Atom `id`, RDF `channel@rdf:about`, rss `guid`.
    public var id: String?
    /// `podcast:guid`.
    public var guid: String?
    /// Absolute: rss `link`, Atom `link` (`rel=alternate` or none; also inside RSS), CDF `CHANNEL@HREF`, JSON `home_page_url`; rss `image/link`.
    public var homePageURL: String?
    /// The feed's own address, as it says it: Atom `link@rel=self` (also inside RSS), JSON `feed_url`; `itunes:new-feed-url`.
    public var feedURL: String?
    /// rss `image/url`, Atom `logo`, JSON `icon`, `itunes:image`, `media:thumbnail`, `googleplay:image`, CDF `LOGO`.
    public var icon: String?
    /// Atom `icon`, JSON `favicon`, `webfeeds:icon`.
    public var favicon: String?
    /// Atom `author`, JSON `authors` or `author`, rss `managingEditor`, `dc:creator`, `dc:author`, `itunes:author`, `itunes:owner`,
    /// rss `webMaster`, `dc:publisher`.
    public var authors: [Person] = []
    /// Atom `contributor`, `dc:contributor`.
    public var contributors: [Person] = []
    /// BCP 47: rss `language`, `dc:language`, Atom `xml:lang` on the root, JSON `language`.
    public var language: String?
    public var hubs: [Hub] = []
    /// JSON Feed `expired`; `itunes:complete`.
    public var expired: Bool?
    /// All Atom links, rss `link` and `docs` among them, in the document's order.
    public var links: [Link] = []
    /// rss and Atom `generator`, `admin:generatorAgent`.
    public var generator: String?
    /// One line of plain text. Set by cleaning: rss `copyright`, Atom `rights` or `copyright`, `dc:rights`, `media:copyright`.
    public var rights: String?
    /// `creativeCommons:license`, `cc:license`, Atom `link@rel=license`: a URL.
    public var license: String?
    /// rss `pubDate`, `dcterms:issued`.
    public var published: Timestamp?
    /// rss `lastBuildDate`, Atom `updated` or `modified`, `dc:date`, `dcterms:modified`.
    public var updated: Timestamp?
    /// rss `category`, Atom `category` (label, else term), `dc:subject`, `itunes:category`, `itunes:keywords`, `media:keywords`.
    public var tags: [String] = []
    public var podcast: Podcast?
    public var location: Location?
    public var rhythm = Rhythm()
    /// What was odd about the document and was repaired, a sentence each.
    public var warnings: [String] = []

    public init(format: Format) {
        self.format = format
    }

    public enum Format: String, Sendable, Hashable, CaseIterable {
        case rss20 = "rss-2.0"
        case rss10 = "rss-1.0"
        case rss090 = "rss-0.90"
        case rss091 = "rss-0.91"
        case rss092 = "rss-0.92"
        case rss093 = "rss-0.93"
        case rss094 = "rss-0.94"
        /// RSS that does not say which, and RSS in JSON that does not either.
        case rss
        case atom10 = "atom-1.0"
        case atom03 = "atom-0.3"
        case cdf
        case jsonFeed11 = "json-feed-1.1"
        case jsonFeed10 = "json-feed-1.0"
    }

    /// How often the publisher asks to be polled.
    public struct Rhythm: Sendable, Hashable {
        /// RSS `ttl`.
        public var ttlMinutes: Int?
        /// `sy:updatePeriod` divided by `sy:updateFrequency`, in seconds.
        public var updatePeriodSeconds: Int?
        /// RSS `skipHours`: hours of the day in UTC, 0 to 23.
        public var skipHours: Set<Int> = []
        /// RSS `skipDays`: days of the week in UTC, 0 is Monday.
        public var skipDays: Set<Int> = []

        public init() {}
    }
}

/// JSON Feed `hubs`, Atom `link@rel=hub`, RSS `cloud`.
public struct Hub: Sendable, Hashable {
    /// `WebSub`, `rssCloud`, or what JSON Feed says.
    public var type: String
    public var url: String

    public init(type: String, url: String) {
        self.type = type
        self.url = url
    }
}
