import Bytes
package import Extraction
package import Syndication

/// How the document of a source becomes items.
package enum SourceReading: Sendable, Equatable {
    /// As a feed, whose format is detected.
    case feed
    /// As a web page with a list of items. Boxed, since nearly all sources are feeds.
    indirect case page(PageRules)
    /// As JSON that is no feed.
    indirect case json(JSONRules)
    /// As a sitemap, or an index of sitemaps.
    case sitemap

    /// Whether robots.txt binds its polls (RFC 9309): it does not bind the reading of what is made for programs.
    package var obeysRobots: Bool {
        switch self {
        case .feed, .json: false
        case .page, .sitemap: true
        }
    }

    /// A hash of the rules, the same in every run and release; nil for a feed.
    var digest: UInt64? {
        switch self {
        case .feed: nil
        case .page(let rules): StableHash.hash("page\0\(rules.signature)")
        case .json(let rules): StableHash.hash("json\0\(rules.text)")
        case .sitemap: StableHash.hash("sitemap")
        }
    }
}
