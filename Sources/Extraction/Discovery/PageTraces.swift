import Bytes
import Markup

/// What a page shows of the software that made it, and the feeds that its scripts name.
struct PageTraces {
    /// `<meta name=generator>`, in lower case.
    private(set) var generator = ""
    /// `<meta name=application-name>` or `<meta property=al:ios:app_name>`, in lower case.
    private(set) var application = ""
    /// The YouTube channel that the page is about.
    private(set) var channel: String?
    /// URLs of feeds that stand in the page's data, under the names that directories of podcasts give them.
    private(set) var named: [String] = []
    private let text: String
    /// The beginning of the text, in lower case.
    private let head: String

    /// How much of a page is looked at, in bytes: the data of directories' pages stand behind their text.
    private static let longest = 4 << 20
    /// Marks of software stand in the head of a page, in the addresses of its styles and scripts.
    private static let headBytes = 64 << 10
    private static let mostTags = 5_000
    private static let mostNamed = 10
    private static let names = [
        "\"feedUrl\"", "\"feed_url\"", "\"feedURL\"", "\"rssUrl\"", "\"rss_url\"", "\"rssFeed\"", "\"rss_feed\"", "\"rssFeedUrl\"",
    ]

    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes.prefix(Self.longest), as: UTF8.self)
        head = String(decoding: bytes.prefix(Self.headBytes), as: UTF8.self).lowercased()
        (generator, application) = bytes.withUnsafeBufferPointer(Self.names(in:))
        readData()
    }

    /// Whether the beginning of the page's source has this in it; `mark` is in lower case.
    func mentions(_ mark: String) -> Bool { head.contains(mark) }

    /// Generator and application.
    private static func names(in bytes: UnsafeBufferPointer<UInt8>) -> (String, String) {
        var (generator, application) = ("", "")
        var tokenizer = HTMLTokenizer(bytes)
        for _ in 0..<mostTags {
            let token = tokenizer.next()
            if token == .end { break }
            guard token == .startTag else { continue }
            if tokenizer.element == .script || tokenizer.element == .style { tokenizer.skipRawContent(orRest: true) }
            guard tokenizer.element == .meta, let content = value(tokenizer, .content) else { continue }
            switch (value(tokenizer, .name) ?? value(tokenizer, .property) ?? "").lowercased() {
            case "generator": generator = content.lowercased()
            case "application-name", "og:site_name": if application.isEmpty { application = content.lowercased() }
            default: break
            }
        }
        return (generator, application)
    }

    private static func value(_ tokenizer: borrowing HTMLTokenizer, _ attribute: HTMLAttribute) -> String? {
        tokenizer[attribute].map { HTMLText.decodingReferences(in: String(decoding: tokenizer.slice($0), as: UTF8.self)) }
    }

    private mutating func readData() {
        for name in Self.names where named.count < Self.mostNamed {
            for url in Self.values(of: name, in: text) where !named.contains(url) { named.append(url) }
        }
        if text.contains("youtube.com") {
            channel = (Self.values(of: "\"externalId\"", in: text) + Self.values(of: "\"channelId\"", in: text)).first {
                $0.hasPrefix("UC") && $0.utf8.count == 24
            }
            if let channel { named.append("https://www.youtube.com/feeds/videos.xml?channel_id=\(channel)") }
        }
    }

    /// The string values of the members of this name in all JSON within the text, at most `mostNamed`. The text is searched and not parsed: it is a page
    /// with scripts.
    private static func values(of name: String, in text: String) -> [String] {
        var found: [String] = []
        var rest = text.utf8[...]
        let wanted = Array(name.utf8)
        while found.count < mostNamed, let start = rest.firstRange(of: wanted) {
            rest = rest[start.upperBound...]
            let value = rest.drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }
            guard value.first == UInt8(ascii: "\"") else { continue }
            let content = value.dropFirst().prefix(2_048).prefix { $0 != UInt8(ascii: "\"") }
            // Decodes `\/` and `\u0026`, the two escapes that JSON in a script commonly has within URLs.
            let written = String(decoding: content, as: UTF8.self).split(separator: "\\/", omittingEmptySubsequences: false).joined(
                separator: "/")
            found.append(written.split(separator: "\\u0026", omittingEmptySubsequences: false).joined(separator: "&"))
        }
        return found
    }
}
