import Testing

@testable import Syndication

@Suite("Podcasts")
struct PodcastTests {
    private func podcast(_ elements: String) throws -> Podcast {
        try #require(try Modules.item(elements, url: "https://x.example/feed.xml").podcast)
    }

    private func show(_ elements: String) throws -> Podcast {
        try #require(try Modules.feed("<title>t</title>" + elements, url: "https://x.example/feed.xml").podcast)
    }

    @Test("an alternate enclosure has its sources, its integrity and its attributes")
    func alternateEnclosures() throws {
        let enclosures = try podcast(
            """
            <podcast:alternateEnclosure type="video/mp4" length="7924786" bitrate="511276.52" height="720" lang="de" title="HD" rel="video"
              codecs="avc1" default="true"><podcast:source uri="a.mp4"/>
            <podcast:source uri="https://y.example/a.torrent" contentType="application/x-bittorrent"/>
            <podcast:integrity type="sri" value="sha384-x"/></podcast:alternateEnclosure>
            <podcast:alternateEnclosure type="audio/opus"><podcast:source uri="a.opus"/></podcast:alternateEnclosure>
            <podcast:alternateEnclosure type="audio/opus"><x:source uri="no.opus"/></podcast:alternateEnclosure>
            """
        ).alternateEnclosures
        var first = Podcast.AlternateEnclosure(sources: [
            .init(uri: "https://x.example/a.mp4"), .init(uri: "https://y.example/a.torrent", type: "application/x-bittorrent"),
        ])
        first.type = "video/mp4"
        first.sizeInBytes = 7_924_786
        first.bitrate = 511_276.52
        first.height = 720
        first.language = "de"
        first.title = "HD"
        first.rel = "video"
        first.codecs = "avc1"
        first.isDefault = true
        first.integrityType = "sri"
        first.integrityValue = "sha384-x"
        var second = Podcast.AlternateEnclosure(sources: [.init(uri: "https://x.example/a.opus")])
        second.type = "audio/opus"
        #expect(enclosures == [first, second])
    }

