/// What a feed says about itself, uniform over all formats.
public struct Feed: Sendable, Hashable {
    public var format: Format
    /// The character encoding that the document was read with, as IANA names it.
    public var encoding = "utf-8"
    /// One line of plain text. Set by cleaning.
    public var title: String?
    public var titleHTML: String?
    /// Plain text. Set by cleaning.
    public var description: String?
    public var descriptionHTML: String?
    public var id: String?
    public var homePageURL: String?
    /// The feed's own address, as it says it (`rel=self`, `feed_url`).
    public var feedURL: String?
    public var icon: String?
    public var favicon: String?
    public var authors: [Person] = []
    public var contributors: [Person] = []
    /// BCP 47.
    public var language: String?
    public var hubs: [Hub] = []
    public var expired: Bool?
    public var links: [Link] = []
    public var generator: String?
    public var rights: String?
    public var published: Timestamp?
    public var updated: Timestamp?
    public var tags: [String] = []
    public var podcast: Podcast?
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
    public var type: String
    public var url: String

    public init(type: String, url: String) {
        self.type = type
        self.url = url
    }
}

/// A feed as its document carried it: fields that need no cleaning are final, texts that may hold markup are not yet cleaned.
public struct ParsedFeed: Sendable {
    public var feed: Feed
    public var title: Text?
    public var description: Text?
    /// In the document's order.
    public var items: [ParsedItem] = []
    /// The document ended, or broke off, inside an item or before its end tag: `items` has the whole ones.
    public var isTruncated = false
    /// The item that was open when a truncated document broke off.
    public var openItem: ParsedItem?

    public init(feed: Feed) {
        self.feed = feed
    }
}

/// An item as its document carried it. `item` is final but for what cleaning sets.
public struct ParsedItem: Sendable {
    public var item = Item()
    public var title: Text?
    public var summary: Text?
    public var content: Text?
    /// 64 bits over the item's content in the document (names, attributes and text of everything inside it): the same digest, the same item.
    public var digest: UInt64 = 0

    public init() {}
}
