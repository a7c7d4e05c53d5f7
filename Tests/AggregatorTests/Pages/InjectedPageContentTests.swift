import Bytes
import Configuration
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// What sites put between an article's paragraphs, on pages of our own making, through the whole daemon.
@Suite("Cross-links and promotions within article pages", .slow, .tags(.slow), .timeLimit(.minutes(4)))
struct InjectedPageContentTests {
    /// A cross-link as a site writes it: label, title and address.
    static let structures: [(String, @Sendable (String, String, String) -> String)] = [
        ("a paragraph with a bold label", { "<p><strong>\($0)</strong> <a href=\"\($2)\">\($1)</a></p>" }),
        ("a paragraph that is bold", { "<p><b>\($0) <a href=\"\($2)\">\($1)</a></b></p>" }),
        ("a box", { "<div class=\"inline-box\"><span>\($0)</span> <a href=\"\($2)\">\($1)</a></div>" }),
        ("a box with a heading", { "<div class=\"readmore\"><h4>\($0)</h4><a href=\"\($2)\">\($1)</a></div>" }),
        ("a quotation", { "<blockquote>\($0) <a href=\"\($2)\">\($1)</a></blockquote>" }),
        ("an aside with a list", { "<aside><p>\($0)</p><ul><li><a href=\"\($2)\">\($1)</a></li></ul></aside>" }),
        ("a label inside the link", { "<p><a href=\"\($2)\">\($0) \($1)</a></p>" }),
        ("a heading", { "<h3>\($0) <a href=\"\($2)\">\($1)</a></h3>" }),
        (
            "a box with a picture",
            {
                "<div class=\"teaser-inline\"><a href=\"\($2)\"><img src=\"\($2).jpg\" width=\"80\" height=\"60\" alt=\"\"></a><div>\($0)</div><a href=\"\($2)\">\($1)</a></div>"
            }
        ),
    ]
    static let labels = ["bg": "Още:", "de": "Siehe auch:", "ja": "あわせて読みたい：", "en": ""]
    static let titles = [
        "bg": "Градът ще ремонтира стария мост на реката", "de": "Die Stadt saniert die alte Brücke am Fluss", "ja": "市は川に架かる古い橋を修理する予定である",
        "en": "The city is to repair the old bridge",
    ]
    static let promotion =
        "<p>Независими новини, обективни и бързи: The Daily Sample е и във Viber! Последвайте ни <a href=\"https://viber.test/x\">тук</a>!</p>"

    private func item(_ number: Int, _ site: Site, _ text: String) -> RSS.Item {
        RSS.Item(
            title: "Story \(number): the council and its tram line", guid: "guid-\(number)", link: site.url("/story/\(number)"),
            date: "Sun, \(String(format: "%02d", number)) Nov 2026 10:00:00 GMT", text: text)
    }

    private func title(_ language: String, _ number: Int) -> String { "\(Self.titles[language] ?? "") (\(number))" }

    private func page(_ number: Int, _ language: String, _ structure: Int, round: Int, site: Site) -> ArticlePage {
        var story = ArticlePage.numbered(number, language: language)
        let inject = Self.structures[structure].1
        for place in [0, 2] {
            let link = 100 * round + 10 * number + place
            story.injected[place] = inject(Self.labels[language] ?? "", title(language, link), "/other/\(link)")
        }
        story.injected[1] = Self.promotion
        story.sidebar = "<a href=\"/latest/\(round)\">Latest headline number \(round), of this very hour</a>"
        return story
    }

