import Bytes
import Markup
import Syndication
import Testing

@testable import Extraction

@Suite("Lists of items on pages")
struct ListReaderTests {
    /// 2026-11-22T10:00:00Z.
    static let now = Timestamp(milliseconds: 1_795_341_600_000)

    static func rules(_ item: String, _ change: (inout PageRules) throws -> Void = { _ in }) throws -> PageRules {
        var rules = PageRules(item: [try Locator(item)])
        try change(&rules)
        return rules
    }

    static func read(_ html: String, _ rules: PageRules) -> ListReading {
        ListReader.read(Array(html.utf8), url: "https://example.org/press/", contentType: "text/html", rules: rules, now: now)
    }

    /// Title, URL, date and summary of each item.
    static func rows(_ reading: ListReading) -> [String] {
        reading.feed.items.map { item in
            [item.title?.value, item.item.url, item.item.published?.rfc3339, item.summary?.value].map { $0 ?? "-" }.joined(separator: " | ")
        }
    }

    private static let blog = """
        <html lang="en"><head><title>Press</title></head><body><nav><a href="/">Home</a></nav><main>
        <article class="teaser" data-id="n1"><a href="/1"><img src="/1.jpg" width="300"></a><h2><a href="/1">First <b>news</b></a></h2>
        <time datetime="2026-11-20T09:00:00+01:00">20 November</time><p>Of the first, there is this to say.</p><a class="more" href="/1">Read more</a>
        <span class="by">Ann Author</span><a rel="tag" href="/tag/a">A</a><a rel="tag" href="/tag/b">B</a></article>
        <article class="teaser promo"><h2><a href="/ad">Buy this</a></h2></article>
        <article class="teaser" data-id="n2"><h2><a href="https://example.org/2?utm_source=x">Second</a></h2><p class="meta">Posted on 18 November 2026 by Mark</p>
        <p>Of the second, there is that to say.</p></article>
        </main><a rel="next" href="?page=2">Older</a></body></html>
        """

