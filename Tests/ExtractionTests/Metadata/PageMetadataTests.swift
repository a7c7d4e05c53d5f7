import Syndication
import Testing

@testable import Extraction

@Suite("What pages say of their articles")
struct PageMetadataTests {
    private func read(_ head: String, _ body: String = "", url: String? = "https://h.test/page") -> Article {
        ArticleExtractor.extract(
            Array("<html><head>\(head)</head><body>\(body)<p>Text.</p></body></html>".utf8), url: url, contentType: nil) ?? Article()
    }

    private static func ld(_ json: String) -> String { "<script type=\"application/ld+json\">\(json)</script>" }

    @Test(
        "the title is the article's own",
        arguments: [
            (ld("{\"@type\":\"NewsArticle\",\"headline\":\"A &amp; B\"}"), "", "A & B"),
            (ld("[{\"@type\":\"WebSite\",\"name\":\"S\"},{\"@type\":\"BlogPosting\",\"headline\":\"T\"}]"), "", "T"),
            (ld("{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"W\"},{\"@type\":\"Article\",\"headline\":\"T\"}]}"), "", "T"),
            ("<meta property=og:title content=\"T | Site\"><meta property=og:site_name content=Site>", "", "T"),
            ("<meta property=og:title content=T>", "<h1>Other</h1>", "T"), ("<meta name=twitter:title content=T>", "", "T"),
            ("<meta name=DC.title content=T>", "", "T"), ("<meta name=citation_title content=T>", "", "T"),
            ("", "<h1 itemprop=headline>T</h1>", "T"), ("", "<div class=hentry><h2 class=entry-title>T</h2></div>", "T"),
            ("", "<div class=h-entry><p class=p-name>T</p></div>", "T"), ("<title>T</title>", "", "T"),
            ("<title>The long title – Site</title>", "<h1>The long title</h1>", "The long title"), ("", "<h1>T</h1>", "T"),
        ])
    func title(_ head: String, _ body: String, _ expected: String) {
        #expect(read(head, body).title == expected)
    }

    @Test(
        "dates are right to the second",
        arguments: [
            (ld("{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-01-18T15:05:07+02:00\"}"), "", "2022-01-18T13:05:07Z"),
            ("<meta property=article:published_time content=2022-01-18T13:05:07Z>", "", "2022-01-18T13:05:07Z"),
            ("<meta itemprop=datePublished content=\"2022-01-18T13:05:07.250Z\">", "", "2022-01-18T13:05:07.250Z"),
            ("", "<time itemprop=datePublished datetime=2022-01-18T13:05:07-05:00>x</time>", "2022-01-18T18:05:07Z"),
            ("<meta name=DC.date.issued content=2022-01-18>", "", "2022-01-18T00:00:00Z"),
            ("<meta name=citation_publication_date content=\"2022/01/18\">", "", "2022-01-18T00:00:00Z"),
            ("<meta name=dcterms.created content=2022-01-18T01:02:03Z>", "", "2022-01-18T01:02:03Z"),
            ("<meta name=date content=\"Tue, 18 Jan 2022 13:05:07 GMT\">", "", "2022-01-18T13:05:07Z"),
            ("<meta name=parsely-pub-date content=2022-01-18T13:05:07Z>", "", "2022-01-18T13:05:07Z"),
            ("<meta name=pubdate content=2022-01-18T13:05:07Z>", "", "2022-01-18T13:05:07Z"),
            ("", "<time datetime=2022-01-18T13:05:07Z>18 January</time>", "2022-01-18T13:05:07Z"),
            ("", "<div class=h-entry><time class=dt-published datetime=2022-01-18T13:05:07Z>x</time></div>", "2022-01-18T13:05:07Z"),
            ("", "<abbr class=published title=2022-01-18T13:05:07Z>x</abbr>", "2022-01-18T13:05:07Z"),
            ("<link rel=canonical href=/2022/01/18/slug>", "", "2022-01-18T00:00:00Z"),
            (ld("{\"@type\":\"BlogPosting\",\"dateCreated\":\"2022-01-18T13:05:07Z\"}"), "", "2022-01-18T13:05:07Z"),
        ])
    func published(_ head: String, _ body: String, _ expected: String) {
        #expect(read(head, body).published?.rfc3339 == expected)
    }

