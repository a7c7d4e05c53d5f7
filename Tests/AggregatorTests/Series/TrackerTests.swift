import Bytes
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// What publishers did to readers, as their trackers tell it: one test a report, each with its address.
@Suite("Reports from other readers' trackers", .slow, .tags(.slow), .timeLimit(.minutes(3)))
struct TrackerTests {
    private func item(_ title: String, guid: String? = nil, link: String? = nil, date: String? = nil, text: String = "") -> RSS.Item {
        RSS.Item(title: title, guid: guid, link: link, date: date, text: text)
    }

    // MARK: Guids and addresses that change

    // https://github.com/miniflux/v2/issues/458
    @Test("the journal's host flips between two of the publisher's for ninety minutes, in guid and link: nothing")
    func hostFlips() async throws {
        func document(_ host: String) -> RSS {
            RSS(
                (1...3).map {
                    item(
                        "Paper \($0)", guid: "https://\(host)/doi/abs/10.1002/jbmr.\($0)?af=R",
                        link: "https://\(host)/doi/abs/10.1002/jbmr.\($0)?af=R",
                        date: Story.day($0), text: "Journal of Bone and Mineral Research, EarlyView.")
                })
        }
        let (own, other) = (document("onlinelibrary.wiley.example"), document("asbmr.onlinelibrary.wiley.example"))
        #expect(try await Series([own, other, own, other]).counts() == [3, 0, 0, 0])
    }

