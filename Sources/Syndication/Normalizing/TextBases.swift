import Bytes
internal import Markup
import WebAddress

/// What relative references in the texts of a feed or an item are resolved against (docs/READING.md, Addresses).
struct TextBases {
    private let documentURL: String?
    /// The base where the text has no `xml:base`.
    private let base: String?
    /// The page that shows the texts, for references that are only a fragment.
    private let page: String?

    /// The texts of a feed. In Atom they are relative to the document (RFC 4287, 2), in other formats to the home page.
    init(of feed: __shared Feed, documentURL: String?) {
        self.documentURL = documentURL
        page = Self.web(feed.homePageURL)
        base = feed.format.isAtom ? documentURL ?? SiteURL(feed).string : page ?? documentURL ?? Self.web(feed.feedURL)
    }

    /// The texts of an item. In Atom they are relative to the document (RFC 4287, 2). Other formats say nothing of it; their texts are what the item's page
    /// shows, and were written for it.
    ///
    /// - Parameters:
    ///   - url: the settled URL of the item.
    ///   - attachments: those of the item.
    ///   - feed: as parsed.
    init(ofItemAt url: String?, with attachments: [Attachment], in feed: __shared Feed, documentURL: String?) {
        self.documentURL = documentURL
        page = Self.page(ofItemAt: url, with: attachments)
        base =
            feed.format.isAtom
            ? documentURL ?? SiteURL(feed).string ?? page
            : page ?? Self.web(feed.homePageURL) ?? documentURL ?? Self.web(feed.feedURL)
    }

    func sanitizer(of text: Text) -> HTMLSanitizer {
        if let xmlBase = text.base, xmlBase != documentURL { return HTMLSanitizer(base: xmlBase, page: page ?? xmlBase) }
        return HTMLSanitizer(base: base, page: page)
    }

    /// The page that the item's link leads to. The URL of a file is none, where an item without a link has it.
    private static func page(ofItemAt url: String?, with attachments: [Attachment]) -> String? {
        guard let url = web(url), !attachments.contains(where: { $0.url == url }) else { return nil }
        return url
    }

    private static func web(_ url: String?) -> String? {
        // No other permitted scheme begins so.
        guard let url, url.starts(withASCII: "http") else { return nil }
        return url
    }
}