    @Test(
        "changes are dated",
        arguments: [
            (ld("{\"@type\":\"Article\",\"dateModified\":\"2022-01-19T00:00:01Z\"}"), ""),
            ("<meta property=article:modified_time content=2022-01-19T00:00:01Z>", ""),
            ("<meta property=og:updated_time content=2022-01-19T00:00:01Z>", ""),
            ("<meta itemprop=dateModified content=2022-01-19T00:00:01Z>", ""),
            ("", "<time class=dt-updated datetime=2022-01-19T00:00:01Z>x</time>"),
            ("<meta name=DCTERMS.modified content=2022-01-19T00:00:01Z>", ""),
        ])
    func modified(_ head: String, _ body: String) {
        #expect(read(head, body).modified?.rfc3339 == "2022-01-19T00:00:01Z")
    }

    @Test(
        "authors are people",
        arguments: [
            (
                ld("{\"@type\":\"Article\",\"author\":{\"@type\":\"Person\",\"name\":\"Ada L\",\"url\":\"https://h.test/ada\"}}"), "",
                ["Ada L"]
            ), (ld("{\"@type\":\"Article\",\"author\":[{\"name\":\"Ada L\"},{\"name\":\"Bo M\"}]}"), "", ["Ada L", "Bo M"]),
            (ld("{\"@type\":\"Article\",\"author\":\"Ada L\"}"), "", ["Ada L"]),
            (
                ld(
                    "{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},{\"@id\":\"#a\",\"@type\":\"Person\",\"name\":\"Ada L\"}]}"
                ), "", ["Ada L"]
            ),
            ("<meta name=author content=\"Ada L\">", "", ["Ada L"]),
            (
                "<meta property=article:author content=\"https://f.test/ada\"><meta name=author content=\"By Ada L and Bo M\">", "",
                ["Ada L", "Bo M"]
            ),
            ("<meta name=citation_author content=\"Ada L\"><meta name=citation_author content=\"Bo M\">", "", ["Ada L", "Bo M"]),
            ("<meta name=DC.creator content=\"Ada L\">", "", ["Ada L"]),
            ("", "<span itemprop=author itemscope><span itemprop=name>Ada L</span>, editor</span>", ["Ada L"]),
            ("", "<a rel=author href=/ada>Ada L</a>", ["Ada L"]), ("", "<div class=byline>von Ada L</div>", ["Ada L"]),
            ("", "<a class=\"p-author h-card\" href=/ada>Ada L</a>", ["Ada L"]), ("<meta name=author content=\"От Ада Л\">", "", ["Ада Л"]),
            ("", "", []), ("<meta name=author content=\"a@h.test\">", "", []),
        ])
    func authors(_ head: String, _ body: String, _ expected: [String]) {
        #expect(read(head, body).authors.compactMap(\.name) == expected)
    }

    @Test(
        "the site has a name",
        arguments: [
            "<meta property=og:site_name content=Site>",
            ld("{\"@type\":\"Article\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"Site\"}}"),
            "<meta name=application-name content=Site>", "<meta name=DC.publisher content=Site>",
            ld("[{\"@type\":\"WebSite\",\"name\":\"Site\"},{\"@type\":\"Article\",\"headline\":\"T\"}]"),
        ])
    func site(_ head: String) {
        #expect(read(head).siteName == "Site")
    }

    @Test(
        "the language is a tag",
        arguments: [
            ("<html lang=bg>", "bg"), ("<html lang=en_us>", "en-US"), ("<html xml:lang=de-AT>", "de-AT"),
            ("<meta property=og:locale content=fr_FR>", "fr-FR"), ("<meta http-equiv=content-language content=\"pl, en\">", "pl"),
            (ld("{\"@type\":\"Article\",\"inLanguage\":\"cs\"}"), "cs"), ("<html lang=zh-Hant>", "zh-Hant"),
        ])
    func language(_ head: String, _ expected: String) {
        #expect(ArticleExtractor.extract(Array((head + "<p>Text.</p>").utf8), url: nil, contentType: nil)?.language == expected)
    }

