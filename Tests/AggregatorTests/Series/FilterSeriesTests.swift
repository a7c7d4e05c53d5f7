import Bytes
import Syndication
import Testing

@testable import Aggregator

/// What filters leave out, through the whole daemon.
@Suite("Filtered items", .slow, .tags(.slow), .timeLimit(.minutes(4)))
struct FilterSeriesTests {
    private static let horoscopes = "filter = { exclude = [\"title ~ 'horoscope'\", \"text has 'forbidden'\"] }"

    private func item(_ number: Int, _ title: String, text: String? = nil, link: String? = nil) -> RSS.Item {
        Story.item(number, title: title, link: link, text: text)
    }

    @Test("what a rule excludes and what no rule includes stays out, and does not come later")
    func leftOut() async throws {
        let document = RSS([item(1, "Daily Horoscope"), item(2, "News"), item(3, "More news")])
        #expect(try await Series([document, document], settings: Self.horoscopes).run() == [["News", "More news"], []])
        // With other bytes, so that the items are read again.
        let later = RSS([item(1, "Daily Horoscope", text: "Text of one "), item(2, "News")])
        #expect(try await Series([document, later], settings: Self.horoscopes).run() == [["News", "More news"], []])
        let included = "filter = { include = [\"title has 'more'\", \"title = 'daily horoscope'\"], exclude = [\"tag = 'none'\"] }"
        #expect(try await Series([document], settings: included).run() == [["Daily Horoscope", "More news"]])
    }

    @Test("a filtered item that has changed and passes is journaled, as new")
    func changed() async throws {
        let polls = [
            RSS([item(1, "Horoscope of the day")]), RSS([item(1, "Horoscope of the week", text: "Other text")]),
            RSS([item(1, "Stars and the press", text: "And a third text")]),
            RSS([item(1, "Stars and the press", text: "And a fourth text")]),
        ]
        #expect(try await Series(polls, settings: Self.horoscopes).run() == [[], [], ["Stars and the press"], ["~Stars and the press"]])
    }

    @Test("a journaled item has no update that the filter drops, and the next one that passes")
    func updates() async throws {
        let polls = [
            RSS([item(1, "News")]), RSS([item(1, "News", text: "With forbidden words")]), RSS([item(1, "News", text: "Without them")]),
            RSS([item(1, "News")]),
        ]
        #expect(try await Series(polls, settings: Self.horoscopes).run() == [["News"], [], ["~News"], []])
    }

