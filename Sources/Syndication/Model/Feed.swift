public import Bytes

/// The metadata of a feed, in one model for all formats.
///
/// The comment of each field lists the elements that fill it, in order of precedence: the first that is present wins. `rss` means RSS of
/// every version, including those based on RDF. Fields that say so are filled in by ``FeedNormalizer``.
public struct Feed: Sendable, Hashable {
    public var format: Format
    /// The IANA name of the character encoding from which the document was decoded, in lower case.
    public var encoding = "utf-8"
    /// One line of plain text, set by the normalizer: rss, Atom, CDF and JSON `title`, `dc:title` or `dcterms:title`, `media:title`,
    /// `itunes:title`.
    public var title: String?
    /// The sanitized HTML of the title, where it contains elements. Set by the normalizer.
    public var titleHTML: String?
    /// Plain text, set by the normalizer: rss `description`, Atom `subtitle` or `tagline`, CDF `ABSTRACT`, JSON `description`;
    /// `dc:description`, `itunes:summary`, `googleplay:description` or `media:description`, `itunes:subtitle`, Atom 0.3 `info`.
    public var description: String?
    /// The sanitized HTML of the description, where it contains elements. Set by the normalizer.
    public var descriptionHTML: String?
    /// Atom `id`, RDF `channel@rdf:about`, rss `guid`.
    public var id: String?
    /// `podcast:guid`.
    public var guid: String?
    /// An absolute URL: rss `link`, Atom `link` (`rel=alternate` or without `rel`; also inside RSS; HTML before other types), CDF
    /// `CHANNEL@HREF`, JSON `home_page_url`; rss `image/link`.
    public var homePageURL: String?
    /// The URL of the feed as the feed declares it: Atom `link@rel=self` (also inside RSS), JSON `feed_url`; `itunes:new-feed-url`.
    public var feedURL: String?
    /// A URL: rss `image/url`, Atom `logo`, CDF `LOGO@HREF`, JSON `icon`; `itunes:image`, `googleplay:image` or `itunes:link@rel=image`;
    /// `media:thumbnail`, `webfeeds:cover` or `podcast:image`; RDF `image@rdf:resource`; `webfeeds:logo`; `media:content` that is an image; else
    /// ``favicon``.
    public var icon: String?
    /// A URL: Atom `icon`, JSON `favicon`; `webfeeds:icon`.
    public var favicon: String?
    /// Atom `author`, JSON `authors` or `author`, rss `managingEditor`, `dc:creator` or `dc:author`, `itunes:author`, `itunes:owner`,
    /// `dc:publisher`; the hosts among `podcast:person`. Persons with a name come before those with an address only.
    public var authors: [Person] = []
    /// rss `webMaster`, who is responsible for technical issues.
    public var webMaster: Person?
    /// Atom `contributor`, `dc:contributor`.
    public var contributors: [Person] = []
    /// A BCP 47 tag: rss `language`, `dc:language`, Atom `xml:lang` of the root element, JSON `language`.
    public var language: String?
    /// At most 256: JSON `hubs`, Atom `link@rel=hub`, rss `cloud`.
    public var hubs: [Hub] = []
    /// The feed will not be updated any more: JSON `expired`; `itunes:complete`.
    public var expired: Bool?
    /// All links in document order, at most 1,024: Atom `link` (also inside RSS), rss `link` and CDF `CHANNEL@HREF` (as `alternate`), rss `docs` (as
    /// `help`), JSON `next_url` (as `next`).
    public var links: [Link] = []
    /// JSON `user_comment`: what the publisher says to people who look at the document. One line of plain text.
    public var userComment: String?
    /// The program that made the feed: rss and Atom `generator`, `admin:generatorAgent`.
    public var generator: String?
    /// Atom `generator@uri` (Atom 0.3 `url`), absolute.
    public var generatorURL: String?
    /// Atom `generator@version`.
    public var generatorVersion: String?
    /// rss `image`.
    public var image: Image?
    /// One line of plain text, set by the normalizer: rss `copyright`, Atom `rights` or `copyright`, `dc:rights`, `media:copyright`.
    public var rights: String?
    /// A URL: `creativeCommons:license`, `cc:license`, Atom `link@rel=license`; the last one wins.
    public var license: String?
    /// rss `pubDate`; `dcterms:issued`; `dcterms:created`.
    public var published: Timestamp?
    /// rss `lastBuildDate`, Atom `updated` or `modified`, CDF `CHANNEL@LASTMOD`; `dcterms:modified`; `dc:date`.
    public var updated: Timestamp?
    /// At most 256, each once: rss `category`, Atom `category` (its label, else its term), `dc:subject`, `itunes:category`,
    /// `itunes:keywords`, `media:keywords`.
    public var tags: [String] = []
    /// The categories that have a scheme or a label: rss and Atom `category`. At most 256.
    public var categories: [Category] = []
    /// `fh:complete` (RFC 5005, 2): the document contains all items of the feed.
    public var isComplete: Bool?
    /// `fh:archive` (RFC 5005, 4): the document is an archive, whose items do not change any more.
    public var isArchive: Bool?
    /// `at:deleted-entry` (RFC 6721), as many as the document may have items.
    public var deleted: [Deletion] = []
    /// The elements of `itunes:`, `googleplay:`, `podcast:` and `psc:`; nil without any.
    public var podcast: Podcast?
    /// `podcast:liveItem`, at most 64: live streams, which are no items. Set by the normalizer.
    public var liveItems: [LiveItem] = []
    /// Media RSS: `media:content` of the channel, at most 1,024.
    public var media: [Media] = []
    /// Media RSS: the other elements of the channel; nil without any. They apply to the media objects of all items, but are not repeated there.
    public var mediaDetails: MediaDetails?
    /// GeoRSS and W3C Geo elements of the channel.
    public var location: Location?
    /// `yt:channelId` and `yt:playlistId`; nil without any.
    public var youtube: YouTube?
    public var rhythm = Rhythm()
    /// One sentence for each repair of the document and each value that could not be read.
    public var warnings: [String] = []
    /// The elements directly in the feed that feedd does not read, where they were asked for; at most 512, with those in them, and 64 KiB.
    public var extensions: [ExtensionElement] = []

