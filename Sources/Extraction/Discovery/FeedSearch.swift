import WebAddress

/// Where the feeds of a page may be: what the page says, and where its service and its software keep feeds.
public enum FeedSearch {
    /// Why a place is looked at, the most convincing reason first.
    public enum Reason: Int, Sendable, Comparable {
        /// The page declares it by `<link rel=alternate>`.
        case declared
        /// The service of the page, or the software that made it, keeps its feeds there.
        case platform
        /// The page links to it.
        case linked
        /// Many sites have a feed there.
        case usual

        public static func < (one: Reason, other: Reason) -> Bool { one.rawValue < other.rawValue }
    }

    /// A place where a feed may be.
    public struct Place: Sendable, Hashable {
        /// Absolute, http or https.
        public var url: String
        public var reason: Reason
        /// The title that the page gives it.
        public var title: String?
    }

    /// How many places are given: each is asked.
    private static let most = 25
    private static let usual = [
        "/feed", "/feed.xml", "/rss", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/feed/", "/rss/", "/feeds/posts/default",
        "/blog/feed", "/news/feed",
        "/?feed=rss2",
    ]

    /// - Parameters:
    ///   - html: the page.
    ///   - url: its URL; nil where it is not known: then only absolute links are found.
    /// - Returns: each place once, the most promising first.
    public static func places(in html: [UInt8], at url: String?) -> [Place] {
        let page = url.flatMap { WebURL($0) }
        let links = FeedLinks.search(in: html, base: url)
        var places = links.declared.map { Place(url: $0.url, reason: .declared, title: $0.title) }
        if let page, page.isWeb {
            places += PlatformFeeds.feeds(of: page).map { Place(url: $0, reason: .platform) }
            places += SoftwareFeeds.feeds(of: PageTraces(html), at: page).map { Place(url: $0, reason: .platform) }
        }
        places += links.linked.map { Place(url: $0.url, reason: .linked, title: $0.title) }
        if let page, page.isWeb, let origin = page.origin {
            places += usual.map { Place(url: origin + $0, reason: .usual) }
        }
        var seen: Set<String> = []
        let found = places.compactMap { place -> Place? in
            // `feed:` is a scheme of readers, for http.
            let written = place.url.hasPrefix("feed://") ? "http" + place.url.dropFirst(4) : place.url
            guard let address = WebURL(written), address.isWeb, seen.insert(address.withoutFragment.string).inserted else { return nil }
            return Place(url: address.withoutFragment.string, reason: place.reason, title: place.title)
        }
        return Array((found.filter { !isOfComments($0) } + found.filter(isOfComments)).prefix(most))
    }

    /// Feeds of comments are what nobody looks for first.
    private static func isOfComments(_ place: Place) -> Bool {
        place.url.lowercased().contains("comment") || place.title?.lowercased().contains("comment") == true
    }
}
