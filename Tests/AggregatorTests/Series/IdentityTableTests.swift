import Bytes
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// docs/IDENTITY.md, "Recognising an item": one test for each row of its table, in its order.
@Suite("The Identity table", .slow, .tags(.slow), .timeLimit(.minutes(3)))
struct IdentityTableTests {
    private let hour = Duration.seconds(3_600)

    @Test(
        "the same feed again, with or without validators, guids or dates: nothing",
        arguments: [(true, true, true), (false, true, true), (true, false, true), (true, true, false), (false, false, false)])
    func again(hasValidator: Bool, hasGuids: Bool, hasDates: Bool) async throws {
        let items = (1...3).map { number in
            RSS.Item(
                title: "Title \(number)", guid: hasGuids ? "guid-\(number)" : nil, link: "https://example.org/\(number)",
                date: hasDates ? Story.day(number) : nil, text: "Text \(number)")
        }
        var series = Series([])
        // The second document says the same in other bytes.
        for (number, document) in [RSS(items), RSS(items.reversed(), extra: "<!-- -->"), RSS(items), RSS(items)].enumerated() {
            series.add(document, after: hour, etag: hasValidator ? "\"\(min(number, 2))\"" : nil)
        }
        #expect(try await series.counts() == [3, 0, 0, 0])
    }

    @Test(
        "a guid moves from http to https, or gains or loses www., a trailing slash, utm parameters, fbclid, a fragment: nothing",
        arguments: [
            "https://example.org/1", "http://www.example.org/1", "http://example.org/1/",
            "http://example.org/1?utm_source=rss&utm_medium=feed",
            "http://example.org/1?fbclid=IwAR0", "http://example.org/1#comments", "https://www.example.org/1/?utm_source=rss#top",
        ])
    func guidForms(_ form: String) async throws {
        let plain = Story.item(1, guid: "http://example.org/1")
        let other = Story.item(1, guid: form)
        // And so where the link has no say, for there is none.
        var bare = (
            RSS.Item(title: "Title", guid: "http://example.org/1", text: "Text"), RSS.Item(title: "Title", guid: form, text: "Text")
        )
        bare.1.date = Story.day(2)
        #expect(try await Series([RSS([plain]), RSS([other]), RSS([plain])]).counts() == [1, 0, 0])
        #expect(try await Series([RSS([bare.0]), RSS([bare.1]), RSS([bare.0])]).counts() == [1, 0, 0])
    }

    @Test("guids change form, URLs stay: nothing")
    func guidsChangeForm() async throws {
        let before = RSS((1...3).map { Story.item($0, guid: "tag:example.org,2026:\($0)") })
        let after = RSS((1...3).map { Story.item($0, guid: "/?p=\(2_490 + $0)") })
        #expect(try await Series([before, after, after, before]).counts() == [3, 0, 0, 0])
    }

    @Test(
        "the title changes, guid or URL stays: one update",
        arguments: [("guid-1", "https://example.org/other"), (nil, "https://example.org/1"), ("guid-1", "https://example.org/1")])
    func title(guid: String?, link: String) async throws {
        let before = RSS.Item(title: "Title", guid: guid, link: "https://example.org/1", text: Story.prose)
        let after = RSS.Item(title: "Other", guid: guid, link: link, text: Story.prose)
        #expect(try await Series([RSS([before]), RSS([after]), RSS([after])]).run() == [["Title"], ["~Other"], []])
    }