    @Test("when the filter alone changes, items that it left out stay out, and what is new passes")
    func changedFilter() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), Self.horoscopes)
            site["/feed"] = Site.Document(body: RSS([item(1, "Horoscope 1"), item(2, "News 2")]).text)
            #expect(try await feedd.polling() == ["News 2"])
            feedd.configure("news", site.url("/feed"))
            #expect(try await feedd.polling().isEmpty)
            // Also where its bytes differ without its content having changed.
            let again = Story.item(1, title: "Horoscope 1", date: Story.day(5))
            site["/feed"] = Site.Document(body: RSS([item(3, "Horoscope 3"), again, item(2, "News 2")]).text)
            #expect(try await feedd.polling() == ["Horoscope 3"])
            site["/feed"] = Site.Document(
                body: RSS([item(3, "Horoscope 3"), item(1, "Horoscope 1", text: "Corrected"), item(2, "News 2")]).text)
            #expect(try await feedd.polling() == ["Horoscope 1"])
        }
    }

    @Test("what one source filters, another journals, by address and as a near-duplicate alike")
    func otherSources() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("filtered", site.url("/feed"), "filter = { exclude = [\"has title\"] }")
            site["/feed"] = Site.Document(body: RSS([item(1, "One story", text: Story.text(1))]).text)
            #expect(try await feedd.polling().isEmpty)
            // The same text under another address.
            feedd.configure("copy", site.url("/copy"), "near_duplicates = \"drop\"")
            site["/copy"] = Site.Document(body: RSS([item(9, "Another title", text: Story.text(1))]).text)
            #expect(try await feedd.polling() == ["Another title"])
            // The same address.
            feedd.configure("same", site.url("/same"))
            site["/same"] = Site.Document(body: RSS([item(1, "One story", text: Story.text(1))]).text)
            #expect(try await feedd.polling() == ["One story"])
        }
    }

    @Test("an item of the backlog is not counted as filtered, and stays out where it has changed and passes")
    func backlog() async throws {
        let polls = [RSS([item(1, "Horoscope 1")]), RSS([item(1, "News", text: "Changed")])]
        #expect(try await Series(polls, settings: "backlog = 0\n" + Self.horoscopes).run() == [[], []])
    }

    @Test("tags of the source, the age of an item and its date are looked at")
    func fields() async throws {
        let settings = "tags = [\"local\"]\nfilter = { include = [\"tag = 'local'\"], exclude = [\"age > 3650d\"] }"
        let old = Story.item(1, title: "Old", date: "Sun, 01 Jan 2006 10:00:00 GMT")
        #expect(try await Series([RSS([old, item(2, "Young")])], settings: settings).run() == [["Young"]])
    }

    @Test("a rule does not hold because of a link to another article that the site has injected")
    func injected() async throws {
        let names = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal"]
        func prose(_ number: Int, _ place: Int) -> String {
            "<p>\(names[number]) tells \(names[place]) about the tram line, which is to run in the spring, and about the bridge that it is to cross.</p>"
        }
        let items = (1...6).map { number in
            let link = "<a href=\"https://example.org/other/\(number)\">\(names[number]) and the forbidden story</a>"
            return Story.item(
                number, text: prose(number, 0) + "<p>See also: \(link)</p>" + prose(number, 2) + prose(number, 3) + prose(number, 4))
        }
        #expect(try await Series([RSS(items)], settings: Self.horoscopes).counts() == [6])
    }

    // MARK: - Counts

    @Test("filtered items are counted, each once, in the report and for the source")
    func counts() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), Self.horoscopes)
            site["/feed"] = Site.Document(body: RSS([item(1, "Horoscope 1"), item(2, "Horoscope 2"), item(3, "News")]).text)
            let first = try await feedd.poll()
            #expect(first["news"]?.outcome == .read(new: 1, updated: 0))
            #expect(first["news"]?.filtered == 2)
            site["/feed"] = Site.Document(body: RSS([item(1, "Horoscope 1", text: "Changed"), item(4, "Horoscope 4")]).text)
            #expect(try await feedd.poll()["news"]?.filtered == 1)
            #expect(try feedd.overview().map(\.filtered) == [3])
            #expect(try feedd.overview().map(\.items) == [1])
        }
    }

    // MARK: - Articles

    private func story(_ number: Int, _ site: Site, text: String = "A teaser of a few words") -> RSS.Item {
        RSS.Item(
            title: "Story \(number): the council and its tram line", guid: "guid-\(number)", link: site.url("/story/\(number)"),
            date: Story.day(number), text: text)
    }

    private func publish(_ items: [RSS.Item], on site: Site, pages: ClosedRange<Int>) {
        site["/feed"] = Site.Document(body: RSS(items).text)
        for number in pages where site["/story/\(number)"] == nil {
            site["/story/\(number)"] = Site.Document(body: ArticlePage.numbered(number).html, headers: ["Content-Type": "text/html"])
        }
    }

    @Test(
        "rules about the content wait for the article of an item",
        arguments: [
            ("include = [\"words > 40\"]", [1, 2, 3], 3), ("exclude = [\"words < 40\"]", [1, 2, 3], 3),
            ("exclude = [\"words > 40\"]", [], 3),
            ("exclude = [\"not text ~ '\\\\w{5} \\\\w'\"]", [1, 2, 3], 3), ("exclude = [\"title ~ 'Story 2'\"]", [1, 3], 2),
            ("include = [\"title ~ 'Story 2'\"]", [2], 1), ("include = [\"title ~ 'Story 2' and words > 40\"]", [2], 1),
            ("include = [\"title ~ 'Story 2' or words > 40\"]", [1, 2, 3], 3),
        ] as [(String, [Int], Int)])
    func articles(rules: String, journaled: [Int], fetched: Int) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true\nfilter = { \(rules) }")
            publish((1...3).map { story($0, site) }, on: site, pages: 1...3)
            let report = try await feedd.poll()["news"]
            #expect(try feedd.records.compactMap { $0["title"]?.string } == journaled.map { "Story \($0): the council and its tram line" })
            #expect(site.visits.count { $0.path.hasPrefix("/story") } == fetched)
            #expect(report?.filtered == 3 - journaled.count)
            #expect(try feedd.overview().map(\.filtered) == [Int64(3 - journaled.count)])
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.count { $0.path.hasPrefix("/story") } == fetched)
        }
    }

    @Test("an item whose page cannot be had is filtered by what its feed says")
    func withoutPage() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true\nfilter = { include = [\"text has 'wanted'\"] }")
            site["/feed"] = Site.Document(body: RSS([story(1, site), story(2, site, text: "A wanted teaser")]).text)
            for number in 1...2 { site["/story/\(number)"] = Site.Document(body: "", status: 404) }
            _ = try await feedd.poll()
            #expect(try feedd.records.compactMap { $0["summary"]?.string ?? $0["content_text"]?.string } == ["A wanted teaser"])
        }
    }

    @Test("an article that was filtered is fetched again when its feed says something else, and journaled if it passes then")
    func changedArticle() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true\nfilter = { exclude = [\"text has 'forty years'\"] }")
            publish([story(1, site)], on: site, pages: 1...1)
            #expect(try await feedd.polling().isEmpty)
            var page = ArticlePage.numbered(1)
            page.paragraphs = page.paragraphs.map { $0.replacing("forty years", with: "a long time") }
            site["/story/1"] = Site.Document(body: page.html, headers: ["Content-Type": "text/html"])
            #expect(try await feedd.polling().isEmpty)
            publish([story(1, site, text: "Another teaser of some more words")], on: site, pages: 1...1)
            #expect(try await feedd.polling().count == 1)
            #expect(try feedd.records.first?.feedd["op"]?.string == "new")
        }
    }

    @Test("an update of a journaled article that the filter drops is not journaled")
    func droppedArticleUpdate() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure(
                "news", site.url("/feed"),
                "full_text = true\nfilter = { exclude = [\"text has 'forbidden'\", \"title has 'advertisement'\"] }")
            publish([story(1, site)], on: site, pages: 1...1)
            #expect(try await feedd.polling().count == 1)
            var page = ArticlePage.numbered(1)
            page.paragraphs.append("A forbidden paragraph was added to the story about the council and its tram line in the evening.")
            site["/story/1"] = Site.Document(body: page.html, headers: ["Content-Type": "text/html"])
            publish([story(1, site, text: "Another teaser of some more words")], on: site, pages: 1...1)
            #expect(try await feedd.polling().isEmpty)
            var renamed = story(1, site, text: "A third teaser")
            renamed.title = "Advertisement: the council and its tram line"
            publish([renamed], on: site, pages: 1...1)
            let before = site.visits.count { $0.path == "/story/1" }
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.count { $0.path == "/story/1" } == before)
        }
    }

    @Test("an item that waits for its page and is dropped meanwhile waits no longer")
    func droppedMeanwhile() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true\nfilter = { exclude = [\"title has 'advertisement'\"] }")
            publish([story(1, site)], on: site, pages: 1...1)
            site["/story/1"] = Site.Document(body: "", hangs: true)
            try await feedd.stopAwaitingPages()
            var renamed = story(1, site)
            renamed.title = "Advertisement: the council and its tram line"
            publish([renamed], on: site, pages: 1...1)
            feedd.patience.limit = .seconds(3)
            feedd.patience.leftover = .seconds(3)
            _ = try await feedd.poll()
            #expect(try feedd.records.isEmpty)
        }
    }
}
