import Markup
import WebAddress

/// Finds the feeds that a page offers: those of `<link rel=alternate>` in document order, then links that look like feeds.
public enum FeedLinks {
    /// The highest number of feeds returned.
    private static let most = 100
    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x-rss+xml",
        "application/json",
        "application/xml", "text/xml", "text/rss+xml", "text/atom+xml",
    ]
    private static let extensions: Set<String> = ["rss", "rss2", "atom", "rdf", "xml"]
    private static let names: Set<String> = [
        "feed", "feeds", "rss", "rss2", "atom", "rdf", "feed.json", "index.rss", "index.xml", "atom.xml", "rss.php", "feed.php",
    ]

    /// - Parameters:
    ///   - html: the page in UTF-8, or in any encoding that extends ASCII.
    ///   - base: the page's URL.
    public static func find(in html: [UInt8], base: String?) -> [FeedLink] {
        var seen: Set<String> = []
        let (declared, linked) = search(in: html, base: base)
        return (declared + linked).filter { seen.insert($0.url).inserted }
    }

    /// - Parameter base: the page's URL.
    public static func find(in html: String, base: String?) -> [FeedLink] {
        find(in: Array(html.utf8), base: base)
    }

    /// Those that the page declares, and those that it links to.
    static func search(in html: [UInt8], base: String?) -> (declared: [FeedLink], linked: [FeedLink]) {
        html.withUnsafeBufferPointer { bytes in
            var search = Search(bytes, base: base)
            search.run()
            return (search.declared, search.likely)
        }
    }

    private struct Search: ~Copyable {
        var tokenizer: HTMLTokenizer
        var base: String?
        var declared: [FeedLink] = []
        var likely: [FeedLink] = []
        /// The open link, and its text so far.
        var open: (link: FeedLink, text: String)?

        init(_ bytes: UnsafeBufferPointer<UInt8>, base: String?) {
            tokenizer = HTMLTokenizer(bytes)
            self.base = base
        }

        mutating func run() {
            loop: while declared.count < most, likely.count < most {
                switch tokenizer.next() {
                case .text:
                    if open != nil {
                        open?.text += String(decoding: tokenizer.slice(tokenizer.token), as: UTF8.self)
                    }
                case .startTag: startTag()
                case .endTag: if tokenizer.element == .a { close() }
                case .end: break loop
                }
            }
            close()
        }

        private mutating func startTag() {
            switch tokenizer.element {
            case .base:
                if let href = value(.href) { base = WebURL.base(href, against: base.flatMap { WebURL($0) })?.string ?? base }
            case .link:
                guard let href = value(.href), let relations = value(.rel)?.lowercased().split(separator: " ") else { return }
                let type = value(.type)?.lowercased().split(separator: ";").first.map { String($0).filter { $0 != " " } }
                let isFeed = relations.contains("feed") || relations.contains("alternate") && type.map(types.contains) == true
                if isFeed, !isOther(href), isFetched(href) {
                    declared.append(FeedLink(url: WebURL.resolve(href, against: base), title: title(value(.title)), type: type))
                }
            case .a:
                close()
                guard let href = value(.href) else { return }
                let type = value(.type)?.lowercased()
                let url = WebURL.resolve(href, against: base)
                if type.map(types.contains) == true || looksLikeFeed(url) {
                    open = (FeedLink(url: url, title: title(value(.title)), type: type), "")
                }
            case .script, .style: tokenizer.skipRawContent(orRest: true)
            default: break
            }
        }

        private mutating func close() {
            guard let (found, text) = open else { return }
            var link = found
            open = nil
            if link.title == nil { link.title = title(text) }
            likely.append(link)
        }

        private func value(_ attribute: HTMLAttribute) -> String? {
            guard let range = tokenizer[attribute] else { return nil }
            let value = HTMLText.decodingReferences(in: String(decoding: tokenizer.slice(range), as: UTF8.self))
            let scalars = value.unicodeScalars.drop { $0.value <= 0x20 }
            return scalars.isEmpty ? nil : String(scalars)
        }

        private func title(_ text: String?) -> String? {
            let line = text.map { HTMLText.line($0) } ?? ""
            return line.isEmpty ? nil : line
        }

        /// APIs that weblog software announces like its feeds: oEmbed, the page itself as data.
        private func isOther(_ href: String) -> Bool {
            href.contains("oembed") || href.contains("/wp-json/")
        }

        /// Whether a reference has no scheme, or one that feeds are fetched by.
        private func isFetched(_ href: String) -> Bool {
            guard let scheme = AbsoluteURI.scheme(of: href) else { return true }
            return WebURL.isWeb(scheme: scheme) || scheme == "feed"
        }

        private func looksLikeFeed(_ address: String) -> Bool {
            guard let url = WebURL(address) else {
                return FeedLinks.names.contains(address.lowercased())
            }
            guard url.isWeb || url.scheme == "feed" else { return false }
            if url.scheme == "feed" { return true }
            let segments = url.path.lowercased().split(separator: "/")
            if let query = url.query?.lowercased(),
                query.split(separator: "&").contains(where: { $0.hasPrefix("feed=") || $0 == "format=rss" || $0 == "format=atom" })
            {
                return true
            }
            guard let last = segments.last else { return false }
            if FeedLinks.names.contains(String(last)) { return true }
            guard let dot = last.lastIndex(of: ".") else { return false }
            let type = String(last[last.index(after: dot)...])
            return FeedLinks.extensions.contains(type) && !last.contains("sitemap")
        }
    }
}