    @Test(
        "cross-links are related, promotions are nowhere, and neither is an update", arguments: ["bg", "de", "ja", "en"], structures.indices
    )
    func injected(_ language: String, _ structure: Int) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            for round in 0..<3 {
                for number in 1...3 {
                    site["/story/\(number)"] = Site.Document(
                        body: page(number, language, structure, round: round, site: site).html, headers: ["Content-Type": "text/html"])
                }
                site["/feed"] = Site.Document(body: RSS((1...3).map { item($0, site, "A teaser \(["one", "two", "three"][round])") }).text)
                #expect(try await feedd.polling().count == (round == 0 ? 3 : 0), "round \(round)")
            }
            for (index, record) in try feedd.records.enumerated() {
                let number = index + 1
                #expect(record["content_text"]?.string == ArticlePage.numbered(number, language: language).text)
                #expect(
                    Self.related(record) == [0, 2].map { "\(title(language, 10 * number + $0)) \(site.url("/other/\(10 * number + $0)"))" })
            }
        }
    }

    private static func related(_ record: JSONObject) -> [String] {
        guard case .array(let links)? = record.feedd["related"] else { return [] }
        return links.map { "\($0["title"]?.string ?? "") \($0["url"]?.string ?? "")" }
    }

    @Test("a page that is read alone later is cleaned by what the site is known to repeat")
    func later() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            for number in 1...4 {
                var story = ArticlePage.numbered(number)
                story.injected = [0: "<p><a href=\"/other/\(number)\">\(title("en", number))</a></p>", 1: Self.promotion]
                site["/story/\(number)"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
            }
            site["/feed"] = Site.Document(body: RSS((1...3).map { item($0, site, "A teaser") }).text)
            try await feedd.poll()
            site["/feed"] = Site.Document(body: RSS((1...4).map { item($0, site, "A teaser") }).text)
            #expect(try await feedd.polling().count == 1)
            #expect(!site.visits.contains { $0.path.hasPrefix("/other") }, "nothing was left to learn of the site")
            let records = try feedd.records
            for (index, record) in records.enumerated() {
                #expect(record["content_text"]?.string == ArticlePage.numbered(index + 1).text)
                #expect(Self.related(record) == ["\(title("en", index + 1)) \(site.url("/other/\(index + 1)"))"])
            }
        }
    }

    @Test("of a new source that brings a single page, others that it leads to are read to learn from", arguments: [true, false])
    func siblings(_ isAllowed: Bool) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            for number in 1...4 {
                var story = ArticlePage.numbered(number)
                // No label, and no second one of its kind on the page.
                story.injected = [0: "<p><em><a href=\"/story/\(number + 1)\">\(title("en", number))</a></em></p>", 1: Self.slogan]
                site["/story/\(number)"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
            }
            site["/feed"] = Site.Document(body: RSS([item(1, site, "A teaser")]).text)
            if !isAllowed { site["/robots.txt"] = Site.Document(body: "User-agent: feedd\nDisallow: /story/2") }
            #expect(try await feedd.polling().count == 1)
            let record = try #require(try feedd.records.first)
            #expect((record["content_text"]?.string == ArticlePage.numbered(1).text) == isAllowed)
            #expect(site.visits.count { $0.path.hasPrefix("/story") } == (isAllowed ? 2 : 1))
        }
    }

    @Test("pages beside a single one are read neither of a link blog's targets nor of other sites", arguments: [true, false])
    func strangers(_ isLinkBlog: Bool) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            let elsewhere = "http://localhost:\(site.port)"
            var story = ArticlePage.numbered(1)
            let link = (isLinkBlog ? "" : elsewhere) + "/story/2"
            story.injected = [0: "<p><strong>See also:</strong> <a href=\"\(link)\">\(title("en", 1))</a></p>", 1: Self.slogan]
            site["/story/1"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
            var single = item(1, site, "A teaser")
            if isLinkBlog { single.link = elsewhere + "/story/1" }
            site["/feed"] = Site.Document(body: RSS([single]).text)
            #expect(try await feedd.polling().count == 1)
            #expect(site.visits.map(\.path).filter { $0.hasPrefix("/story") } == ["/story/1"])
        }
    }

    @Test("no more pages are read beside a single one than are needed to learn from")
    func fewSiblings() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            for number in 1...6 {
                var story = ArticlePage.numbered(number)
                let links = (2...6).map { "<p><em><a href=\"/story/\($0)\">\(title("en", $0))</a></em></p>" }
                story.injected = [0: links.joined(), 1: Self.slogan]
                site["/story/\(number)"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
            }
            site["/feed"] = Site.Document(body: RSS([item(1, site, "A teaser")]).text)
            #expect(try await feedd.polling().count == 1)
            #expect(site.visits.count { $0.path.hasPrefix("/story") } == 3)
        }
    }

    private static let slogan =
        "<p>Independent and thorough, every day of the year: become a member of The Daily Sample, and tell your friends.</p>"

    @Test("the shared sample's text on such pages is the article's own", .enabled(if: SharedSample.lines != nil))
    func sharedSample() async throws {
        let lines = try #require(SharedSample.lines)
        let label = "Още: "
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "full_text = true")
            var story = ArticlePage(language: "bg")
            story.title = "Story 1: Столтенберг кани Русия на преговори"
            story.paragraphs = lines.filter { !$0.hasPrefix(label) && !$0.contains("Viber") }
            var titles: [String] = []
            for round in 0..<2 {
                var paragraph = -1
                story.injected = [:]
                titles = []
                for line in lines {
                    if line.hasPrefix(label) {
                        let title = (round == 0 ? "" : "Месец по-късно, ") + line.dropFirst(label.count)
                        titles.append(title)
                        story.injected[paragraph, default: ""] +=
                            "<p><strong>\(label)</strong><a href=\"/other/\(round)/\(titles.count)\">\(title)</a></p>"
                    } else if line.contains("Viber") {
                        story.injected[paragraph, default: ""] +=
                            "<p><em>\(line.replacing("тук", with: "<a href=\"/viber\">тук</a>"))</em></p>"
                    } else {
                        paragraph += 1
                    }
                }
                site["/story/1"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
                var other = ArticlePage.numbered(2, language: "bg")
                other.injected = story.injected.filter { $0.value.contains("viber") }
                other.injected[1] =
                    "<p><strong>\(label)</strong><a href=\"/other/9\">Съвсем друга история за същия град</a></p>"
                    + (story.injected.values.first { $0.contains("viber") }.map { $0[$0.range(of: "<p><em>")!.lowerBound...].description }
                        ?? "")
                site["/story/2"] = Site.Document(body: other.html, headers: ["Content-Type": "text/html"])
                site["/feed"] = Site.Document(body: RSS((1...2).map { item($0, site, "Кратко, \(["едно", "две"][round])") }).text)
                let came = try await feedd.polling().count
                #expect(came == (round == 0 ? 2 : 0))
                if round == 0 {
                    let record = try #require(try feedd.records.first)
                    #expect(record["content_text"]?.string == story.text)
                    #expect(Self.related(record).map { String($0.prefix { $0 != "h" }.dropLast()) }.count == titles.count)
                    #expect(Self.related(record).map { $0.components(separatedBy: " http")[0] } == titles)
                }
            }
        }
    }
}
