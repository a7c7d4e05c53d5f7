import Testing

@testable import Extraction

@Suite("The feeds a page offers")
struct FeedLinksTests {
    @Test(
        "a feed is found by how the page links to it",
        arguments: [
            (
                "<link rel=alternate type=\"application/rss+xml\" href=/rss title=\"News &amp; more\">",
                "https://h.test/rss|News & more|application/rss+xml"
            ),
            (
                "<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='a.atom'>",
                "https://h.test/d/a.atom||application/atom+xml"
            ),
            ("<link rel=\"feed\" href=\"/f\">", "https://h.test/f||"),
            ("<link rel=alternate type=application/feed+json href=//o.test/f.json>", "https://o.test/f.json||application/feed+json"),
            ("<base href=https://b.test/x/><link rel=alternate type=text/xml href=rss>", "https://b.test/x/rss||text/xml"),
            ("<a href=/feed/>Subscribe</a>", "https://h.test/feed/|Subscribe|"),
            ("<a href=/index.xml><b>RSS</b> feed</a>", "https://h.test/index.xml|RSS feed|"),
            ("<a href=\"/?feed=rss2\">x</a>", "https://h.test/?feed=rss2|x|"),
            ("<a href=/all.rss title=All>x</a>", "https://h.test/all.rss|All|"),
            ("<a href=/x type=application/rss+xml>x", "https://h.test/x|x|application/rss+xml"),
        ])
    func found(_ html: String, _ expected: String) {
        let links = FeedLinks.find(in: html, base: "https://h.test/d/page")
        #expect(links.map { "\($0.url)|\($0.title ?? "")|\($0.type ?? "")" } == [expected])
    }

    @Test(
        "what is no feed is not taken for one",
        arguments: [
            "<link rel=stylesheet href=/rss.css>", "<link rel=alternate hreflang=de href=/de>",
            "<link rel=alternate type=application/json+oembed href=/o>", "<a href=/sitemap.xml>Map</a>",
            "<link rel=alternate type=application/json href=https://h.test/wp-json/wp/v2/posts/1>", "<a href=/feedback>Feedback</a>",
            "<a href=\"mailto:rss@h.test\">x</a>",
            "<script>'<a href=/feed>x</a>'</script>", "<!-- <link rel=feed href=/f> -->", "<a name=rss>x</a>", "",
        ])
    func notFound(_ html: String) {
        #expect(FeedLinks.find(in: html, base: "https://h.test/").isEmpty)
    }

    @Test("declared feeds come first, and each feed once")
    func order() {
        let html =
            "<a href=/feed>a</a><link rel=alternate type=application/rss+xml href=/rss><a href=/rss>b</a><link rel=alternate type=application/atom+xml href=/atom>"
        #expect(
            FeedLinks.find(in: Array(html.utf8), base: "https://h.test/").map(\.url) == [
                "https://h.test/rss", "https://h.test/atom", "https://h.test/feed",
            ])
    }
}
