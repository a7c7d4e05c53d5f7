import Testing
import WebAddress

@testable import Syndication

@Suite("URLs of all fields")
struct AddressPassTests {
    private static let hostile = ["javascript:pwn(1)", " JaVaScRiPt:pwn(1)", "vbscript:pwn(1)", "data:text/html,pwn(1)", "file:///pwn(1)"]

    /// The fields that are no URLs: what a document names its feed and items by, and texts.
    private static let texts: Set<String> = [
        "guid", "id", "title", "titleHTML", "description", "descriptionHTML", "summary", "summaryHTML", "contentHTML", "contentText",
        "rights",
        "name", "email", "tags", "language", "generator", "warnings", "durationText", "seasonName", "episodeDisplay", "episodeType", "type",
        "medium",
        "role", "group", "rel", "encoding", "osm", "method", "suggested", "address", "split", "customKey", "customValue", "fee", "mimeType",
        "expression", "value", "copyright", "text", "video", "channel", "playlist", "label", "term", "subtitle", "comment",
        "accountID", "protocol", "platform", "country", "aspectRatio", "alt", "purpose", "feedGUID", "itemGUID", "lockedOwner", "rule",
        "hreflang",
        "codecs", "integrityType", "integrityValue", "algorithm", "relationship", "state", "reason", "currency", "info", "comments",
        "chaptersType",
    ]

