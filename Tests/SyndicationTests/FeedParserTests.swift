import Testing

@testable import Syndication

@Suite("Reading feeds")
struct FeedParserTests {
    @Test("RSS 2.0 with its modules")
    func rss20() throws {
        let (feed, items) = try read(Fixtures.rss20, url: "https://lighthouse.example/feed")
        #expect(feed.format == .rss20)
        #expect(feed.title == "Lighthouse & Harbour")
        #expect(feed.description == "News from the coast")
        #expect(feed.descriptionHTML == "News from the <b>coast</b>")
        #expect(feed.homePageURL == "https://lighthouse.example/")
        #expect(feed.feedURL == "https://lighthouse.example/feed")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(feed.authors == [Person(name: "Ann Keeper", email: "editor@lighthouse.example")])
        #expect(feed.language == "en-gb")
        #expect(feed.rights == "© 2026 Lighthouse")
        #expect(feed.tags == ["Coast", "Sea"])
        #expect(feed.generator == "Lamp 1.2")
        #expect(feed.published?.rfc3339 == "2026-11-22T10:00:00Z")
        #expect(feed.updated?.rfc3339 == "2026-11-22T11:00:00Z")
        #expect(feed.hubs == [Hub(type: "WebSub", url: "https://hub.example/"), Hub(type: "rssCloud", url: "http://rpc.example/RPC2")])
        #expect(feed.rhythm.ttlMinutes == 60)
        #expect(feed.rhythm.updatePeriodSeconds == 1800)
        #expect(feed.rhythm.skipHours == [0, 3])
        #expect(feed.rhythm.skipDays == [5, 6])
        #expect(feed.warnings.isEmpty)

        let ship = try #require(items.first)
        #expect(ship.title == "A ship arrives")
        #expect(ship.titleHTML == "A ship <i>arrives</i>")
        #expect(ship.guid == "ship-1")
        #expect(ship.guidIsPermalink == false)
        #expect(ship.url == "https://lighthouse.example/ship")
        #expect(ship.contentText == "The long of it.")
        #expect(ship.contentHTML?.contains("href=\"https://lighthouse.example/long\"") == true)
        #expect(ship.summary == "The short of it.")
        #expect(ship.image == "https://lighthouse.example/ship.jpg")
        #expect(ship.authors == [Person(name: "Bob Mate")])
        #expect(ship.published?.rfc3339 == "2026-11-22T07:30:00Z")
        #expect(ship.tags == ["Ships"])
        #expect(ship.commentsURL == "https://lighthouse.example/ship#comments")
        #expect(ship.commentsFeedURL == "https://lighthouse.example/ship/feed")
        #expect(ship.commentsCount == 7)
        #expect(ship.attachments.map(\.url) == ["https://lighthouse.example/horn.mp3"])
        #expect(ship.attachments.first?.sizeInBytes == 12345)
        #expect(ship.source?.title == "The Port")
        #expect(ship.source?.url == "https://port.example/feed")
        #expect(ship.location == Location(latitude: 43.2, longitude: 27.9))
        #expect(ship.license == "https://creativecommons.org/licenses/by/4.0/")
        #expect(ship.language == "en-gb")

        let fog = try #require(items.last)
        #expect(fog.url == "https://lighthouse.example/fog")
        #expect(fog.contentText == "Nothing to be seen, & nothing to be done.")
        #expect(fog.image == "https://lighthouse.example/fog.jpg")
        #expect(fog.media.first?.thumbnails == ["https://lighthouse.example/fog.jpg"])
        #expect(fog.media.first?.title == "Fog, filmed")
        #expect(fog.attachments.first?.mimeType == "video/mp4")
        #expect(fog.attachments.first?.durationInSeconds == 61)
        // An address alone says less than a credit that names somebody.
        #expect(fog.authors == [Person(name: "Dan Lens")])
    }

    @Test("RSS 1.0")
    func rdf() throws {
        let (feed, items) = try read(Fixtures.rdf)
        #expect(feed.format == .rss10)
        #expect(feed.title == "Lighthouse")
        #expect(feed.id == "https://lighthouse.example/rdf")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(feed.language == "en")
        let item = try #require(items.first)
        #expect(items.count == 1)
        #expect(item.guid == "https://lighthouse.example/ship")
        #expect(item.authors == [Person(name: "Bob Mate")])
        #expect(item.published?.rfc3339 == "2026-11-22T07:30:00Z")
        #expect(item.tags == ["Ships"])
        #expect(item.contentText == "The short of it.")
    }