    /// A feed without any metadata.
    public init(format: Format) {
        self.format = format
    }

    /// The format of a document. The raw values appear as `_feedd.format` in the output of `feedd parse`.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case rss20 = "rss-2.0"
        case rss10 = "rss-1.0"
        case rss090 = "rss-0.90"
        case rss091 = "rss-0.91"
        case rss092 = "rss-0.92"
        case rss093 = "rss-0.93"
        case rss094 = "rss-0.94"
        /// RSS, or RSS in JSON, without a known version.
        case rss
        case atom10 = "atom-1.0"
        case atom03 = "atom-0.3"
        case cdf
        case jsonFeed11 = "json-feed-1.1"
        case jsonFeed10 = "json-feed-1.0"
        /// A web page without a feed.
        case webPage = "page"
        /// JSON that is no feed, read by rules.
        case json
        /// Messages of a mailbox.
        case mail
        /// The pages that a site lists for search engines.
        case sitemap
    }

    /// rss `image`, by its elements.
    public struct Image: Sendable, Hashable {
        /// Absolute.
        public var url: String?
        /// One line of plain text.
        public var title: String?
        /// Absolute.
        public var link: String?
        /// One line of plain text.
        public var description: String?
        /// In pixels.
        public var width: Int?
        /// In pixels.
        public var height: Int?

        public init() {}
    }

    /// How often the publisher asks to be polled.
    public struct Rhythm: Sendable, Hashable {
        /// RSS `ttl`, not negative.
        public var ttlMinutes: Int?
        /// `sy:updatePeriod` divided by `sy:updateFrequency`, in seconds.
        public var updatePeriodSeconds: Int?
        /// RSS `skipHours`: hours of the day in UTC, 0 to 23.
        public var skipHours: Set<Int> = []
        /// RSS `skipDays`: days of the week in UTC, 0 (Monday) to 6.
        public var skipDays: Set<Int> = []

        public init() {}

        /// Adds the hour that an element `hour` names. Midnight is 24 in RSS 0.91 and 0 in RSS 2.0.
        mutating func addSkipHour(_ text: String) {
            if let hour = Int(text), (0...24).contains(hour) { skipHours.insert(hour % 24) }
        }

        /// Adds the day that an element `day` names in English.
        mutating func addSkipDay(_ text: String) {
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            if let day = days.firstIndex(of: text.lowercased().prefix(3).description) { skipDays.insert(day) }
        }
    }
}