    @Test("the URL slug and the guid change with the headline, the text stays, the old entry is gone: one update")
    func slug() async throws {
        let before = Story.item(
            1, title: "Old", guid: "https://example.org/old", link: "https://example.org/old", text: Story.prose + Story.more)
        let after = Story.item(
            1, title: "New", guid: "https://example.org/new", link: "https://example.org/new", text: Story.prose + Story.more)
        let other = Story.item(2)
        #expect(
            try await Series([RSS([before, other]), RSS([after, other]), RSS([after, other])]).run() == [["Old", "Title 2"], ["~New"], []])
    }

    @Test("all items carry one and the same guid: every item, once")
    func oneGUID() async throws {
        let items = (1...4).map { Story.item($0, guid: "http://example.org/blog/") }
        let series = Series([RSS(Array(items[..<3])), RSS(Array(items[..<3].reversed())), RSS(items), RSS(Array(items[1...]))])
        #expect(try await series.counts() == [3, 0, 1, 0])
    }

    @Test("no guids; several items share one link: every item, once, stable from poll to poll")
    func oneLink() async throws {
        let items = (1...4).map {
            RSS.Item(title: "Title \($0)", link: "https://example.org/list", date: Story.day($0), text: "Text \($0)")
        }
        let series = Series([
            RSS(Array(items[..<3])), RSS(Array(items[..<3].reversed())), RSS([items[3]] + items[..<3]), RSS([items[3], items[1]]),
        ])
        #expect(try await series.counts() == [3, 0, 1, 0])
    }

    @Test("pubDate or lastBuildDate moves, nothing else: nothing")
    func dates() async throws {
        func document(_ number: Int) -> RSS {
            RSS([Story.item(1, date: Story.day(number))], extra: "<lastBuildDate>\(Story.day(number + 1))</lastBuildDate>")
        }
        #expect(try await Series((1...4).map(document)).counts() == [1, 0, 0, 0])
    }

    @Test("text flips between two versions: at most one update a version")
    func flips() async throws {
        let (a, b) = (RSS([Story.item(1, text: Story.prose)]), RSS([Story.item(1, text: Story.more)]))
        #expect(try await Series([a, b, a, b, a, b]).counts() == [1, 1, 0, 0, 0, 0])
    }

    @Test(
        "comment counts, view counts, rotating teasers, injected cross-links: nothing",
        arguments: [
            [Story.prose + "<p>No other text</p><p>3 comments</p>", Story.prose + "<p>No other text</p><p>4 comments</p>"],
            ["<div>Views: 980</div>" + Story.prose, "<div>Views: 1.1K</div>" + Story.prose],
            [
                Story.prose + "<ul><li><a href=\"/a\">Mayor resigns</a></li></ul>",
                Story.prose + "<ul><li><a href=\"/b\">Bridge to open in May</a></li><li><a href=\"/c\">Rain</a></li></ul>",
            ],
            [Story.prose + Story.more, Story.prose + "<p>Read also: <a href=\"/a\">Mayor resigns after the flood</a></p>" + Story.more],
        ])
    func rotating(_ texts: [String]) async throws {
        #expect(try await Series((texts + texts).map { RSS([Story.item(1, text: $0)]) }).counts() == [1, 0, 0, 0])
    }

    @Test("a teaser without links that the site puts into all of its items: nothing")
    func sharedTeaser() async throws {
        func document(_ teaser: String, points: Int) -> RSS {
            RSS(
                (1...4).map { Story.item($0, text: Story.text($0) + "<p>\(teaser)</p><p>Points: \(points * $0)</p>" + Story.text($0 + 10)) }
            )
        }
        let teasers = [
            "This week the theatre in the old school plays a comedy about a miller and his donkey.",
            "This week it is a tragedy, and the donkey dies.",
        ]
        #expect(
            try await Series([document(teasers[0], points: 1), document(teasers[1], points: 2), document(teasers[0], points: 3)]).counts()
                == [4, 0, 0])
    }

    @Test(
        "a number in the text is corrected: one update",
        arguments: [
            "<p>At least NUMBER people are dead after the flood in the lower town.</p>",
            "NUMBER dead",
            Story.prose + "<p>NUMBER dead</p>" + Story.more,
        ])
    func correction(_ text: String) async throws {
        let documents = ["10", "12", "12"].map { RSS([Story.item(1, text: text.replacing("NUMBER", with: $0))]) }
        #expect(try await Series(documents).counts() == [1, 1, 0])
    }

    @Test("text that is new on every poll: two updates, then one after an hour, doubling to a day; the last version wins")
    func endless() async throws {
        // Polled every half hour for three days.
        let documents = (0..<144).map {
            RSS([Story.item(1, text: "<p>The quote of poll \($0) is as good as any other that was ever here.</p>")])
        }
        let counts = try await Series(documents).counts()
        let polls = counts.indices.filter { counts[$0] > 0 }
        #expect(counts.allSatisfy { $0 <= 1 })
        // In half hours: 2, 4, 8, 16, 32, 48 behind the second update.
        #expect(polls == [0, 1, 2, 4, 8, 16, 32, 64, 112])
    }

    @Test("the document is cut off in the middle: the items that are whole, and validators and body hash are not kept")
    func cutOff() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            let whole = RSS((1...4).map { Story.item($0) }).text
            let cut = String(whole[..<(whole.range(of: "<title>Title 3")?.upperBound ?? whole.endIndex)])
            site["/feed"] = Site.Document(body: cut, etag: "\"cut\"")
            #expect(try await feedd.polling() == ["Title 1", "Title 2"])
            #expect(try await feedd.poll()["news"]?.outcome == .cutShort(new: 0, updated: 0, why: "\(PollError.cutDocument)"))
            #expect(site.visits.map(\.status) == [200, 200])
            site["/feed"] = Site.Document(body: whole, etag: "\"whole\"")
            #expect(try await feedd.polling() == ["Title 3", "Title 4"])
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.map(\.status) == [200, 200, 200, 304])
        }
    }

    @Test("an attachment's URL gets another token: nothing")
    func attachment() async throws {
        let documents = (1...3).map { token in
            RSS([Story.item(1)]).text.replacing(
                "</item>", with: "<enclosure url=\"https://cdn.example.org/1.mp3?token=\(token)\" type=\"audio/mpeg\" length=\"1\"/></item>"
            )
        }
        #expect(try await Series(documents: documents).counts() == [1, 0, 0])
    }

    @Test("two feeds carry the same URL: once, and only the first updates it")
    func twoFeeds() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("a", site.url("/a"))
            feedd.configure("b", site.url("/b"))
            site["/a"] = Site.Document(body: RSS([Story.item(1)]).text)
            site["/b"] = Site.Document(body: RSS([]).text)
            #expect(try await feedd.polling() == ["Title 1"])
            for link in ["https://example.org/1", "http://www.example.org/1/?utm_source=b", "https://m.example.org/1"] {
                site["/b"] = Site.Document(body: RSS([Story.item(1, guid: "b-1", link: link)]).text)
                #expect(try await feedd.polling().isEmpty)
            }
            site["/b"] = Site.Document(body: RSS([Story.item(1, guid: "b-1", text: "Changed there")]).text)
            #expect(try await feedd.polling().isEmpty)
            site["/a"] = Site.Document(body: RSS([Story.item(1, text: "Changed here")]).text)
            #expect(try await feedd.polling() == ["~Title 1"])
        }
    }

    @Test("an item falls out of the feed and comes back months later: nothing")
    func comesBack() async throws {
        var series = Series([])
        series.add(RSS([Story.item(1), Story.item(2)]), after: hour)
        series.add(RSS([Story.item(3)]), after: hour * 24 * 300)
        series.add(RSS([Story.item(1), Story.item(2)]), after: hour * 24 * 300)
        series.add(RSS([Story.item(3), Story.item(2)]), after: hour)
        #expect(try await series.counts() == [2, 1, 0, 0])
    }
}