    // https://github.com/Ranchero-Software/NetNewsWire/issues/3835
    @Test("posts come a second time under mail.: nothing")
    func mailHost() async throws {
        let post = { (host: String) in
            RSS([item("Post", guid: "https://\(host)/post", link: "https://\(host)/post", date: Story.day(1), text: "A short text.")])
        }
        #expect(
            try await Series([post("transvanilla.example"), post("mail.transvanilla.example"), post("transvanilla.example")]).counts() == [
                1, 0, 0,
            ])
    }

    // https://github.com/Ranchero-Software/NetNewsWire/issues/3286
    @Test("a typing error in the slug, which is the guid, is corrected: nothing")
    func slug() async throws {
        let post = { (slug: String) in
            RSS([
                item(
                    "Build your shop", guid: "https://a.example/\(slug)/", link: "https://a.example/\(slug)/", date: Story.day(1),
                    text: "How to.")
            ])
        }
        #expect(try await Series([post("build-a-your-own-shop"), post("build-your-own-shop")]).counts() == [1, 0])
    }

    // https://github.com/miniflux/v2/issues/2358
    @Test("guid and link hold a part of the headline, which is corrected with a word in the text: one update")
    func headlineInGUID() async throws {
        let story = { (slug: String, title: String) in
            RSS([
                item(
                    title, guid: "https://a.example/\(slug)-4711", link: "https://a.example/\(slug)-4711", date: Story.day(1),
                    text: Story.prose)
            ])
        }
        #expect(
            try await Series([story("flod", "Flod in the valley"), story("flood", "Flood in the valley")]).run() == [
                ["Flod in the valley"], ["~Flood in the valley"],
            ])
    }

    // https://github.com/miniflux/v2/issues/3120, https://github.com/miniflux/miniflux-legacy/issues/327
    @Test("the title changes, and the address does not; there are no guids: one update each")
    func titleChanges() async throws {
        let documents = ["Election begins", "Election under way", "Election under way"].map {
            RSS([item($0, link: "https://www.dw.example/a-1234", date: Story.day(1), text: "The polls have opened.")])
        }
        #expect(try await Series(documents).run() == [["Election begins"], ["~Election under way"], []])
    }

    // https://github.com/Ranchero-Software/NetNewsWire/issues/324, https://github.com/FreshRSS/FreshRSS/issues/5151
    @Test("guids flip between http and https: nothing")
    func schemes() async throws {
        let documents = ["http", "https", "http"].map {
            RSS([item("News", guid: "\($0)://a.example/news/?id=1", link: "https://a.example/news/?id=1", text: "x")])
        }
        #expect(try await Series(documents).counts() == [1, 0, 0])
    }

    // https://github.com/newsboat/newsboat/issues/2455
    @Test("guids go from /?post_type=notes&p=6405 to /story-time and /story-time/, then the site to another name: nothing")
    func siteMoves() async throws {
        let guids = [
            "https://kevq.example/?post_type=notes&amp;p=6405", "https://kevq.example/story-time", "https://kevq.example/story-time/",
        ]
        var documents = guids.map {
            RSS([item("Story time", guid: $0, link: "https://kevq.example/story-time/", date: Story.day(1), text: Story.prose)])
        }
        documents.append(
            RSS([
                item(
                    "Story time", guid: "https://kevquirk.example/story-time", link: "https://kevquirk.example/story-time",
                    date: Story.day(1),
                    text: Story.prose)
            ]))
        #expect(try await Series(documents).counts() == [1, 0, 0, 0])
    }

    // https://github.com/lemon24/reader/issues/79
    @Test(
        "the form of ids changes, the links stay: nothing",
        arguments: [
            ("http://sealedabstract.example/?p=2494", "/?p=2494"),
            ("tag:eli.example,2018-07-13:2018/futexes/", "tag:eli.example,2018-07-13:/2018/futexes/"),
        ])
    func idForms(_ old: String, _ new: String) async throws {
        let documents = [old, new].map { RSS([item("Futexes", guid: $0, link: "https://eli.example/2018/futexes/", text: "x")]) }
        #expect(try await Series(documents).counts() == [1, 0])
    }

    // https://github.com/FreshRSS/FreshRSS/issues/5909
    @Test("guids are now numbers, now addresses, and links carry source=rss-… of the day: nothing")
    func medium() async throws {
        let documents = (1...4).map { day in
            RSS([
                item(
                    "Story", guid: day.isMultiple(of: 2) ? "https://medium.example/p/1f2e" : "1f2e",
                    link: "https://medium.example/p/1f2e?source=rss-ab\(day)------2", date: Story.day(1), text: "x")
            ])
        }
        #expect(try await Series(documents).counts() == [1, 0, 0, 0])
    }

    // https://github.com/feedbin/feedbin/issues/740
    @Test("the link of an item is corrected, the guid stays: nothing, and the item is known at both addresses")
    func linkCorrected() async throws {
        let documents = ["old", "new", "new"].map { RSS([item("A", guid: "1", link: "https://a.example/\($0)", text: "x")]) }
        let third = RSS([item("A", guid: "other", link: "https://a.example/old", text: "x")])
        #expect(try await Series(documents + [third]).counts() == [1, 0, 0, 0])
    }

    // https://github.com/bubelov/vesti/issues/134
    @Test("a guid is a number first and then a long string: nothing")
    func googleNews() async throws {
        let documents = ["1333000611", "CAIiEPGlgb2A8k_SNFmNjA"].map {
            RSS([item("Airstrikes", guid: $0, link: "https://news.example/rss/articles/x?oc=5", text: "x")])
        }
        #expect(try await Series(documents).counts() == [1, 0])
    }

    // MARK: Guids that are missing, or several items'

    // https://github.com/miniflux/v2/issues/4197, https://github.com/feedbin/support/issues/573
    @Test("ten items with one guid: all ten, and the next one, too")
    func tenItems() async throws {
        let items = (1...11).map { Story.item($0, guid: "https://fluent.example/?p=1") }
        #expect(
            try await Series([RSS(Array(items[..<10])), RSS(Array(items[1...])), RSS(Array(items[1...].reversed()))]).counts() == [
                10, 1, 0,
            ])
    }

    // https://github.com/FreshRSS/FreshRSS/issues/1552, https://github.com/feedbin/support/issues/416
    @Test("guids are missing, then there and empty: nothing", arguments: [nil, ""])
    func emptyGUID(_ guid: String?) async throws {
        let items = (1...3).map {
            RSS.Item(title: "Title \($0)", guid: nil, link: "https://wsj.example/\($0)", date: Story.day($0), text: "Text \($0)")
        }
        var later = items
        for index in later.indices { later[index].guid = guid }
        #expect(try await Series([RSS(items), RSS(later.reversed()), RSS(later)]).counts() == [3, 0, 0])
    }

    // https://github.com/Ranchero-Software/NetNewsWire/issues/4540
    @Test("no guids, one link, and one date for all items of a day: every item")
    func qwertee() async throws {
        let items = (1...6).map {
            item("Shirt \($0)", link: "https://www.qwertee.example", date: Story.day(7), text: "<img src=\"/\($0).png\">")
        }
        let next = (7...9).map {
            item("Shirt \($0)", link: "https://www.qwertee.example", date: Story.day(8), text: "<img src=\"/\($0).png\">")
        }
        #expect(try await Series([RSS(items), RSS(items.reversed()), RSS(next)]).counts() == [6, 0, 3])
    }

    // https://github.com/FreshRSS/FreshRSS/pull/4487, https://github.com/newsboat/newsboat/issues/740
    @Test("incidents share title and link, and have no guids: their dates and texts tell them apart")
    func incidents() async throws {
        func incident(_ number: Int) -> RSS.Item {
            item(
                "Europe (Germany)", link: "https://status.example/", date: Story.day(number),
                text: "Incident \(["a", "b", "c", "d", "e"][number])")
        }
        let series = Series([
            RSS([incident(2), incident(1)]), RSS([incident(3), incident(2), incident(1)]), RSS([incident(3), incident(2)]),
            RSS([incident(4), incident(3), incident(2)]), RSS([incident(1), incident(2)]),
        ])
        #expect(try await series.counts() == [2, 1, 0, 1, 0])
    }

    // https://status.otc-service.com, as https://github.com/FreshRSS/FreshRSS/pull/4487 has it
    @Test("and so where there are many of them, their dates move, and all of them are read again")
    func manyIncidents() async throws {
        func incidents(_ numbers: ClosedRange<Int>, zone: String) -> RSS {
            RSS(
                numbers.map {
                    item(
                        "Europe (Germany)", link: "https://status.example/",
                        date: "Sun, 01 Nov 2026 \(10 + $0 / 60):\(10 + $0 % 50):00 \(zone)",
                        text: "Incident \(String($0, radix: 2).replacing("0", with: "a").replacing("1", with: "b"))")
                })
        }
        let series = Series([incidents(1...40, zone: "GMT"), incidents(11...50, zone: "+0100"), incidents(1...50, zone: "+0200")])
        #expect(try await series.counts() == [40, 10, 0])
    }

    // https://github.com/FreshRSS/FreshRSS/issues/5329
    @Test("guids differ in the fragment alone, one is there twice, and all links are one: every item")
    func megatools() async throws {
        let items = ["a", "b", "c"].map {
            item("Release \($0)", guid: "http://megatools.example/#\($0)", link: "http://megatools.example/", text: "What is new in \($0)")
        }
        let twice = item("Release d", guid: "http://megatools.example/#a", link: "http://megatools.example/", text: "What is new in d")
        #expect(try await Series([RSS(items + [twice]), RSS([twice] + items), RSS(items)]).counts() == [4, 0, 0])
    }

    // https://github.com/brief-rss/brief/issues/428
    @Test("two items with one guid among others with their own: both, once")
    func sharedGUID() async throws {
        let items = [Story.item(1, guid: "same"), Story.item(2, guid: "same"), Story.item(3)]
        #expect(try await Series([RSS(items), RSS(items.reversed()), RSS([Story.item(4)] + items)]).counts() == [3, 0, 1])
    }

    // https://github.com/lemon24/reader/issues/340
    @Test("two items have one title and one text, and each its own id: both, and no flip-flop")
    func twins() async throws {
        let twins = ["630", "597"].map {
            item("HATETRIS", guid: "https://qntm.example/\($0)", link: "https://qntm.example/\($0)", date: Story.day(1), text: Story.prose)
        }
        #expect(
            try await Series([RSS(twins), RSS(twins.reversed()), RSS(twins), RSS([twins[1]]), RSS(twins)]).counts() == [2, 0, 0, 0, 0])
    }

    // MARK: What comes again

    // https://github.com/newsboat/newsboat/issues/1729, https://github.com/feedbin/support/issues/287
    @Test("the document is made anew each day, with the day's date on every item: nothing")
    func datesOfTheDay() async throws {
        let documents = (1...4).map { day in
            RSS(
                (1...3).map { item("Link \($0)", guid: nil, link: "https://pinboard.example/\($0)", date: Story.day(day), text: "Popular") }
            )
        }
        #expect(try await Series(documents).counts() == [3, 0, 0, 0])
    }

    // https://github.com/newsboat/newsboat/issues/1419, https://github.com/miniflux/v2/issues/1510, https://github.com/Athou/commafeed/issues/1486
    @Test("all the old items are there again a year later: nothing")
    func oldItems() async throws {
        let all = (1...9).map { Story.item($0) }
        var series = Series([])
        series.add(RSS(all), after: .seconds(86_400))
        series.add(RSS(Array(all[7...])), after: .seconds(86_400 * 365))
        series.add(RSS([Story.item(10)] + all), after: .seconds(86_400))
        #expect(try await series.counts() == [9, 0, 1])
    }

    // https://github.com/miniflux/v2/issues/3186
    @Test("a release is withdrawn, and months later made again under the same id: one update")
    func madeAgain() async throws {
        var series = Series([])
        let release = { (text: String, day: Int) in
            self.item("v7.0.0", guid: "tag:github.example:v7.0.0", link: "https://github.example/v7.0.0", date: Story.day(day), text: text)
        }
        series.add(RSS([release("By accident.", 1), Story.item(2)]), after: .seconds(3_600))
        series.add(RSS([Story.item(2)]), after: .seconds(86_400 * 60))
        series.add(RSS([release("With many new things.", 20), Story.item(2)]), after: .seconds(3_600))
        #expect(try await series.run().dropFirst() == [[], ["~v7.0.0"]])
    }

    // https://github.com/feedbin/feedbin/issues/331
    @Test("an id, link and title are used again for another text: an update, not a loss")
    func usedAgain() async throws {
        let documents = ["Limits are lower.", "Limits are higher."].map {
            RSS([item("Rate limiting", guid: "https://fb.example/limits", link: "https://fb.example/limits", text: $0)])
        }
        #expect(try await Series(documents).run() == [["Rate limiting"], ["~Rate limiting"]])
    }

    // https://github.com/feedbin/feedbin/issues/227, https://github.com/Ranchero-Software/NetNewsWire/issues/3632,
    // https://github.com/newsboat/newsboat/issues/898
    @Test("a newspaper's feeds carry the same article, on different days and with their parameters: once")
    func crossPosted() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("world", site.url("/world"))
            feedd.configure("asia", site.url("/asia"))
            let article = { (link: String, guid: String) in
                RSS([self.item("China", guid: guid, link: link, date: Story.day(1), text: "x")]).text
            }
            site["/world"] = Site.Document(
                body: article("https://nyt.example/china.html?partner=rss&amp;emc=rss", "https://nyt.example/china.html"))
            site["/asia"] = Site.Document(body: RSS([]).text)
            #expect(try await feedd.polling() == ["China"])
            feedd.ahead += .seconds(86_400)
            site["/asia"] = Site.Document(body: article("https://www.nyt.example/china.html", "urn:uuid:3590e2f5"))
            #expect(try await feedd.polling().isEmpty)
        }
    }

    // MARK: Updates that are none

    // https://github.com/feedbin/support/issues/135, https://github.com/feedbin/support/issues/198
    @Test("titles count the comments: nothing; a title that says something else: one update")
    func countingTitles() async throws {
        let names = ["College", "Donkey", "Mill", "Comic"]
        let document = { (counts: [Int], first: String) in
            RSS(
                zip([first] + names.dropFirst(), counts).enumerated().map { number, comic in
                    self.item(
                        "\(comic.0) (\(comic.1) comments)", guid: "\(number)", link: "https://comic.example/\(number)",
                        text: "<img src=\"/\(number).png\">")
                })
        }
        let series = Series([
            document([0, 3, 9, 12], "College"), document([1, 4, 9, 15], "College"), document([2, 5, 10, 20], "Collage"),
        ])
        #expect(try await series.counts() == [4, 0, 1])
    }

    // https://github.com/FreshRSS/FreshRSS/issues/1840
    @Test("the copyright line carries another checksum on every poll: nothing")
    func fingerprint() async throws {
        let documents = ["97a32a1995caacdab374463b5fe92e4c", "0b1c4fd6b57a7f2cbb5e1a9d2c8e7f61", "5d41402abc4b2a76b9719d911017c592"].map {
            checksum in
            RSS(
                (1...4).map {
                    Story.item(
                        $0,
                        text: Story.text($0)
                            + "<p>Copyright © 2005-2018. This feed is for personal use only, and its content belongs to its author. (Digital Fingerprint: \(checksum))</p>"
                    )
                })
        }
        #expect(try await Series(documents).counts() == [4, 0, 0])
    }

    // https://github.com/lemon24/reader/issues/225
    @Test("stars and the day of the last push move, and the avatar's address has a time: nothing")
    func stars() async throws {
        let documents = [(123, 17, 161_600_557), (124, 18, 161_700_000)].map { stars, day, time in
            RSS(
                (1...3).map {
                    Story.item(
                        $0,
                        text: "<img src=\"https://wikidot.example/avatar.php?userid=1&amp;timestamp=\(time)\">" + Story.text($0)
                            + "<p>Python \(stars) Updated Mar \(day)</p>")
                })
        }
        #expect(try await Series(documents).counts() == [3, 0])
    }

    // https://github.com/FreshRSS/FreshRSS/issues/1859, https://github.com/FreshRSS/FreshRSS/issues/1044
    @Test("advertisements between the paragraphs change on every poll: nothing")
    func advertisements() async throws {
        let documents = ["Shoes", "Holidays by the sea", "A new car"].map { ad in
            RSS([
                Story.item(
                    1,
                    text: Story.prose + "<p>Advertisement: <a href=\"https://ads.example/?\(ad.count)\"><img src=\"/ad.png\"> \(ad)</a></p>"
                        + Story.more)
            ])
        }
        #expect(try await Series(documents).counts() == [1, 0, 0])
    }

    // https://github.com/brief-rss/brief/issues/302, https://github.com/brief-rss/brief/issues/300
    @Test("views and ratings of a video move, and its updated date with them: nothing")
    func videos() async throws {
        let documents = (1...3).map { poll in
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>Channel</title>
            <entry><id>yt:video:1</id><title>A video</title><link rel="alternate" href="https://video.example/watch?v=1"/>
            <published>2026-11-0\(1)T10:00:00Z</published><updated>2026-11-0\(poll + 1)T10:00:00Z</updated>
            <media:group><media:title>A video</media:title><media:description>What it is about.</media:description>
            <media:community><media:starRating count="\(poll * 100)" average="4.\(poll)" min="1" max="5"/><media:statistics views="\(poll * 1_000)"/>
            </media:community></media:group></entry></feed>
            """
        }
        #expect(try await Series(documents: documents).counts() == [1, 0, 0])
    }

    // https://github.com/lemon24/reader/issues/179
    @Test("the enclosure is replaced by another file: nothing, for the text is the same")
    func enclosure() async throws {
        let documents = ["NDQ_088b", "NDQ_088mj"].map { file in
            RSS([Story.item(1)]).text.replacing(
                "</item>",
                with: "<enclosure url=\"https://traffic.example/\(file).mp3?dest-id=465911\" type=\"audio/mpeg\" length=\"1\"/></item>")
        }
        #expect(try await Series(documents: documents).counts() == [1, 0])
    }

    // https://github.com/feedbin/support/issues/145, https://github.com/Ranchero-Software/NetNewsWire/issues/2549
    @Test("a note is added to a post: one update; a placeholder becomes a link: nothing")
    func noteAdded() async throws {
        let documents = [
            Story.prose + "<p>I ran into [this piece at MacRumors] about the matter.</p>",
            Story.prose + "<p>I ran into [this <a href=\"https://macrumors.example/\">piece</a> at MacRumors] about the matter.</p>",
            Story.prose
                + "<p>I ran into [this piece at MacRumors] about the matter.</p><p>Update: It is a little more complicated than that.</p>",
        ].map { RSS([Story.item(1, text: $0)]) }
        #expect(try await Series(documents).counts() == [1, 0, 1])
    }
}