    @Test("no element of any format, and no attribute of it, brings a hostile URL into a feed or an item", arguments: hostile)
    func vocabulary(_ url: String) throws {
        for tag in FeedTag.allCases where tag != .other && ![.rss, .rdf, .feed, .channel, .item, .entry].contains(tag) {
            // What stands inside another element is tried with one of them: it takes time.
            for beginning in url != Self.hostile[0]
                ? [""]
                : [
                    "", "<title>t</title>", "<podcast:value>", "<media:group>", "<media:content url='https://a.example/1.mp4'>", "<author>",
                ]
            {
                let element = Self.element(tag.rawValue, url)
                let end =
                    beginning.isEmpty || beginning.hasPrefix("<title")
                    ? "" : "</\(beginning.dropFirst().prefix { $0 != " " && $0 != ">" })>"
                let inner = beginning + element + end
                let rss = try read("<rss version='2.0'><channel>\(inner)<item>\(inner)</item></channel></rss>")
                let atom = try read("<feed xmlns='http://www.w3.org/2005/Atom'>\(inner)<entry>\(inner)</entry></feed>")
                for (feed, items) in [rss, atom] {
                    #expect(Self.found(in: feed) == [], "\(tag.rawValue) \(beginning)")
                    for item in items { #expect(Self.found(in: item) == [], "\(tag.rawValue) \(beginning)") }
                }
            }
        }
    }

    @Test(
        "no element leaves a URL as it is written, wherever it stands",
        arguments: [
            "", "<image>", "<source>", "<podcast:podroll>", "<podcast:alternateEnclosure>", "<media:content url='https://a.example/1.mp4'>",
            "<at:deleted-entry ref='1' xmlns:at='http://purl.org/atompub/tombstones/1.0'>",
        ])
    func unsettled(_ beginning: String) throws {
        let end = beginning.isEmpty ? "" : "</\(beginning.dropFirst().prefix { $0 != " " && $0 != ">" })>"
        for tag in FeedTag.allCases where tag != .other && ![.rss, .rdf, .feed, .channel, .item, .entry].contains(tag) {
            let inner = beginning + Self.element(tag.rawValue, "pwn dir/x") + end
            let rss = try read("<rss version='2.0'><channel>\(inner)<item>\(inner)</item></channel></rss>")
            let atom = try read("<feed xmlns='http://www.w3.org/2005/Atom'>\(inner)<entry>\(inner)</entry></feed>")
            for (feed, items) in [rss, atom] {
                let strings = Self.strings(in: feed) + Self.strings(in: items)
                // A license may be an identifier, and a place a pair of coordinates.
                let texts = Self.texts.union(["license", "geo", "scheme", "ref"])
                #expect(strings.filter { $0.value.hasPrefix("pwn") && !texts.contains($0.name) }.map(\.name) == [], "\(tag.rawValue)")
            }
        }
    }

    @Test("no relation of a link brings a hostile URL", arguments: hostile)
    func links(_ url: String) throws {
        for rel in ["alternate", "self", "hub", "license", "related", "via", "replies", "enclosure", "next", "simple-chapters", "x"] {
            let link = "<link rel='\(rel)' href='\(url)' type='image/png'/>"
            let (feed, items) = try read(
                "<feed xmlns='http://www.w3.org/2005/Atom'>\(link)<entry><source>\(link)</source>\(link)</entry></feed>")
            #expect(Self.found(in: feed) == [])
            #expect(Self.found(in: items) == [])
            #expect(items.first?.warnings.count == 1)
        }
    }

    @Test("no member of a JSON Feed brings a hostile URL", arguments: hostile)
    func json(_ url: String) throws {
        let (feed, items) = try read(
            """
            {"version":"https://jsonfeed.org/version/1.1","title":"t","home_page_url":"\(url)","feed_url":"\(url)","icon":"\(url)",
            "favicon":"\(url)","next_url":"\(url)","hubs":[{"type":"x","url":"\(url)"}],"authors":[{"url":"\(url)","avatar":"\(url)"}],
            "items":[{"id":"1","url":"\(url)","external_url":"\(url)","image":"\(url)","banner_image":"\(url)","content_text":"x",
            "authors":[{"name":"A","url":"\(url)","avatar":"\(url)"},{"url":"\(url)"}],"attachments":[{"url":"\(url)","mime_type":"a/b"}]}]}
            """)
        #expect(Self.found(in: feed) == [])
        #expect(Self.found(in: items) == [])
        #expect(items.first?.authors == [Person(name: "A")])
        #expect(feed.authors == [])
        #expect(!feed.warnings.isEmpty)
        #expect(items.first?.warnings.count == 1)
    }

    @Test("every URL is absolute and has nothing in it that could end an attribute")
    func normalised() throws {
        let url = "https://a.example/x y\"'><b>\u{202E}"
        let clean = "https://a.example/x%20y%22'%3E%3Cb%3E%E2%80%AE"
        let escaped = "https://a.example/x y&quot;'&gt;&lt;b&gt;\u{202E}"
        let (feed, items) = try read(
            """
            <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><link>\(escaped)</link><image><url>\(escaped)</url></image>
            <item><link>\(escaped)</link><comments>\(escaped)</comments><enclosure url="\(escaped)" type="a/b"/>
            <media:content url="\(escaped)" medium="video"><media:thumbnail url="\(escaped)"/><media:player url="\(escaped)"/></media:content>
            </item></channel></rss>
            """)
        #expect(
            [feed.homePageURL, feed.icon, items[0].url, items[0].commentsURL, items[0].media[0].details.player].allSatisfy { $0 == clean })
        #expect(items[0].attachments.map(\.url) == [clean])
        #expect(items[0].media.map(\.url) == [clean])
        #expect(!Self.strings(in: items[0]).contains { $0.value.contains(url) })
    }

