import Testing

@testable import Syndication

/// What an item has from its feed, and what fills a field where its own element is missing.
@Suite("Inherited and filled-in values")
struct InheritanceTests {
    private static let namespaces = """
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:app="http://www.w3.org/2007/app"
        """

    private func rss(_ content: String) throws -> (feed: Feed, items: [Item]) {
        try read("<rss version='2.0' \(Self.namespaces)><channel>\(content)</channel></rss>")
    }

    private func item(_ content: String) throws -> Item {
        try #require(try rss("<item>\(content)</item>").items.first)
    }

    private func entries(_ content: String) throws -> [Item] {
        try read("<feed xmlns='http://www.w3.org/2005/Atom' \(Self.namespaces)>\(content)</feed>").items
    }

    @Test("an entry without rights has those of its feed, wherever they stand")
    func rights() throws {
        let entries = "<entry><rights>own</rights></entry><entry/>"
        #expect(try self.entries("<rights>feed</rights>" + entries).map(\.rights) == ["own", "feed"])
        #expect(try self.entries(entries + "<rights type='html'>&lt;b&gt;feed&lt;/b&gt;</rights>").map(\.rights) == ["own", "feed"])
        #expect(try self.entries(entries).map(\.rights) == ["own", nil])
        #expect(try rss("<copyright>feed</copyright><item/>").items.map(\.rights) == [nil])
    }

    @Test("an entry without authors has those of its source, else those of its feed")
    func authors() throws {
        let source = "<source><author><name>S</name></author><author><name>T</name></author></source>"
        let entries = "<entry><author><name>A</name></author>\(source)</entry><entry>\(source)</entry><entry/>"
        #expect(
            try self.entries("<author><name>F</name></author>" + entries).map { $0.authors.map(\.name) } == [["A"], ["S", "T"], ["F"]])
        #expect(try rss("<managingEditor>F</managingEditor><item/>").items.map(\.authors) == [[]])
    }

    @Test(
        "an item that says only when it was created was published then",
        arguments: [
            ("<dcterms:created>2026-01-01</dcterms:created>", "2026-01-01T00:00:00Z"),
            ("<created>2026-01-01</created>", "2026-01-01T00:00:00Z"),
            ("<dcterms:created>2026-01-01</dcterms:created><dc:date>2026-01-02</dc:date>", "2026-01-02T00:00:00Z"),
        ])
    func published(_ elements: String, _ date: String) throws {
        #expect(try item(elements).published?.rfc3339 == date)
        #expect(try item(elements).created?.rfc3339 == "2026-01-01T00:00:00Z")
    }

    @Test(
        "the summary is the next description that is not the content",
        arguments: [
            ("<description>a</description><itunes:summary>b</itunes:summary>", "a", "b"),
            ("<itunes:subtitle>c</itunes:subtitle><itunes:summary>b</itunes:summary><description>a</description>", "a", "b"),
            ("<description>a</description><dc:description>b</dc:description>", "a", "b"),
            ("<description>a</description><itunes:summary>a much longer text</itunes:summary>", "a", "a much longer text"),
            ("<description>&lt;p&gt;a  b&lt;/p&gt;</description><itunes:summary>a\nb</itunes:summary>", "a b", nil),
            ("<description>a</description><content:encoded>a</content:encoded><itunes:subtitle>b</itunes:subtitle>", "a", "b"),
            ("<description>a</description><content:encoded>b</content:encoded><itunes:subtitle>c</itunes:subtitle>", "b", "a"),
            ("<itunes:subtitle>a</itunes:subtitle>", "a", nil),
        ])
    func summaries(_ elements: String, _ content: String, _ summary: String?) throws {
        let item = try item(elements)
        #expect(item.contentText == content)
        #expect(item.summary == summary)
    }

    @Test("the hosts of a podcast are its authors where it names no others")
    func hosts() throws {
        let persons =
            "<podcast:person href='https://x.example/a' img='https://x.example/a.jpg'>A</podcast:person><podcast:person role='Guest'>B</podcast:person>"
            + "<podcast:person role='Host'>C</podcast:person>"
        let hosts = [Person(name: "A", url: "https://x.example/a", avatar: "https://x.example/a.jpg"), Person(name: "C")]
        #expect(try item(persons).authors == hosts)
        #expect(try rss(persons).feed.authors == hosts)
        #expect(try item(persons + "<itunes:author>D</itunes:author>").authors == [Person(name: "D")])
    }

    @Test("a web master is no author")
    func webMaster() throws {
        let feed = try rss("<webMaster>w@x.example (Wim)</webMaster>").feed
        #expect(feed.authors.isEmpty)
        #expect(feed.webMaster == Person(name: "Wim", email: "w@x.example"))
    }

    @Test("authors that one text lists are several")
    func lists() throws {
        let names = try item("<author>a@x.example (Ann), b@x.example (Ben)</author>").authors.map(\.name)
        #expect(names == ["Ann", "Ben"])
    }

    @Test("further links of an item or feed are links")
    func furtherLinks() throws {
        let links = "<link>http://x.example/1</link><link>http://x.example/2</link><link>http://x.example/1</link>"
        let (feed, items) = try rss(links + "<item>\(links)</item>")
        #expect(feed.homePageURL == "http://x.example/1")
        #expect(feed.links.map(\.url) == ["http://x.example/1", "http://x.example/2"])
        #expect(items.first?.url == "http://x.example/1")
        #expect(items.first?.links == [Link(url: "http://x.example/2", rel: "alternate")])
    }

    @Test("an empty reference is the base, for the link of a feed to itself or to its site, but not for the link of an entry")
    func emptyReferences() throws {
        let feed = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://x.example/b/'><link rel='self' href=''/><link href=''/><entry><link href=''/></entry></feed>",
            url: "http://x.example/feed")
        #expect(feed.feed.feedURL == "http://x.example/b/")
        #expect(feed.feed.homePageURL == "http://x.example/b/")
        #expect(feed.items.first?.url == nil)
        let other = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href=''/><link href=''/></feed>", url: "http://x.example/feed")
        #expect(other.feed.feedURL == "http://x.example/feed")
        #expect(other.feed.homePageURL == nil)
    }

    @Test(
        "the image of a podcast is found in its attributes, its text, its child or a link",
        arguments: [
            "<itunes:image href='http://x.example/i.png'/>", "<itunes:image>http://x.example/i.png</itunes:image>",
            "<itunes:image><url>http://x.example/i.png</url><title>I</title><link>http://o.example/</link></itunes:image>",
            "<itunes:link rel='image' type='image/png' href='http://x.example/i.png'>I</itunes:link>",
        ])
    func podcastImages(_ element: String) throws {
        let (feed, items) = try rss(element + "<item>\(element)</item>")
        #expect(feed.icon == "http://x.example/i.png")
        #expect(feed.homePageURL == nil)
        #expect(items.first?.image == "http://x.example/i.png")
        #expect(items.first?.url == nil)
    }
}