    @Test("Atom 1.0: inline XHTML, xml:base, xml:lang, inherited authors")
    func atom10() throws {
        let (feed, items) = try read(Fixtures.atom10)
        #expect(feed.format == .atom10)
        #expect(feed.title == "Lighthouse & Harbour")
        #expect(feed.homePageURL == "https://lighthouse.example/blog/")
        #expect(feed.feedURL == "https://lighthouse.example/blog/feed.atom")
        #expect(feed.favicon == "https://lighthouse.example/blog/favicon.ico")
        #expect(feed.icon == "https://lighthouse.example/blog/logo.png")
        #expect(feed.contributors == [Person(name: "Eve")])
        #expect(feed.tags == ["coast"])
        let ship = try #require(items.first)
        #expect(ship.title == "A ship arrives")
        #expect(ship.titleHTML?.contains("<em>arrives</em>") == true)
        #expect(ship.url == "https://lighthouse.example/blog/ship")
        #expect(ship.externalURL == "https://port.example/")
        #expect(ship.contentHTML?.contains("href=\"https://lighthouse.example/blog/deep/long\"") == true)
        #expect(ship.contentText == "The long of it.\n1 < 2 & 3")
        #expect(ship.summary == "The short of it: 1 < 2.")
        #expect(ship.published?.rfc3339 == "2026-11-22T07:30:00Z")
        #expect(ship.modified?.rfc3339 == "2026-11-22T08:30:00Z")
        #expect(ship.authors.first?.name == "Ann Keeper")
        #expect(ship.authors.first?.url == "https://lighthouse.example/ann")
        #expect(ship.language == "en")
        #expect(ship.attachments.first?.title == "The horn")
        #expect(ship.commentsFeedURL == "https://lighthouse.example/blog/ship/comments")
        #expect(ship.commentsCount == 7)
        #expect(ship.inReplyTo == ["https://port.example/0"])
        let fog = try #require(items.last)
        #expect(fog.authors == [Person(name: "Dan")])
        #expect(fog.source?.id == "urn:uuid:9")
        #expect(fog.source?.url == "https://port.example/feed")
    }

    @Test("Atom 0.3: modes, base64, three dates")
    func atom03() throws {
        let (feed, items) = try read(Fixtures.atom03)
        #expect(feed.format == .atom03)
        #expect(feed.description == "News")
        let item = try #require(items.first)
        #expect(item.title == "A ship")
        #expect(item.contentHTML == "<p>The long of it.</p>")
        #expect(item.published?.rfc3339 == "2026-11-22T07:30:00Z")
        #expect(item.modified?.rfc3339 == "2026-11-22T08:30:00Z")
        #expect(item.created?.rfc3339 == "2026-11-20T00:00:00Z")
    }

    @Test("CDF")
    func cdf() throws {
        let (feed, items) = try read(Fixtures.cdf)
        #expect(feed.format == .cdf)
        #expect(feed.homePageURL == "https://lighthouse.example/")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(items.first?.title == "A ship arrives")
        #expect(items.first?.url == "https://lighthouse.example/ship")
        #expect(items.first?.published?.rfc3339 == "2026-11-22T09:30:00Z")
    }