    @Test("tracking parameters are removed where a reader follows or downloads, and the published address stays among the links")
    func tracking() throws {
        let query = "?utm_source=rss&amp;id=7&amp;fbclid=x"
        let (_, items) = try read(
            """
            <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><link>https://a.example/1\(query)</link>
            <comments>https://a.example/c\(query)</comments><enclosure url="https://a.example/1.mp3\(query)" type="audio/mpeg"/>
            <media:thumbnail url="https://a.example/1.jpg\(query)"/><description>&lt;a href="https://b.example/\(query)"&gt;b&lt;/a&gt;</description>
            </item></channel></rss>
            """)
        let item = try #require(items.first)
        #expect(item.url == "https://a.example/1?id=7")
        #expect(item.publishedAddress == "https://a.example/1?utm_source=rss&id=7&fbclid=x")
        #expect(item.links == [Link(url: "https://a.example/1?utm_source=rss&id=7&fbclid=x", rel: "alternate")])
        #expect(item.commentsURL == "https://a.example/c?id=7")
        #expect(item.attachments.map(\.url) == ["https://a.example/1.mp3?id=7"])
        #expect(item.image == "https://a.example/1.jpg?utm_source=rss&id=7&fbclid=x")
        #expect(item.contentHTML == "<a href=\"https://b.example/?id=7\">b</a>")
    }

    @Test("of the links of an Atom entry only the address keeps its parameters, in its place")
    func atomLinks() throws {
        let (_, items) = try read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="replies" href="https://a.example/1/c?utm_source=x"/>
            <link href="https://a.example/1?utm_source=x" title="One"/><link rel="via" href="https://b.example/?gclid=1"/></entry></feed>
            """)
        #expect(items[0].url == "https://a.example/1")
        #expect(
            items[0].links == [
                Link(url: "https://a.example/1/c", rel: "replies"),
                Link(url: "https://a.example/1?utm_source=x", rel: "alternate", title: "One"),
                Link(url: "https://b.example/", rel: "via"),
            ])
    }

    @Test("a refused URL gives way to the next element that has one")
    func next() throws {
        let (_, items) = try read(
            """
            <rss version="2.0"><channel><item><link>javascript:1</link><guid>https://a.example/1</guid></item>
            <item><link>http://[bad</link><guid>https://a.example/2</guid></item></channel></rss>
            """)
        #expect(items.map(\.url) == ["https://a.example/1", "https://a.example/2"])
        #expect(items[0].warnings == ["A URL with the scheme “javascript” was left out."])
        #expect(items[1].warnings == ["A malformed URL was left out."])
    }

    @Test("the warnings about URLs are few, however many are refused")
    func bounded() throws {
        let links = (0..<500).map { "<link rel='x' href='s\($0):x'/><link rel='x' href='javascript:\($0)'/>" }.joined()
        let (feed, items) = try read("<feed xmlns='http://www.w3.org/2005/Atom'>\(links)<entry>\(links)</entry></feed>")
        #expect(feed.warnings.count <= 40)
        #expect(items[0].warnings.count <= 40)
        #expect(items[0].links == [])
    }

    // MARK: Support

    /// An element with the URL as its text and in every attribute that holds a URL in some element.
    private static func element(_ name: String, _ url: String) -> String {
        let attributes = [
            "url", "href", "src", "image", "img", "uri", "resource", "rdf:resource", "rdf:about", "ref", "geo", "feedurl", "accounturl",
            "scheme",
        ]
        .map { "\($0)=\"\(url)\"" }.joined(separator: " ")
        return "<\(name) \(attributes) start=\"1\" starttime=\"1\" type=\"video/mp4\" domain=\"\(url)\">\(url)</\(name)>"
    }

    /// The names of the fields with a hostile URL.
    private static func found(in value: Any) -> [String] {
        strings(in: value).filter { field in
            let start = field.value.lowercased().drop { $0 <= " " }
            let isHostile = ["javascript:", "vbscript:", "data:", "file:"].contains { start.hasPrefix($0) }
            return isHostile && !texts.contains(field.name)
        }.map(\.name)
    }

    /// All strings inside a value, with the name of the field that each is in.
    private static func strings(in value: Any, name: String = "") -> [(name: String, value: String)] {
        if let string = value as? String { return [(name, string)] }
        return Mirror(reflecting: value).children.flatMap { child in
            strings(in: child.value, name: child.label.flatMap { $0.hasPrefix(".") || $0 == "some" ? nil : $0 } ?? name)
        }
    }
}
