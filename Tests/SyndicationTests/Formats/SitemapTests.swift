import Bytes
import Testing

@testable import Syndication

@Suite("Sitemaps")
struct SitemapTests {
    private static let url = "https://x.test/sitemap.xml"

    private static func pages(_ document: String, limit: Int = 10_000) throws -> (Feed, [Item]) {
        var frames = ByteFrames()
        frames.append(Array(url.utf8))
        frames.append(Array(document.utf8))
        let parsed = try FeedParser.parse(sitemaps: frames.bytes, itemLimit: limit)
        return FeedNormalizer(documentURL: url).normalize(parsed)
    }

    private static func urlset(_ entries: String) -> String {
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>\(entries)</urlset>"
    }

    @Test("a page is an item, known by its address")
    func page() throws {
        let items = try Self.pages(Self.urlset("<url><loc> https://x.test/a </loc><lastmod>2026-11-28</lastmod></url>")).1
        #expect(items.map(\.url) == ["https://x.test/a"])
        #expect(items.map(\.guid) == ["https://x.test/a"])
        #expect(items.first?.modified?.rfc3339 == "2026-11-28T00:00:00Z")
    }

    @Test("news, images and videos give titles, dates, tags and pictures")
    func extensions() throws {
        let news = """
            <url><loc>https://x.test/a</loc><n:news><n:publication><n:name>X</n:name><n:language>de</n:language></n:publication>
            <n:publication_date>2026-11-28T10:00:00+01:00</n:publication_date><n:title>Brücken &amp; Fähren</n:title><n:keywords>a, b</n:keywords></n:news>
            <i:image xmlns:i='urn:i'><i:loc>https://x.test/a.jpg</i:loc><i:caption>c</i:caption></i:image></url>
            <url><loc>https://x.test/b</loc><v:video xmlns:v='urn:v'><v:title>Film</v:title><v:description>About it</v:description>
            <v:thumbnail_loc>https://x.test/b.jpg</v:thumbnail_loc></v:video></url>
            """
        let items = try Self.pages(Self.urlset(news)).1
        #expect(items.map(\.title) == ["Brücken & Fähren", "Film"])
        #expect(items[0].published?.rfc3339 == "2026-11-28T09:00:00Z")
        #expect(items[0].language == "de")
        #expect(items[0].tags == ["a", "b"])
        #expect(items.map(\.image) == ["https://x.test/a.jpg", "https://x.test/b.jpg"])
        #expect(items[1].contentText == "About it")
    }

    @Test("the newest pages come first, and of too many only those are read")
    func newest() throws {
        let entries = [("a", "2026-01-01"), ("b", "2026-03-01"), ("c", ""), ("d", "2026-02-01")].map {
            "<url><loc>https://x.test/\($0.0)</loc><lastmod>\($0.1)</lastmod></url>"
        }
        let (feed, items) = try Self.pages(Self.urlset(entries.joined()), limit: 3)
        #expect(items.map { $0.url?.last } == ["b", "d", "a"])
        #expect(feed.warnings == ["The sitemap has 4 pages; only the newest 3 were read."])
    }

    @Test("addresses of other sites are ignored with a warning")
    func others() throws {
        let (feed, items) = try Self.pages(
            Self.urlset(
                "<url><loc>https://www.x.test/a</loc></url><url><loc>https://y.test/b</loc></url><url><loc>javascript:x</loc></url>"))
        #expect(items.map(\.url) == ["https://www.x.test/a"])
        #expect(feed.warnings == ["1 addresses of other sites were ignored."])
    }

    @Test("a text file of addresses is a sitemap, with or without a byte order mark", arguments: ["", "\u{FEFF}"])
    func text(mark: String) throws {
        #expect(try Self.pages(mark + "https://x.test/a\r\nhttps://x.test/b\n").1.map(\.url) == ["https://x.test/a", "https://x.test/b"])
    }

    @Test("an index names sitemaps, with the dates of their changes")
    func index() throws {
        let index = """
            <sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://x.test/1.xml</loc><lastmod>2026-11-28</lastmod></sitemap>
            <sitemap><loc>https://x.test/2.xml.gz</loc></sitemap></sitemapindex>
            """
        guard case .index(let entries) = try Sitemap.parse(Array(index.utf8), url: Self.url) else {
            Issue.record("no index")
            return
        }
        #expect(entries.map(\.url) == ["https://x.test/1.xml", "https://x.test/2.xml.gz"])
        #expect(entries.map(\.modified?.rfc3339) == ["2026-11-28T00:00:00Z", nil])
    }

    @Test("what is no sitemap is an error", arguments: ["<html><body>x</body></html>", "<rss/>", "plain words", "", "{}"])
    func noSitemap(document: String) {
        #expect(throws: FeedError.self) { try Self.pages(document) }
    }

    @Test("a sitemap that is cut off is read as far as it goes")
    func truncated() throws {
        let whole = Self.urlset("<url><loc>https://x.test/a</loc></url><url><loc>https://x.test/b</loc></url>")
        let items = try Self.pages(String(whole.prefix(whole.count - 30))).1
        #expect(items.map(\.url) == ["https://x.test/a"])
    }

    @Test("of several sitemaps those that are none are named, unless all are")
    func several() throws {
        var frames = ByteFrames()
        for (url, document) in [
            ("1", Self.urlset("<url><loc>https://x.test/a</loc></url>")), ("2", "<html/>"),
            ("3", Self.urlset("<url><loc>https://x.test/c</loc></url>")),
        ] {
            frames.append(Array("https://x.test/\(url).xml".utf8))
            frames.append(Array(document.utf8))
        }
        let parsed = try FeedParser.parse(sitemaps: frames.bytes)
        #expect(parsed.items.map(\.item.url) == ["https://x.test/a", "https://x.test/c"])
        // What may become of the items depends on the size of all documents.
        #expect(parsed.documentBytes == 2 * Self.urlset("<url><loc>https://x.test/a</loc></url>").utf8.count)
        #expect(parsed.feed.warnings.first?.hasPrefix("1 of 3 sitemaps could not be read: the document is a web page") == true)
    }
}