    @Test("who is paid for a part of an episode is not paid for all of it")
    func timeSplits() throws {
        let value = try #require(
            try podcast(
                """
                <podcast:value type="lightning" method="keysend" suggested="0.00000005000">
                <podcast:valueRecipient name="Host" type="node" address="aa" split="90" fee="false"/>
                <podcast:valueTimeSplit startTime="60" duration="237" remotePercentage="95">
                <podcast:valueRecipient name="Guest" address="bb" split="100"/></podcast:valueTimeSplit>
                <podcast:valueTimeSplit startTime="1:05" remoteStartTime="174">
                <podcast:remoteItem itemGuid="1" feedGuid="a94f" medium="music"/></podcast:valueTimeSplit>
                <podcast:valueRecipient name="Hosting" address="cc" split="10"/></podcast:value>
                """
            ).values.first)
        #expect(value.recipients.map(\.name) == ["Host", "Hosting"])
        #expect(value.timeSplits.map { $0.recipients.map(\.name) } == [["Guest"], []])
        #expect(value.timeSplits.map(\.startInSeconds) == [60, 65])
        #expect(value.timeSplits.first?.remotePercentage == 95)
        #expect(value.timeSplits.last?.remoteStartInSeconds == 174)
        #expect(value.timeSplits.last?.remoteItem == .init(feedGUID: "a94f", itemGUID: "1", medium: "music"))
    }

    @Test("a live item is no item, and does not speak for the podcast, wherever it stands", arguments: [true, false])
    func liveItems(_ isFirst: Bool) throws {
        let live = """
            <podcast:liveItem status="live" start="2026-09-26T07:30:00.000-0600" end="2026-09-26T09:30:00Z">
            <title>Tonight &lt;b&gt;live&lt;/b&gt;</title><guid isPermaLink="false">live-1</guid><link>/live</link><description>On air</description>
            <author>host@x.example (Host)</author><enclosure url="live.mp3" type="audio/mpeg" length="1"/><category>live</category>
            <itunes:image href="live.png"/><itunes:explicit>true</itunes:explicit><podcast:person>Lena</podcast:person>
            <podcast:contentLink href="https://tube.example/live">Tube</podcast:contentLink><geo:lat>1</geo:lat><geo:long>2</geo:long>
            </podcast:liveItem>
            """
        let show = "<title>Show</title><link>https://x.example/</link><description>About</description><itunes:author>Ann</itunes:author>"
        let item = "<item><title>One</title><guid>1</guid></item>"
        let (feed, items) = try read(Modules.document((isFirst ? live + show : show + live) + item), url: "https://x.example/feed")
        #expect(items.map(\.guid) == ["1"])
        #expect((feed.title, feed.homePageURL, feed.description, feed.id, feed.icon) == ("Show", "https://x.example/", "About", nil, nil))
        #expect(feed.authors == [Person(name: "Ann")])
        #expect(feed.tags.isEmpty)
        #expect(feed.podcast == nil)
        #expect(feed.location == nil)
        let stream = try #require(feed.liveItems.first)
        #expect(stream.status == "live")
        #expect(stream.start?.rfc3339 == "2026-09-26T13:30:00Z")
        #expect(stream.end?.rfc3339 == "2026-09-26T09:30:00Z")
        #expect(stream.item.title == "Tonight live")
        #expect(stream.item.guid == "live-1")
        #expect(stream.item.url == "https://x.example/live")
        #expect(stream.item.contentText == "On air")
        #expect(stream.item.attachments.map(\.url) == ["https://x.example/live.mp3"])
        #expect(stream.item.image == "https://x.example/live.png")
        #expect(stream.item.podcast?.contentLinks == [Link(url: "https://tube.example/live", title: "Tube")])
        #expect(stream.item.podcast?.persons.map(\.name) == ["Lena"])
    }

    @Test("live items are written under the podcast of the feed")
    func liveItemOutput() {
        let output = Modules.output("<title>t</title><podcast:liveItem status='ended'><guid>g</guid><title>Live</title></podcast:liveItem>")
        #expect(
            output.contains("\"podcast\":{\"live_items\":[{\"status\":\"ended\",\"guid\":\"g\",\"title\":\"Live\",\"content_text\":\"\"}]}")
        )
        #expect(output.hasSuffix("\"items\":[]}"))
    }

    @Test("elements of the whole podcast")
    func shows() throws {
        let show = try show(
            """
            <podcast:trailer pubdate="Thu, 01 Apr 2021 08:00:00 EST" url="t.mp3" length="12" type="audio/mp3" season="4">Soon</podcast:trailer>
            <podcast:podroll><podcast:remoteItem feedGuid="29cd" feedUrl="other.xml" title="Other"/><podcast:remoteItem/></podcast:podroll>
            <podcast:publisher><podcast:remoteItem medium="publisher" feedGuid="003a"/></podcast:publisher>
            <podcast:remoteItem feedGuid="9173" itemGuid="asdf"/><podcast:txt purpose="verify">S6lpp</podcast:txt>
            <podcast:block>yes</podcast:block><podcast:block id="google">no</podcast:block><podcast:block id="amazon">Yes</podcast:block>
            <podcast:updateFrequency rrule="FREQ=DAILY" dtstart="2026-01-01T00:00:00Z" complete="false">Daily</podcast:updateFrequency>
            <podcast:podping usesPodping="true"/><podcast:locked owner="a@x.example">yes</podcast:locked>
            <podcast:license url="l.pdf">mine-v1</podcast:license><podcast:chat server="irc.x.example" protocol="irc" accountId="@a" space="#b"/>
            <podcast:image href="i.png" alt="A mast" aspect-ratio="1/1" width="1400" purpose="artwork"/>
            """)
        #expect(show.trailers.map(\.url) == ["https://x.example/t.mp3"])
        #expect(show.trailers.first?.title == "Soon")
        #expect(show.trailers.first?.published?.rfc3339 == "2021-04-01T13:00:00Z")
        #expect((show.trailers.first?.sizeInBytes, show.trailers.first?.season) == (12, 4))
        #expect(show.podroll == [.init(feedGUID: "29cd", feedURL: "https://x.example/other.xml", title: "Other")])
        #expect(show.publisher == [.init(feedGUID: "003a", medium: "publisher")])
        #expect(show.remoteItems == [.init(feedGUID: "9173", itemGUID: "asdf")])
        #expect(show.notes == [.init(value: "S6lpp", purpose: "verify")])
        #expect(show.block == true)
        #expect(show.blocks == [.init(platform: "google", isBlocked: false), .init(platform: "amazon", isBlocked: true)])
        #expect(show.updateFrequency?.rule == "FREQ=DAILY")
        #expect((show.updateFrequency?.text, show.updateFrequency?.isComplete) == ("Daily", false))
        #expect(show.usesPodping == true)
        #expect((show.locked, show.lockedOwner) == (true, "a@x.example"))
        #expect((show.license, show.licenseURL) == ("mine-v1", "https://x.example/l.pdf"))
        #expect(show.chats == [.init(server: "irc.x.example", protocol: "irc", accountID: "@a", space: "#b")])
        #expect(
            show.images == [.init(url: "https://x.example/i.png", alt: "A mast", aspectRatio: "1/1", width: 1400, purpose: "artwork")])
    }

    @Test("the owner of a podcast stands beside its author")
    func owners() throws {
        let feed = try Modules.feed(
            "<itunes:author>Ann</itunes:author><itunes:owner><itunes:name>Bob</itunes:name><itunes:email>b@x.example</itunes:email></itunes:owner>"
        )
        #expect(feed.authors == [Person(name: "Ann")])
        #expect(feed.podcast?.owner == Person(name: "Bob", email: "b@x.example"))
    }

    @Test(
        "an episode has a decimal number",
        arguments: [
            ("<podcast:episode>3.5</podcast:episode>", 3.5, "3.5"), ("<itunes:episode>12</itunes:episode>", 12, "12"),
            ("<podcast:episode>100.25</podcast:episode>", 100.25, "100.25"),
            ("<podcast:episode>4</podcast:episode><itunes:episode>3</itunes:episode>", 3, "3"),
            ("<podcast:episode>x</podcast:episode>", nil, nil),
            ("<podcast:episode>nan</podcast:episode>", nil, nil),
        ] as [(String, Double?, String?)])
    func episodes(_ elements: String, _ episode: Double?, _ written: String?) throws {
        #expect(try Modules.item(elements).podcast?.episode == episode)
        let output = Modules.output("<item>\(elements)</item>")
        if let written { #expect(output.contains("\"episode\":\(written)")) } else { #expect(!output.contains("\"episode\"")) }
    }

    @Test("all places are kept, and only the first list of chapters")
    func repeated() throws {
        let podcast = try podcast(
            """
            <podcast:location rel="creator" geo="geo:30.2,97.7" osm="R113314" country="us">Austin</podcast:location>
            <podcast:location rel="subject">Paris</podcast:location>
            <psc:chapters><psc:chapter start="0" title="a"/><psc:chapter start="60" title="b" href="c"/></psc:chapters>
            <psc:chapters><psc:chapter start="30" title="c"/></psc:chapters>
            <podcast:chapters url="c.json" type="application/json+chapters"/>
            """)
        #expect(
            podcast.locations == [
                .init(name: "Austin", geo: "geo:30.2,97.7", osm: "R113314", rel: "creator", country: "us"),
                .init(name: "Paris", rel: "subject"),
            ])
        #expect(podcast.chapters.map(\.title) == ["a", "b"])
        #expect(podcast.chapters.last?.url == "https://x.example/c")
        #expect((podcast.chaptersURL, podcast.chaptersType) == ("https://x.example/c.json", "application/json+chapters"))
    }

    @Test("the first place keeps its member, and all of several stand beside it")
    func locationOutput() {
        let one = Modules.output("<item><podcast:location>Varna</podcast:location></item>")
        #expect(one.contains("\"podcast\":{\"location\":{\"name\":\"Varna\"}}"))
        let two = Modules.output("<item><podcast:location>Varna</podcast:location><podcast:location>Burgas</podcast:location></item>")
        #expect(two.contains("\"location\":{\"name\":\"Varna\"},\"locations\":[{\"name\":\"Varna\"},{\"name\":\"Burgas\"}]"))
    }

    @Test("the posts that can be answered keep their member, and their attributes stand beside it")
    func interactions() throws {
        let element =
            "<podcast:socialInteract protocol='activitypub' uri='https://s.example/1' accountId='@a' accountUrl='https://s.example/@a' priority='2'/>"
        #expect(
            Modules.output("<item>\(element)</item>").contains(
                """
                "social_interact":["https://s.example/1"],"social_interactions":[{"uri":"https://s.example/1","protocol":"activitypub",\
                "account_id":"@a","account_url":"https://s.example/@a","priority":2}]
                """))
        let bare = Modules.output("<item><podcast:socialInteract uri='https://s.example/1'/></item>")
        #expect(bare.contains("\"podcast\":{\"social_interact\":[\"https://s.example/1\"]}"))
        #expect(try podcast("<podcast:socialInteract protocol='disabled'/>").socialInteractions == [.init(protocol: "disabled")])
    }

    @Test(
        "the title and subtitle of iTunes are kept where they say something else",
        arguments: [
            ("<title>7: Fog</title><itunes:title>Fog</itunes:title>", "Fog", nil),
            ("<title>Fog</title><itunes:title> Fog </itunes:title>", nil, nil),
            ("<itunes:title>Fog</itunes:title>", nil, nil),
            (
                "<description>All about fog.</description><itunes:summary>Fog</itunes:summary><itunes:subtitle>Short</itunes:subtitle>",
                nil, "Short"
            ),
            ("<description>&lt;p&gt;Short&lt;/p&gt;</description><itunes:subtitle>Short</itunes:subtitle>", nil, nil),
            ("<description>All about fog.</description><itunes:subtitle>Short</itunes:subtitle>", nil, nil),
        ] as [(String, String?, String?)])
    func titles(_ elements: String, _ title: String?, _ subtitle: String?) throws {
        let podcast = try Modules.item(elements).podcast
        #expect(podcast?.title == title)
        #expect(podcast?.subtitle == subtitle)
        if title == nil, subtitle == nil { #expect(podcast == nil) }
    }

    @Test("iTunes elements of an episode that are rare")
    func rare() throws {
        let podcast = try podcast("<itunes:order>3</itunes:order><itunes:isClosedCaptioned>Yes</itunes:isClosedCaptioned>")
        #expect((podcast.order, podcast.isClosedCaptioned) == (3, true))
    }

    @Test("elements that may be repeated are bounded")
    func limits() throws {
        let many = String(repeating: "<podcast:txt>a</podcast:txt>", count: 300)
        #expect(try podcast(many).notes.count == 256)
        let persons = String(repeating: "<podcast:person>a</podcast:person>", count: 300)
        #expect(try podcast(persons).persons.count == 256)
        let live = String(repeating: "<podcast:liveItem><title>a</title></podcast:liveItem>", count: 100)
        #expect(try Modules.feed(live).liveItems.count == 64)
    }
}
