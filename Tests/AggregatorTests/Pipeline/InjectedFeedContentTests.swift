import Bytes
import Configuration
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// What sites put between the paragraphs of what their feeds carry, through the whole daemon.
@Suite("Cross-links and promotions within feed content", .slow, .tags(.slow), .timeLimit(.minutes(4)))
struct InjectedFeedContentTests {
    /// As on pages, but for headings: those that are links are what many an item is made of.
    static let structures = InjectedPageContentTests.structures.filter { $0.0 != "a heading" }

    /// A story of its own: what differs by numbers alone is one template to the source's readers.
    private func article(_ number: Int, _ language: String = "en") -> ArticlePage {
        let names = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon"]
        var story = ArticlePage.numbered(number, language: language)
        story.paragraphs = (ArticlePage.texts[language] ?? []).enumerated().map { "\(names[number]) \(names[$0]) — \($1)" }
        return story
    }

    private func title(_ language: String, _ number: Int) -> String { "\(InjectedPageContentTests.titles[language] ?? "") (\(number))" }

    private func item(_ number: Int, _ site: Site, _ content: String) -> RSS.Item {
        RSS.Item(
            title: "Story \(number): the council and its tram line", guid: "guid-\(number)", link: site.url("/story/\(number)"),
            date: "Sun, \(String(format: "%02d", number)) Nov 2026 10:00:00 GMT", text: content)
    }

    private func content(_ story: ArticlePage) -> String {
        story.paragraphs.enumerated().map { "<p>\($1)</p>\n" + (story.injected[$0] ?? "") }.joined()
    }

    private func story(_ number: Int, _ language: String, _ structure: Int, round: Int, _ site: Site) -> ArticlePage {
        var story = article(number, language)
        for place in [0, 2] {
            let link = 100 * round + 10 * number + place
            story.injected[place] = Self.structures[structure].1(
                InjectedPageContentTests.labels[language] ?? "", title(language, link), site.url("/other/\(link)"))
        }
        story.injected[1] = InjectedPageContentTests.promotion
        return story
    }

    private func related(_ record: JSONObject) -> [String] {
        guard case .array(let links)? = record.feedd["related"] else { return [] }
        return links.map { "\($0["title"]?.string ?? "") \($0["url"]?.string ?? "")" }
    }