    @Test("podcasts: iTunes, Podcasting 2.0 and Podlove chapters")
    func podcast() throws {
        let (feed, items) = try read(Fixtures.podcast)
        #expect(feed.guid == "c0ffee00-0000-5000-8000-000000000000")
        #expect(feed.authors == [Person(name: "Ann Keeper", email: "ann@foghorn.example")])
        #expect(feed.icon == "https://foghorn.example/art.jpg")
        #expect(feed.tags == ["News", "Daily"])
        let show = try #require(feed.podcast)
        #expect(show.explicit == false)
        #expect(show.type == "serial")
        #expect(show.locked == true)
        #expect(show.funding == [Link(url: "https://foghorn.example/pay", title: "Keep the light on")])
        #expect(show.values.first?.recipients.map(\.split) == ["90", "10"])
        let item = try #require(items.first)
        let episode = try #require(item.podcast)
        #expect(item.attachments.first?.durationInSeconds == 3723)
        #expect(item.image == "https://foghorn.example/1.jpg")
        #expect(item.tags == ["fog", "horn"])
        #expect(item.contentText == "All about fog.")
        #expect(episode.durationText == "1:02:03")
        #expect(episode.explicit == false)
        #expect(episode.block == true)
        #expect(episode.season == 2)
        #expect(episode.seasonName == "The Storm")
        #expect(episode.episode == 5)
        #expect(episode.episodeDisplay == "Ch. 5")
        #expect(episode.persons.first?.name == "Bob Mate")
        #expect(episode.persons.first?.role == "guest")
        #expect(episode.transcripts.first?.type == "text/vtt")
        #expect(episode.chaptersURL == "https://foghorn.example/1.json")
        #expect(episode.chapters.map(\.startInSeconds) == [0, 210])
        #expect(episode.soundbites.first?.title == "The best bit")
        #expect(episode.location?.name == "Varna")
        #expect(episode.socialInteract == ["https://social.example/1"])
    }

    @Test("JSON Feed 1.1, values of wrong types among it")
    func jsonFeed() throws {
        let (feed, items) = try read(Fixtures.jsonFeed11, url: "https://lighthouse.example/feed.json")
        #expect(feed.format == .jsonFeed11)
        #expect(feed.language == "en-GB")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(feed.expired == true)
        #expect(feed.hubs == [Hub(type: "WebSub", url: "https://hub.example/")])
        let ship = try #require(items.first)
        #expect(ship.guid == "1")
        #expect(ship.title == "A ship <arrives>")
        #expect(ship.url == "https://lighthouse.example/ship")
        #expect(ship.contentText == "The long of it.")
        #expect(ship.summary == "The short of it.")
        #expect(ship.tags == ["Ships", "Sea"])
        #expect(ship.attachments.first?.sizeInBytes == 12345)
        #expect(ship.attachments.first?.durationInSeconds == 60.5)
        #expect(items.last?.contentText == "One.\n\nTwo & <three>.")
        #expect(items.last?.authors == [Person(name: "Dan")])
    }

    @Test("RSS in JSON")
    func rssInJSON() throws {
        let (feed, items) = try read(Fixtures.rssInJSON)
        #expect(feed.format == .rss20)
        #expect(feed.rhythm.ttlMinutes == 30)
        #expect(items.first?.guid == "ship-1")
        #expect(items.first?.guidIsPermalink == false)
        #expect(items.first?.contentText == "The short of it.")
        #expect(items.first?.attachments.first?.sizeInBytes == 12345)
    }

    @Test(
        "the version of RSS is told",
        arguments: [
            ("<rss version='0.91'><channel/></rss>", Feed.Format.rss091), ("<rss version='0.92'><channel/></rss>", .rss092),
            ("<rss version='0.93'><channel/></rss>", .rss093), ("<rss version='0.94'><channel/></rss>", .rss094),
            ("<rss><channel/></rss>", .rss),
            ("<rss version='2.0.1'><channel/></rss>", .rss20), ("<channel><title>x</title></channel>", .rss),
            ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", .rss090),
        ])
    func versions(_ document: String, _ format: Feed.Format) throws {
        #expect(try parse(document).feed.format == format)
    }

    @Test(
        "what is no feed is refused, by name",
        arguments: [
            ("", FeedError.empty), (" \n\t ", .empty), ("<!DOCTYPE html><html><body>x</body></html>", .notAFeed(.webPage)),
            ("<opml version='2.0'><body/></opml>", .notAFeed(.opml)), ("<urlset><url/></urlset>", .notAFeed(.xml(root: "urlset"))),
            ("{\"a\": 1}", .notAFeed(.json)), ("hello", .notAFeed(.plainText)),
        ])
    func refuses(_ document: String, _ error: FeedError) {
        #expect(throws: error) { try parse(document) }
    }