    @Test(
        "the picture is the page's own",
        arguments: [
            ("<meta property=og:image content=/i.jpg>", ""), ("<meta name=twitter:image content=https://h.test/i.jpg>", ""),
            (ld("{\"@type\":\"Article\",\"image\":\"https://h.test/i.jpg\"}"), ""),
            (ld("{\"@type\":\"Article\",\"image\":{\"url\":\"https://h.test/i.jpg\"}}"), ""),
            (ld("{\"@type\":\"Article\",\"image\":[{\"url\":\"https://h.test/i.jpg\"},\"x\"]}"), ""),
            ("<link rel=image_src href=/i.jpg>", ""),
            ("<meta itemprop=image content=/i.jpg>", ""), ("", "<img itemprop=image src=/i.jpg>"),
        ])
    func image(_ head: String, _ body: String) {
        #expect(read(head, body).image == "https://h.test/i.jpg")
    }

    @Test(
        "tags are words",
        arguments: [
            ("<meta property=article:tag content=a><meta property=article:tag content=b>", ""),
            (ld("{\"@type\":\"Article\",\"keywords\":\"a, b\"}"), ""), (ld("{\"@type\":\"Article\",\"keywords\":[\"a\",\"b\"]}"), ""),
            ("<meta name=keywords content=\"a, b,A\">", ""),
            ("<meta name=news_keywords content=\"a; b\">", ""), ("", "<a rel=tag href=/t/a>a</a> <a rel=tag href=/t/b>b</a>"),
            ("<meta name=parsely-tags content=\"a,b\">", ""), ("", "<span class=p-category>a</span><span class=p-category>b</span>"),
            ("<meta name=DC.subject content=\"a;b\">", ""),
        ])
    func tags(_ head: String, _ body: String) {
        #expect(read(head, body).tags == ["a", "b"])
    }

    @Test(
        "the address is the canonical one",
        arguments: [
            ("<link rel=canonical href=/c>", "https://h.test/c"), ("<meta property=og:url content=https://h.test/c>", "https://h.test/c"),
            (ld("{\"@type\":\"Article\",\"mainEntityOfPage\":\"https://h.test/c\"}"), "https://h.test/c"), ("", "https://h.test/page"),
            ("<base href=https://b.test/><link rel=canonical href=c>", "https://b.test/c"),
            ("<link rel=canonical href=\"javascript:x\">", "https://h.test/page"),
        ])
    func address(_ head: String, _ expected: String) {
        #expect(read(head).url == expected)
    }

    @Test(
        "the summary is the page's description",
        arguments: [
            "<meta name=description content=\"S &amp; T\">", "<meta property=og:description content=\"S &amp; T\">",
            ld("{\"@type\":\"Article\",\"description\":\"S & T\"}"), "<meta name=DC.description content=\"S & T\">",
        ])
    func summary(_ head: String) {
        #expect(read(head).summary == "S & T")
    }

    @Test(
        "the next page is one of the same site",
        arguments: [
            ("<link rel=next href=?p=2>", "https://h.test/page?p=2"), ("<link rel=next href=https://o.test/>", nil),
            ("<link rel=next href=/page>", nil), ("<link rel=next href=javascript://h.test/%0Ax>", nil),
            ("<link rel=next href='feed://h.test/page/2'>", nil),
        ] as [(String, String?)])
    func nextPage(_ head: String, _ expected: String?) {
        #expect(read(head).nextPageURL == expected)
    }

    @Test("a wall is said", arguments: [("false", true), ("\"False\"", true), ("true", false)])
    func paywall(_ value: String, _ expected: Bool) {
        #expect(read(Self.ld("{\"@type\":\"Article\",\"isAccessibleForFree\":\(value)}")).isPaywalled == expected)
    }

    @Test("broken JSON-LD is passed over, and line breaks in its strings are forgiven")
    func broken() {
        #expect(read(Self.ld("{\"@type\":") + "<meta property=og:title content=T>").title == "T")
        #expect(read(Self.ld("{\"@type\":\"Article\",\"headline\":\"A\nB\"}")).title == "A B")
        #expect(read(Self.ld("<!-- {\"@type\":\"Article\",\"headline\":\"T\"} -->")).title == "T")
    }

    @Test("an article is printed as one line")
    func report() {
        let page =
            "<html lang=en><head><title>T</title><meta property=og:site_name content=Site><link rel=canonical href=/c></head><body></body></html>"
        let line = String(decoding: ArticleReport(Array(page.utf8), url: "https://h.test/x", name: "file").line, as: UTF8.self)
        #expect(
            line
                == "{\"_feedd\":{\"source\":{\"title\":\"Site\"}},\"id\":\"https://h.test/c\",\"url\":\"https://h.test/c\",\"title\":\"T\",\"content_text\":\"\",\"language\":\"en\"}"
        )
    }
}