    @Test(
        "cross-links are related, promotions are nowhere, and neither is an update; a paragraph more is one",
        arguments: ["bg", "de", "ja"],
        structures.indices)
    func injected(_ language: String, _ structure: Int) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            for round in 0..<3 {
                site["/feed"] = Site.Document(
                    body: RSS((1...3).map { item($0, site, content(story($0, language, structure, round: round, site))) }).text)
                #expect(try await feedd.polling().count == (round == 0 ? 3 : 0), "round \(round)")
            }
            for (index, record) in try feedd.records.enumerated() {
                let number = index + 1
                #expect(record["content_text"]?.string == article(number, language).text)
                #expect(
                    related(record) == [0, 2].map { "\(title(language, 10 * number + $0)) \(site.url("/other/\(10 * number + $0)"))" })
            }
            var longer = story(2, language, structure, round: 3, site)
            longer.paragraphs.append(article(7, language).paragraphs[3])
            site["/feed"] = Site.Document(body: RSS([item(2, site, content(longer))]).text)
            #expect(try await feedd.polling() == ["~Story 2: the council and its tram line"])
            let update = try #require(try feedd.records.last)
            #expect(update["content_text"]?.string == longer.text)
            #expect(related(update).count == 2)
        }
    }

    @Test("a link without a label is told by the items around it, and a new item alone by what the source is known to repeat")
    func unlabelled() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            func items(_ numbers: ClosedRange<Int>) -> String {
                RSS(
                    numbers.map { number in
                        var story = article(number)
                        story.injected = [
                            0: "<p><em><a href=\"\(site.url("/other/\(number)"))\">\(title("en", number))</a></em></p>",
                            1: InjectedPageContentTests.promotion,
                        ]
                        return item(number, site, content(story))
                    }
                ).text
            }
            site["/feed"] = Site.Document(body: items(1...4))
            #expect(try await feedd.polling().count == 4)
            // Every poll is another daemon's, on the same state.
            site["/feed"] = Site.Document(body: items(1...5))
            #expect(try await feedd.polling().count == 1)
            site["/feed"] = Site.Document(body: items(6...6))
            #expect(try await feedd.polling().count == 1)
            for (index, record) in try feedd.records.enumerated() {
                #expect(record["content_text"]?.string == article(index + 1).text)
                #expect(related(record) == ["\(title("en", index + 1)) \(site.url("/other/\(index + 1)"))"])
            }
        }
    }

    @Test("a cleaned item is recognized by the text that it came with, after a rebuild, too")
    func rebuilt() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(
                body: RSS((1...4).map { item($0, site, content(story($0, "de", 0, round: 1, site))) }).text)
            #expect(try await feedd.polling().count == 4)
            #expect(try feedd.records.allSatisfy { $0.feedd["text_hash"]?.string?.count == 16 })
            feedd.loseStore()
            // Guid, address and title go, the text stays, and the old entry is gone.
            var moved = item(4, site, content(story(4, "de", 0, round: 1, site)))
            (moved.guid, moved.link, moved.title) = ("guid-other", site.url("/story/other"), "Quite another headline")
            let others = (1...3).map { item($0, site, content(story($0, "de", 0, round: 1, site))) }
            site["/feed"] = Site.Document(body: RSS(others + [moved]).text)
            #expect(try await feedd.polling().allSatisfy { $0.hasPrefix("~") })
        }
    }

    /// What feeds are full of, and is the publisher's word.
    static let ownWords: [(String, @Sendable (Int, Site) -> String)] = [
        (
            "a link blog",
            { number, site in
                "<p><a href=\"https://elsewhere.test/\(number)\">The report number \(number) on the river</a></p><p>Remark \(number): this is well worth the hour that it takes to read, above all the part about the dam and its keepers.</p><p>Via: <a href=\"https://friends.test/\(number)\">a friend's own page of links</a></p>"
            }
        ),
        (
            "a status page",
            { number, _ in
                "<p><small>Nov \(number), 10:00 UTC</small><br><strong>Resolved</strong> - This incident has been resolved.</p><p><strong>Investigating</strong> - We are currently investigating this issue, and will give more as soon as there is more to be said about it.</p>"
            }
        ),
        (
            "release notes",
            { number, site in
                "<h2>What's changed</h2><ul><li><a href=\"\(site.url("/commit/\(number)"))\">Make it a little faster in case \(number)</a></li><li>Bug fixes and performance improvements</li></ul><p>Download: <a href=\"\(site.url("/files/tool-\(number).tar.gz"))\">the source of tool \(number)</a></p><p>This release needs a compiler of this year or later; those who cannot have it stay with the last release of number \(number - 1).</p><p><strong>Full changelog</strong>: <a href=\"\(site.url("/compare/\(number)"))\">\(site.url("/compare/\(number)"))</a></p>"
            }
        ),
        (
            "a podcast's notes",
            { number, site in
                "<p>In episode \(number) we speak with a guest about the river, the dam, and all that has been built beside the two since the war ended.</p><p>Links:</p><ul><li><a href=\"https://elsewhere.test/\(number)\">The guest's own page of this year</a></li><li><a href=\"\(site.url("/episodes/\(number - 1)"))\">The episode before, on bridges</a></li></ul><p>Music by the Sample Trio. Edited by Ann.</p>"
            }
        ),
        (
            "a digest",
            { number, site in
                (0..<3).map {
                    "<p><a href=\"\(site.url("/story/\(number)/\($0)"))\">Headline \($0) of the week \(number)</a></p><p>In week \(number) the council spoke about matter \($0) for three hours, and came to the view that it is to be looked into once more.</p>"
                }.joined()
            }
        ),
        (
            "a forum's post",
            { number, site in
                "<p>Question \(number): has anybody seen a heron at the upper lock since the gate was painted? I have waited there for days now.</p><p><a href=\"\(site.url("/t/\(number)"))\">Read the full topic</a></p>submitted by <a href=\"\(site.url("/u/ann"))\">/u/ann</a> <a href=\"\(site.url("/l/\(number)"))\">[link]</a>"
            }
        ),
    ]

    @Test("what a feed's items say themselves stays, to the last word", arguments: ownWords.indices)
    func whole(_ kind: Int) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS((1...6).map { item($0, site, Self.ownWords[kind].1($0, site)) }).text)
            try await feedd.poll()
            site["/feed"] = Site.Document(body: RSS((2...7).map { item($0, site, Self.ownWords[kind].1($0, site)) }).text)
            try await feedd.poll()
            let records = try feedd.records
            #expect(records.count == 7)
            for (index, record) in records.enumerated() {
                let document = RSS([item(index + 1, site, Self.ownWords[kind].1(index + 1, site))])
                let parsed = try FeedParser.parse(Array(document.text.utf8), url: site.url("/feed"), contentType: nil)
                let item = try #require(FeedNormalizer(documentURL: site.url("/feed")).normalize(parsed).1.first)
                #expect(record["content_text"]?.string == item.contentText, "\(Self.ownWords[kind].0)")
                #expect(record.feedd["related"] == nil)
            }
        }
    }

    @Test("an item whose page cannot be had is journaled with its feed's content, clean; one whose page can with the page's own links")
    func fullText() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            var page = article(1, "de")
            page.paragraphs += article(8, "de").paragraphs
            page.injected[0] = "<p><strong>Siehe auch:</strong> <a href=\"/other/99\">\(title("de", 99))</a></p>"
            site["/story/1"] = Site.Document(body: page.html, headers: ["Content-Type": "text/html"])
            site["/feed"] = Site.Document(
                body: RSS((1...3).map { item($0, site, content(story($0, "de", 0, round: 0, site))) }).text)
            #expect(try await feedd.polling().count == 3)
            let records = try feedd.records
            for record in records {
                let number = try #require(record.feedd["guid"]?.string?.last?.wholeNumberValue)
                let links = number == 1 ? [99] : [10 * number, 10 * number + 2]
                #expect(record["content_text"]?.string == (number == 1 ? page : article(number, "de")).text)
                #expect(related(record) == links.map { "\(title("de", $0)) \(site.url("/other/\($0)"))" })
            }
        }
    }

    @Test("the shared sample's text in a feed is the article's own", .enabled(if: SharedSample.lines != nil))
    func sharedSample() async throws {
        let lines = try #require(SharedSample.lines)
        let label = "Още: "
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            let text = lines.filter { !$0.hasPrefix(label) && !$0.contains("Viber") }.joined(separator: "\n\n")
            let titles = lines.filter { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
            for round in 0..<2 {
                var number = 0
                let content = lines.map { line -> String in
                    if line.hasPrefix(label) {
                        number += 1
                        let title = (round == 0 ? "" : "Месец по-късно, ") + line.dropFirst(label.count)
                        return "<p><strong>\(label)</strong><a href=\"\(site.url("/other/\(round)/\(number)"))\">\(title)</a></p>"
                    }
                    return line.contains("Viber")
                        ? "<p><em>\(line.replacing("тук", with: "<a href=\"/viber\">тук</a>"))</em></p>" : "<p>\(line)</p>"
                }.joined(separator: "\n")
                let promotion = lines.first { $0.contains("Viber") }?.replacing("тук", with: "<a href=\"/viber\">тук</a>") ?? ""
                let others = (2...4).map { number in
                    var story = article(number, "bg")
                    let link = site.url("/other/\(round)/9\(number)")
                    story.injected[1] =
                        "<p><em>\(promotion)</em></p>\n<p><strong>\(label)</strong><a href=\"\(link)\">Съвсем друга история за града</a></p>"
                    return item(number, site, self.content(story))
                }
                site["/feed"] = Site.Document(body: RSS([item(1, site, content)] + others).text)
                #expect(try await feedd.polling().count == (round == 0 ? 4 : 0))
            }
            let record = try #require(try feedd.records.first { $0.feedd["guid"]?.string == "guid-1" })
            #expect(record["content_text"]?.string == text)
            #expect(related(record).map { $0.components(separatedBy: " http")[0] } == titles)
        }
    }
}