    @Test("an entity bomb and elements without end are refused")
    func refusesBombs() {
        #expect(throws: FeedError.entityBomb) {
            try parse("<!DOCTYPE rss [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><rss><channel><title>&a;</title></channel></rss>")
        }
        #expect(throws: FeedError.tooDeep) { try parse("<rss>" + String(repeating: "<b>", count: 100_000)) }
        #expect(throws: FeedError.self) { try parse(String(repeating: "[", count: 100_000)) }
        #expect(throws: FeedError.self) { try parse("{\"items\":" + String(repeating: "[", count: 100_000)) }
    }

    @Test("items past the limit are not read, with a warning")
    func limit() throws {
        let items = (0..<20).map { "<item><title>\($0)</title></item>" }.joined()
        let parsed = try FeedParser.parse(Array("<rss><channel>\(items)</channel></rss>".utf8), url: nil, contentType: nil, itemLimit: 5)
        #expect(parsed.items.map(\.title?.value) == ["0", "1", "2", "3", "4"])
        #expect(parsed.feed.warnings.contains { $0.contains("more than 5 items") })
        #expect(!parsed.isTruncated)
    }

    @Test("a document that breaks off gives the items that are whole, and the open one apart")
    func truncated() throws {
        let parsed = try parse("<rss><channel><item><title>a</title></item><item><title>b</title><description>c d")
        #expect(parsed.isTruncated)
        #expect(parsed.items.map(\.title?.value) == ["a"])
        #expect(parsed.openItem?.title?.value == "b")
        #expect(parsed.openItem?.content?.value == "c d")
        let between = try parse("<rss><channel><item><title>a</title></item>")
        #expect(between.isTruncated)
        #expect(between.openItem == nil)
        #expect(try parse("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\"},{\"id\":").items.count == 1)
    }

    @Test("dates that can hardly be meant are kept and warned of")
    func implausibleDates() throws {
        let items = try read(
            "<rss><channel><item><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item><item><pubDate>2099-01-01</pubDate></item>"
                + "<item><pubDate>soon</pubDate></item></channel></rss>"
        ).items
        #expect(items.map { $0.published?.rfc3339 } == ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z", nil])
        #expect(items.allSatisfy { $0.warnings.count == 1 })
    }

    @Test("what stands in an item's image is the image's")
    func itemImage() throws {
        let items = try read(
            "<rss><channel><item><image><url>https://x.example/i.png</url><title>i</title></image><title>a</title></item></channel></rss>"
        ).items
        #expect(items.first?.title == "a")
        #expect(items.first?.url == nil)
        #expect(items.first?.image == "https://x.example/i.png")
    }

    @Test("HTML that was escaped twice is unescaped, and code that is written about is not")
    func doubleEscaped() throws {
        let items = try read(
            "<rss><channel><item><description>&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;</description></item>"
                + "<item><description>The &amp;lt;b&amp;gt; tag</description></item></channel></rss>"
        ).items
        #expect(items.map(\.contentText) == ["a & b", "The <b> tag"])
        #expect(items.map(\.warnings.count) == [1, 0])
    }

    @Test("relative addresses stand against the site where the document's own is not known")
    func relativeAddresses() throws {
        let items = try read(
            "<rss><channel><link>https://x.example/</link><item><link>/a/b</link><description>&lt;a href='c'&gt;d&lt;/a&gt;</description></item></channel></rss>"
        ).items
        #expect(items.first?.url == "https://x.example/a/b")
        #expect(items.first?.contentHTML?.contains("https://x.example/a/c") == true)
    }

    @Test(
        "binary data is said to be that",
        arguments: [[0x1f, 0x8b, 8, 0, 0, 0], [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], [1, 2, 3, 4, 5, 6]] as [[UInt8]])
    func binary(_ bytes: [UInt8]) {
        #expect(throws: FeedError.notAFeed(.binary)) { try FeedParser.parse(bytes, url: nil, contentType: nil) }
    }

    @Test("no control character and no markup that runs comes out")
    func isSafe() throws {
        let (_, items) = try read(
            "<rss><channel><item><title>a\u{1}b&lt;script&gt;x&lt;/script&gt;</title><description>&lt;p onclick='x()'&gt;y&lt;script&gt;z&lt;/script&gt;</description></item></channel></rss>"
        )
        #expect(items.first?.contentHTML?.contains("script") == false)
        #expect(items.first?.contentHTML?.contains("onclick") == false)
        #expect(items.first?.title?.contains("\u{1}") == false)
    }
}
