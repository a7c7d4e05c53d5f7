import WebAddress

/// The URL against which references in a document are resolved whose own URL is unknown, or that of a local file. Parsed only when it is asked for.
struct SiteURL {
    /// The two URLs that stand for the site, the better one first.
    private let candidates: (String?, String?)

    /// For Atom the URL of the document as it declares it (`link@rel=self`), then that of the home page; for other formats, which do not say what
    /// references are relative to, the other way round.
    init(_ feed: __shared Feed) {
        candidates = feed.format.isAtom ? (feed.feedURL, feed.homePageURL) : (feed.homePageURL, feed.feedURL)
    }

    /// Nil where the feed has neither as an absolute URL.
    var url: WebURL? { candidates.0.flatMap { WebURL.base($0) } ?? candidates.1.flatMap { WebURL.base($0) } }

    /// The same as it is in the document.
    var string: String? {
        if let first = candidates.0, WebURL.base(first) != nil { return first }
        if let second = candidates.1, WebURL.base(second) != nil { return second }
        return nil
    }
}

extension Feed.Format {
    var isAtom: Bool { self == .atom10 || self == .atom03 }
}