    @Test("what rules do not give is found in the item")
    func found() throws {
        let reading = Self.read(Self.blog, try Self.rules("article.teaser:not(.promo)"))
        #expect(
            Self.rows(reading) == [
                "First news | https://example.org/1 | 2026-11-20T08:00:00Z | Of the first, there is this to say.",
                "Second | https://example.org/2?utm_source=x | 2026-11-18T00:00:00Z | Of the second, there is that to say.",
            ])
        #expect(reading.feed.items.map(\.imageURL) == ["https://example.org/1.jpg", nil])
        #expect(reading.feed.title?.value == "Press")
        #expect(reading.feed.feed.language == "en")
        #expect(reading.feed.feed.format == .webPage)
        #expect(reading.report.items == 2)
        #expect(reading.report.withoutLink == 0)
    }

    @Test("locators give the fields, the first of a list that has a value")
    func locators() throws {
        let rules = try Self.rules("article") {
            $0.title = [try Locator("h2 b"), try Locator("h2")]
            $0.link = [try Locator("a.more@href"), try Locator("xpath:./h2/a/@href")]
            $0.id = [try Locator("@data-id")]
            $0.summary = [try Locator("p:last-of-type")]
            $0.author = [try Locator(".by")]
            $0.tags = [try Locator("a[rel=tag]")]
            $0.content = [try Locator("p:not(.meta)")]
            $0.remove = [try Locator(".promo")]
            $0.next = [try Locator("a[rel=next]@href")]
        }
        let reading = Self.read(Self.blog, rules)
        #expect(reading.feed.items.map { $0.title?.value } == ["news", "Second"])
        #expect(reading.feed.items.map(\.item.url) == ["https://example.org/1", "https://example.org/2?utm_source=x"])
        #expect(reading.feed.items.map(\.item.guid) == ["n1", "n2"])
        #expect(reading.feed.items.map(\.item.authors) == [[Person(name: "Ann Author")], []])
        #expect(reading.feed.items.map(\.item.tags) == [["A", "B"], []])
        #expect(reading.feed.items[1].content?.value == "<p>Of the second, there is that to say.</p>")
        #expect(reading.next == "https://example.org/press/?page=2")
        #expect(
            reading.report.description
                == """
                item = "article" matches 2 elements, title = "h2 b" is in 2, link = "a.more@href" is in 2, id = "@data-id" is in 2, summary = "p:last-of-type" is in 2, \
                author = ".by" is in 1, tags = "a[rel=tag]" is in 1, content = "p:not(.meta)" is in 2
                """)
    }

    @Test("a date may stand in the row after the item, and is not that of the next item")
    func twoRows() throws {
        let html = """
            <table><tr class="t"><td><a href="/1">One</a></td></tr><tr><td class="date">20.11.2026</td></tr>
            <tr class="t"><td><a href="/2">Two</a></td></tr><tr><td>no date</td></tr>
            <tr class="t"><td><a href="/3">Three</a></td></tr><tr><td class="date">18.11.2026</td></tr></table>
            """
        let expected = [
            "One | https://example.org/1 | 2026-11-20T00:00:00Z | -", "Two | https://example.org/2 | - | -",
            "Three | https://example.org/3 | 2026-11-18T00:00:00Z | -",
        ]
        for locator in [":scope + tr td.date", ":scope ~ tr td.date", ":scope ~ tr > .date"] {
            #expect(Self.rows(Self.read(html, try Self.rules("tr.t") { $0.date = [try Locator(locator)] })) == expected, "\(locator)")
        }
        for item in ["table > tbody > tr.t", "xpath://table/tbody/tr[@class='t']"] {
            #expect(Self.read(html, try Self.rules(item)).report.items == 3, "\(item)")
        }
    }

    @Test(
        "dates are read by format and time zone",
        arguments: [
            ("%d.%m.%Y", 0, "20.11.2026", "2026-11-20T00:00:00Z"),
            ("%d.%m.%Y %H:%M", 120, "am 20.11.2026  14:30 Uhr", "2026-11-20T12:30:00Z"),
            ("%m/%d/%y", 0, "11/05/26", "2026-11-05T00:00:00Z"), ("%d %B", 0, "30 декември", "2025-12-30T00:00:00Z"),
            (nil, 60, "20.11.2026 14:30", "2026-11-20T13:30:00Z"),
            (nil, 60, "2026-11-20T14:30:00Z", "2026-11-20T14:30:00Z"), (nil, 60, "2026-11-20T14:30:00+02:00", "2026-11-20T12:30:00Z"),
            (nil, 0, "vor 2 Stunden", "2026-11-22T08:00:00Z"),
            (nil, 0, "20 Nov", "2026-11-20T00:00:00Z"), (nil, 0, "Dec 24", "2025-12-24T00:00:00Z"), (nil, 0, "no date", "-"),
            (nil, 0, "12 / 2026", "-"),
        ] as [(String?, Int, String, String)])
    func dates(format: String?, zone: Int, text: String, expected: String) throws {
        let rules = try Self.rules("li") {
            $0.date = [try Locator("i")]
            $0.dateFormat = try format.map { try DateFormat($0) }
            $0.zoneMinutes = zone
        }
        let reading = Self.read("<ul><li><a href=/1>One</a> <i>\(text)</i></li></ul>", rules)
        #expect(reading.feed.items.first.map { $0.item.published?.rfc3339 ?? "-" } == expected)
    }

    @Test("relative dates and guessed years are approximate, and do not change the digest of an item")
    func approximate() throws {
        let rules = try Self.rules("li")
        func item(_ text: String) throws -> ParsedItem {
            try #require(Self.read("<ul><li><a href=/1>One</a> <i>\(text)</i></li></ul>", rules).feed.items.first)
        }
        let (first, later) = (try item("3 hours ago"), try item("5 hours ago"))
        #expect(first.item.isDateApproximate)
        #expect(first.item.published != later.item.published)
        #expect(first.digest == later.digest)
        #expect(try item("20 Nov").item.isDateApproximate)
        #expect(try !item("20 Nov 2026").item.isDateApproximate)
    }

    @Test("titles are not invented, and links to share, tags and authors are not the item's")
    func notInvented() throws {
        let html = """
            <ul><li><a href="/1"><img src="/i.png" alt="x"></a><a href="/1">Read more</a></li>
            <li><a class="share" href="https://twitter.com/intent/tweet?url=x">Tweet</a><span class="author"><a href="/ann">Ann</a></span><a href="/2">Two</a></li>
            <li><a href="#top">Top</a> <b>Three</b></li><li></li><li><a href="javascript:void(0)"></a></li></ul>
            """
        let reading = Self.read(html, try Self.rules("li"))
        #expect(
            Self.rows(reading) == ["- | https://example.org/1 | - | -", "Two | https://example.org/2 | - | -", "Top Three | - | - | -"])
        #expect(reading.report.withoutTitle == 3)
        #expect(reading.report.withoutLink == 3)
        #expect(reading.report.items == 3)
    }

    @Test("an item that is a link as a whole has it")
    func cards() throws {
        let html = """
            <div><a class="card" href="/1"><h3>One</h3><p>What there is to say of one.</p><span>20 Nov 2026</span></a>
            <a class="card" href="/2"><div class="card-title">Two</div><div>12 March 2026</div></a></div>
            """
        #expect(
            Self.rows(Self.read(html, try Self.rules("a.card"))) == [
                "One | https://example.org/1 | 2026-11-20T00:00:00Z | What there is to say of one.",
                "Two | https://example.org/2 | 2026-03-12T00:00:00Z | -",
            ])
        #expect(Self.rows(Self.read(html, try Self.rules("h3"))) == ["One | https://example.org/1 | - | -"])
    }

    @Test("where nothing matches, the nearest selector that does is named")
    func nearest() throws {
        let html =
            "<main class='list'><article class='card big'><h2><a href='/1'>One</a></h2></article><article class='card'></article></main>"
        for (item, text, matches) in [
            ("article.card.new", "article.card", 2), ("div.list > article.card", ".list > article.card", 2),
            ("main.list > div > article", "main.list article", 2),
            ("main.list > article.teaser", "main.list > article", 2),
        ] {
            let nearest = Self.read(html, try Self.rules(item)).report.nearest
            #expect(nearest == ListReport.Nearest(text: text, matches: matches), "\(item)")
        }
        #expect(Self.read(html, try Self.rules("ul li.x")).report.nearest == nil)
    }

    @Test("app shells and bot walls are told from pages")
    func kinds() throws {
        let rules = try Self.rules("li")
        #expect(
            Self.read(
                "<body><div id=root></div><script src=/main.js></script><noscript>You need to enable JavaScript.</noscript></body>", rules
            ).kind == .appShell)
        #expect(
            Self.read(
                "<title>Just a moment...</title><body><h1>Checking your browser</h1><script>window._cf_chl_opt={}</script></body>", rules
            ).kind == .botWall)
        #expect(Self.read("<body><p>There are no news at present.</p></body>", rules).kind == .page)
        #expect(Self.read(Self.blog, rules).kind == .page)
    }

    @Test("a page in another encoding is decoded")
    func encoding() throws {
        let html: [UInt8] =
            Array("<meta charset=windows-1251><ul><li><a href=/1>".utf8) + [0xC2, 0xE5, 0xF1, 0xF2, 0xE8]
            + Array("</a></li></ul>".utf8)
        let reading = ListReader.read(html, url: nil, contentType: nil, rules: try Self.rules("li"), now: Self.now)
        #expect(reading.feed.items.first?.title?.value == "Вести")
    }
}
