import Testing

@testable import Syndication

@Suite("Bases of relative references")
struct TextBasesTests {
    private static let html = "&lt;a href=\"b.html\"&gt;b&lt;/a&gt; &lt;a href=\"/c\"&gt;c&lt;/a&gt; &lt;a href=\"#fn1\"&gt;1&lt;/a&gt;"
    private static let feedURL = "https://feeds.example/x/feed.xml"

    private func links(_ html: String?) -> [String] {
        (html ?? "").split(separator: "href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    private func rss(_ item: String, channel: String = "<link>https://home.example/</link>", base: String = "") -> String {
        "<rss version=\"2.0\"\(base)><channel>\(channel)<item>\(item)<description>\(Self.html)</description></item></channel></rss>"
    }

    private func atom(_ entry: String, feed: String = "", base: String = "") -> String {
        """
        <feed xmlns="http://www.w3.org/2005/Atom"\(base)>\(feed)<entry>\(entry)<content type="html">\(Self.html)</content></entry></feed>
        """
    }

    @Test("content of RSS is relative to the item's link, then to the home page, then to the document")
    func rssContent() throws {
        let link = "<link>https://home.example/blog/one/</link>"
        var item = try #require(try read(rss(link), url: Self.feedURL).items.first)
        #expect(
            links(item.contentHTML) == [
                "https://home.example/blog/one/b.html", "https://home.example/c", "https://home.example/blog/one/#fn1",
            ])
        item = try #require(try read(rss(""), url: Self.feedURL).items.first)
        #expect(links(item.contentHTML) == ["https://home.example/b.html", "https://home.example/c"])
        item = try #require(try read(rss("", channel: ""), url: Self.feedURL).items.first)
        #expect(links(item.contentHTML) == ["https://feeds.example/x/b.html", "https://feeds.example/c"])
        item = try #require(try read(rss("<enclosure url=\"https://cdn.example/1.mp3\"/>"), url: Self.feedURL).items.first)
        #expect(item.url == "https://cdn.example/1.mp3")
        #expect(links(item.contentHTML) == ["https://home.example/b.html", "https://home.example/c"])
    }

    @Test("content of JSON Feed is relative to the item's URL")
    func jsonContent() throws {
        let text = """
            {"version":"https://jsonfeed.org/version/1.1","title":"t","home_page_url":"https://home.example/","items":[
            {"id":"1","url":"/one/","content_html":"<a href='b.html'>b</a><a href='#n'>n</a>","image":"i.png",
            "attachments":[{"url":"/1.mp3","mime_type":"audio/mpeg"}]}]}
            """
        let item = try #require(try read(text).items.first)
        #expect(item.url == "https://home.example/one/")
        #expect(links(item.contentHTML) == ["https://home.example/one/b.html", "https://home.example/one/#n"])
        #expect(item.image == "https://home.example/i.png")
        #expect(item.attachments.map(\.url) == ["https://home.example/1.mp3"])
        let polled = try #require(try read(text, url: "https://api.example/v/feed.json").items.first)
        #expect(polled.url == "https://api.example/one/")
        #expect(links(polled.contentHTML) == ["https://api.example/one/b.html", "https://api.example/one/#n"])
    }

    @Test("content of Atom is relative to xml:base, then to the document, and a fragment alone means a place in the item's page")
    func atomContent() throws {
        let link = "<link href=\"https://home.example/blog/one/\"/>"
        var item = try #require(try read(atom(link), url: Self.feedURL).items.first)
        #expect(
            links(item.contentHTML) == ["https://feeds.example/x/b.html", "https://feeds.example/c", "https://home.example/blog/one/#fn1"])
        item = try #require(try read(atom(link, base: " xml:base=\"https://base.example/d/\""), url: Self.feedURL).items.first)
        #expect(
            links(item.contentHTML) == ["https://base.example/d/b.html", "https://base.example/c", "https://home.example/blog/one/#fn1"])
        item = try #require(try read(atom("", base: " xml:base=\"https://base.example/d/\""), url: Self.feedURL).items.first)
        #expect(links(item.contentHTML) == ["https://base.example/d/b.html", "https://base.example/c", "https://base.example/d/#fn1"])
        item = try #require(try read(atom(""), url: Self.feedURL).items.first)
        #expect(links(item.contentHTML) == ["https://feeds.example/x/b.html", "https://feeds.example/c"])
    }

    @Test(
        "an xml:base that is no base is passed over for the next one outward",
        arguments: [
            "urn:example:feed", "cid:1@a.example", "javascript:1", "mailto:a@b.example", "tag:a.example,2026:1", "http://[bad",
            "file:///x/",
            "data:,x", "https://a.example/" + String(repeating: "p", count: 9000),
        ])
    func noBase(_ base: String) throws {
        let attribute = " xml:base=\"\(base)\""
        var item = try #require(try read(atom("<link href=\"a\"/>", base: attribute), url: Self.feedURL).items.first)
        #expect(item.url == "https://feeds.example/x/a")
        #expect(links(item.contentHTML).first == "https://feeds.example/x/b.html")
        let nested = "<div xml:base=\"https://inner.example/\"><link\(attribute) href=\"a\"/></div>"
        item = try #require(
            try read(atom("<link\(attribute) href=\"a\"/>", base: " xml:base=\"https://o.example/\""), url: Self.feedURL).items.first)
        #expect(item.url == "https://o.example/a", "\(nested)")
        item = try #require(
            try read(rss("<link>a</link><enclosure url=\"/1.mp3\" type=\"audio/mpeg\"/>", base: attribute), url: Self.feedURL).items.first)
        #expect(item.url == "https://feeds.example/x/a")
        #expect(item.attachments.map(\.url) == ["https://feeds.example/1.mp3"])
    }

    @Test("without a URL, and from a local file, every field is relative to the site", arguments: [nil, "file:///srv/feeds/one.xml"])
    func site(_ url: String?) throws {
        let item = """
            <link>/one</link><comments>/one/c</comments><enclosure url="/1.mp3" type="audio/mpeg"/>
            <image><url>/1.png</url></image><author><name>A</name><uri>/a</uri></author>
            """
        let (feed, items) = try read(
            rss(item, channel: "<link>https://home.example/</link><image><url>/icon.png</url></image><docs>/docs</docs>"), url: url)
        let one = try #require(items.first)
        #expect(feed.icon == "https://home.example/icon.png")
        #expect(feed.links.map(\.url).contains("https://home.example/docs"))
        #expect(one.url == "https://home.example/one")
        #expect(one.commentsURL == "https://home.example/one/c")
        #expect(one.attachments.map(\.url) == ["https://home.example/1.mp3"])
        #expect(one.authors.first?.url == "https://home.example/a")
        #expect(links(one.contentHTML) == ["https://home.example/b.html", "https://home.example/c", "https://home.example/one#fn1"])
        let (_, entries) = try read(
            atom("<link href=\"one\"/>", feed: "<link rel=\"self\" href=\"https://home.example/x/feed.atom\"/><link href=\"/\"/>"), url: url
        )
        #expect(entries.first?.url == "https://home.example/x/one")
        #expect(links(entries.first?.contentHTML).first == "https://home.example/x/b.html")
    }

    @Test("a relative URL that nothing resolves is left out, with a warning")
    func unresolved() throws {
        let (feed, items) = try read(rss("<link>/one</link>", channel: "<link>/</link>"))
        #expect(feed.homePageURL == nil)
        #expect(items.first?.url == nil)
        #expect(items.first?.warnings == ["A relative URL was left out: the document has no URL that it could be relative to."])
    }
}
