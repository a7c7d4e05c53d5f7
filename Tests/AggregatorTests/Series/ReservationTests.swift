import Bytes
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// docs/IDENTITY.md, "Recognising an item": the reservations, in their order.
@Suite("The Identity reservations", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct ReservationTests {
    private func item(_ title: String, guid: String? = nil, link: String? = nil, text: String) -> RSS.Item {
        RSS.Item(title: title, guid: guid, link: link, text: text)
    }

    @Test("guid, URL and title all as seen before: that item, whatever else changed")
    func whole() async throws {
        let (before, after) = (
            item("A", guid: "1", link: "https://example.org/a", text: "x"), item("A", guid: "1", link: "https://example.org/a", text: "y")
        )
        #expect(try await Series([RSS([before]), RSS([after])]).run() == [["A"], ["~A"]])
    }

    @Test("two items that stand in one document are two items, though they share guid, URL or text; unless guid, URL and title all agree")
    func oneDocument() async throws {
        let items = [
            item("A", guid: "1", link: "https://example.org/a", text: Story.prose),
            item("B", guid: "1", link: "https://example.org/b", text: "b"),
            item("C", guid: "3", link: "https://example.org/b", text: "c"),
            item("D", guid: "4", link: "https://example.org/d", text: Story.prose),
            item("A", guid: "1", link: "https://example.org/a", text: "said twice"),
        ]
        #expect(try await Series([RSS(items), RSS(items.reversed()), RSS(items)]).counts() == [4, 0, 0])
    }

    @Test("a match by text is no match while the item it would be still stands in the document")
    func outranks() async throws {
        let old = item("Old", guid: "1", link: "https://example.org/old", text: Story.prose)
        let new = item("New", guid: "2", link: "https://example.org/new", text: Story.prose)
        #expect(try await Series([RSS([old]), RSS([new, old]), RSS([new, old])]).run() == [["Old"], ["New"], []])
    }

    @Test("a source whose guids are new on every poll, or all alike, is not asked for guids any more; sources shows it")
    func uselessGUIDs() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("random", site.url("/random"))
            feedd.configure("alike", site.url("/alike"))
            feedd.configure("good", site.url("/good"))
            for poll in 0..<4 {
                let random = (1...3).map { Story.item($0, guid: "\(poll)-\($0)") }
                site["/random"] = Site.Document(body: RSS(random).text)
                site["/alike"] = Site.Document(body: RSS((4...6).map { Story.item($0, guid: "blog") }).text)
                site["/good"] = Site.Document(body: RSS((7...9).map { Story.item($0) }, extra: "<!-- \(poll) -->").text)
                #expect(try await feedd.polling().count == (poll == 0 ? 9 : 0))
            }
            let sources = try feedd.overview()
            #expect(sources.map(\.hasUselessGUIDs) == [true, true, false])
            // From now on a guid that was another item's says nothing.
            site["/random"] = Site.Document(
                body: RSS([Story.item(1, title: "Another", guid: "3-2", link: "https://example.org/9", text: "z")]).text)
            #expect(try await feedd.polling() == ["Another"])
        }
    }

    @Test("a known guid with another URL, another title and another text is another item: the guid was used again")
    func reused() async throws {
        let before = item("Monday", guid: "menu", link: "https://example.org/monday", text: "Soup")
        let after = item("Tuesday", guid: "menu", link: "https://example.org/tuesday", text: "Fish")
        #expect(try await Series([RSS([before]), RSS([after]), RSS([before]), RSS([after])]).run() == [["Monday"], ["Tuesday"], [], []])
    }

    @Test(
        "a URL does not count where it is the site's front page",
        arguments: ["https://example.org/", "http://www.example.org/?utm_source=rss"])
    func frontPage(_ link: String) async throws {
        let (before, after) = (item("A", link: link, text: "x"), item("B", link: link, text: "y"))
        #expect(try await Series([RSS([before]), RSS([after]), RSS([after])]).run() == [["A"], ["B"], []])
    }

    @Test("a URL does not count where two items of the source share it")
    func sharedURL() async throws {
        let link = "https://example.org/list"
        let items = ["A", "B", "C"].map { item($0, link: link, text: "Text of \($0)") }
        #expect(try await Series([RSS(Array(items[..<2])), RSS([items[2]]), RSS(items)]).run() == [["B", "A"], ["C"], []])
    }

    @Test("across sources a URL counts only if title or text is alike, too: a link blog's remark and the article it links to are two items")
    func linkBlog() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("paper", site.url("/paper"))
            feedd.configure("blog", site.url("/blog"))
            site["/paper"] = Site.Document(body: RSS([item("Flood", guid: "p", link: "https://example.org/flood", text: Story.prose)]).text)
            site["/blog"] = Site.Document(body: RSS([]).text)
            #expect(try await feedd.polling() == ["Flood"])
            site["/blog"] = Site.Document(
                body: RSS([item("Worth reading", guid: "b", link: "https://example.org/flood", text: "On the flood.")]).text)
            #expect(try await feedd.polling() == ["Worth reading"])
            site["/blog"] = Site.Document(
                body: RSS([item("Flood", guid: "c", link: "https://example.org/flood", text: "As the paper has it.")]).text)
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test(
        "fragments and parameters are dropped only where no two items of the source are told apart by them alone",
        arguments: ["https://example.org/changes#v", "https://example.org/page?fbclid=", "https://example.org/a?utm_content="])
    func fragments(_ prefix: String) async throws {
        let items = (1...4).map {
            item("Version \($0)", guid: "\(prefix)\($0)", link: "\(prefix)\($0)", text: "What is new in \(Story.text($0))")
        }
        #expect(try await Series([RSS(Array(items[..<3])), RSS(items.reversed()), RSS([items[3]]), RSS(items)]).counts() == [3, 1, 0, 0])
    }

    @Test("AMP and mobile forms are one article's in one source, and two where both stand in a document")
    func alternateForms() async throws {
        let plain = item("A", guid: "https://example.org/a", link: "https://example.org/a", text: Story.prose)
        let forms = ["https://m.example.org/a", "https://example.org/a/amp/", "https://example.org/a?amp=1", "https://amp.example.org/a"]
        let documents = [RSS([plain])] + forms.map { RSS([item("A", guid: $0, link: $0, text: Story.prose)]) }
        #expect(try await Series(documents).counts() == [1, 0, 0, 0, 0])
        let mobile = item("B", guid: "https://m.example.org/a", link: "https://m.example.org/a", text: Story.more)
        #expect(try await Series([RSS([plain, mobile]), RSS([mobile, plain])]).counts() == [2, 0])
    }

    @Test("title and text count from forty words on")
    func fewWords() async throws {
        let before = item("One", guid: "1", link: "https://example.org/1", text: "Subscribe to our show, wherever you listen.")
        let after = item("Two", guid: "2", link: "https://example.org/2", text: "Subscribe to our show, wherever you listen.")
        #expect(try await Series([RSS([before]), RSS([after])]).run() == [["One"], ["Two"]])
    }

    @Test("what a source did not journal is remembered for that source alone")
    func leftOut() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("short", site.url("/feed"), "backlog = 0")
            site["/feed"] = Site.Document(body: RSS([Story.item(1)]).text)
            #expect(try await feedd.polling().isEmpty)
            feedd.configure("whole", site.url("/other"))
            site["/other"] = Site.Document(body: RSS([Story.item(1, guid: "other")]).text)
            #expect(try await feedd.polling() == ["Title 1"])
            // And stays left out, changed or not.
            site["/feed"] = Site.Document(body: RSS([Story.item(1, text: "Changed")]).text)
            #expect(try await feedd.polling().isEmpty)
        }
    }
}
