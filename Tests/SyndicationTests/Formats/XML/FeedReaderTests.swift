import Testing

@testable import Syndication

@Suite("The reader of RSS, Atom and CDF")
struct FeedReaderTests {
    @Test("an RSS 2.0 feed fills the model, modules included")
    func rss20() throws {
        let (feed, items) = try read(Fixture("rss-2.0-with-modules.rss"), url: "https://lighthouse.example/feed")
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
        #expect(feed.hubs.map(\.type) == ["WebSub", "rssCloud"])
        #expect(feed.hubs.map(\.url) == ["https://hub.example/", "http://rpc.example/RPC2"])
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
        #expect(fog.media.first?.details.thumbnails.map(\.url) == ["https://lighthouse.example/fog.jpg"])
        #expect(fog.media.first?.details.title == "Fog, filmed")
        #expect(fog.attachments.first?.mimeType == "video/mp4")
        #expect(fog.attachments.first?.durationInSeconds == 61)
        // A credit with a name takes precedence over an author with a mail address only.
        #expect(fog.authors == [Person(name: "Dan Lens")])
    }

    @Test("an RSS 1.0 feed fills the model")
    func rdf() throws {
        let (feed, items) = try read(Fixture("rss-1.0.rdf"))
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

    @Test("an Atom 1.0 feed fills the model, with inline XHTML, xml:base, xml:lang and inherited authors")
    func atom10() throws {
        let (feed, items) = try read(Fixture("atom-1.0-with-inline-xhtml.atom"))
        #expect(feed.format == .atom10)
        #expect(feed.title == "Lighthouse & Harbour")
        #expect(feed.homePageURL == "https://lighthouse.example/blog/")
        #expect(feed.feedURL == "https://lighthouse.example/blog/feed.atom")
        #expect(feed.favicon == "https://lighthouse.example/blog/favicon.ico")
        #expect(feed.icon == "https://lighthouse.example/blog/logo.png")
        #expect(feed.contributors == [Person(name: "Eve")])
        #expect(feed.tags == ["The Coast"])
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
        #expect(ship.inReplyTo.map(\.url) == ["https://port.example/0"])
        let fog = try #require(items.last)
        #expect(fog.authors == [Person(name: "Dan")])
        #expect(fog.source?.id == "urn:uuid:9")
        #expect(fog.source?.url == "https://port.example/feed")
    }

    @Test("an Atom 0.3 feed fills the model, with its modes, base64 content and three dates")
    func atom03() throws {
        let (feed, items) = try read(Fixture("atom-0.3-with-base64.atom"))
        #expect(feed.format == .atom03)
        #expect(feed.description == "News")
        let item = try #require(items.first)
        #expect(item.title == "A ship")
        #expect(item.contentHTML == "<p>The long of it.</p>")
        #expect(item.published?.rfc3339 == "2026-11-22T07:30:00Z")
        #expect(item.modified?.rfc3339 == "2026-11-22T08:30:00Z")
        #expect(item.created?.rfc3339 == "2026-11-20T00:00:00Z")
    }

    @Test("a CDF channel fills the model")
    func cdf() throws {
        let (feed, items) = try read(Fixture("channel-definition-format.cdf"))
        #expect(feed.format == .cdf)
        #expect(feed.homePageURL == "https://lighthouse.example/")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(items.first?.title == "A ship arrives")
        #expect(items.first?.url == "https://lighthouse.example/ship")
        #expect(items.first?.published?.rfc3339 == "2026-11-22T09:30:00Z")
    }

    @Test("the podcast elements of Apple, the Podcast Index and Podlove fill the model")
    func podcast() throws {
        let (feed, items) = try read(Fixture("podcast.rss"))
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
        #expect(episode.locations.map(\.name) == ["Varna"])
        #expect(episode.socialInteractions.map(\.uri) == ["https://social.example/1"])
    }

    @Test(
        "the version of RSS is recognized",
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

    @Test("the children of an item's image belong to the image")
    func itemImage() throws {
        let items = try read(
            "<rss><channel><item><image><url>https://x.example/i.png</url><title>i</title></image><title>a</title></item></channel></rss>"
        ).items
        #expect(items.first?.title == "a")
        #expect(items.first?.url == nil)
        #expect(items.first?.image == "https://x.example/i.png")
    }
}
