import Testing

@testable import Extraction

@Suite("Articles of one site, cleaned together")
struct SiteCleanerTests {
    private static let base = "https://news.test/story/"

    private func prose(_ number: Int, _ place: Int) -> String {
        "<p>This is paragraph \(place) of story \(number), which is long enough to be one, and which no other story of the site has in it at all.</p>"
    }

    /// Stories with something between their paragraphs.
    private func stories(_ count: Int, _ injected: (Int) -> String) -> [String] {
        (0..<count).map { prose($0, 1) + injected($0) + prose($0, 2) + prose($0, 3) + prose($0, 4) }
    }

    private func clean(_ stories: [String], memory: SiteMemory = SiteMemory(), related: [Article.Related] = []) -> (
        [SiteCleaner.Cleaned], SiteMemory
    ) {
        var cleaner = SiteCleaner(memory: memory)
        for (number, story) in stories.enumerated() { cleaner.read(story, related: related, page: Self.base + "\(number)") }
        return (stories.enumerated().map { cleaner.clean($1, text: "", related: related, base: Self.base + "\($0)") }, cleaner.memory)
    }

    private func link(_ number: Int) -> String { "<a href=\"https://news.test/other/\(number)\">Quite another story, number \(number)</a>" }

    @Test("an article that has nothing in it stays as it is")
    func nothing() {
        let stories = stories(3) { _ in "" }
        #expect(clean(stories).0.map(\.html) == stories)
    }

    static let structures: [(String, @Sendable (String) -> String)] = [
        ("a bare link", { "<p>\($0)</p>" }), ("a bold one", { "<p><strong>\($0)</strong></p>" }), ("a box", { "<div>\($0)</div>" }),
        ("a label without a colon", { "<p>Read on \($0)</p>" }), ("a quotation", { "<blockquote>\($0)</blockquote>" }),
        ("a heading", { "<h4>\($0)</h4>" }), ("another script's label", { "<p>さらに読む \($0)</p>" }),
        ("a label behind it", { "<p>\($0) (more)</p>" }),
    ]

    @Test("one cross-link a page is told by the other pages", arguments: structures.indices)
    func oneEach(_ structure: Int) {
        let inject = Self.structures[structure].1
        let stories = stories(2) { inject(link($0)) }
        let (cleaned, memory) = clean(stories)
        for (number, one) in cleaned.enumerated() {
            #expect(!one.html.contains("another"), "\(Self.structures[structure].0)")
            #expect(
                one.related == [Article.Related(title: "Quite another story, number \(number)", url: "https://news.test/other/\(number)")])
            for place in 1...4 { #expect(one.html.contains("paragraph \(place) of story \(number)")) }
        }
        // And later on a page that is read alone.
        let later = prose(9, 1) + inject(link(9)) + prose(9, 2)
        #expect(clean([later], memory: memory).0[0].related.count == 1)
        #expect(clean([later]).0[0].related.isEmpty)
    }

    @Test("a link of the article's own, to elsewhere, stays where it stands")
    func own() {
        let stories = stories(2) { "<p><a href=\"https://elsewhere.test/\($0)\">The report number \($0) that all of this is about</a></p>" }
        #expect(clean(stories).0.map(\.html) == stories)
    }

    @Test("lists of links are what an article is made of, unless the site labels them")
    func lists() {
        func list(_ label: String) -> [String] {
            stories(2) { "\(label)<ul><li>\(link($0 * 2))</li><li>\(link($0 * 2 + 1))</li></ul>" }
        }
        #expect(clean(list("")).0.allSatisfy { $0.related.isEmpty && $0.html.contains("another") })
        let labelled = clean(list("<p>Weitere Artikel</p>")).0
        #expect(
            labelled.allSatisfy {
                $0.related.count == 2 && !$0.html.contains("another") && !$0.html.contains("Weitere") && !$0.html.contains("<ul>")
            })
    }

    @Test(
        "a promotion with a link goes nowhere, once two pages have it; one without, once all have",
        arguments: [
            "<p>Follow us on the messenger of your choice, too, <a href=\"/m\">here</a>!</p>",
            "<p>Independent journalism needs you: become a member of our house today.</p>",
            "<p><em>Every morning the most important stories, in your letter box: <a href=\"https://mail.test/\">subscribe now</a></em></p>",
        ])
    func promotions(_ promotion: String) {
        let (cleaned, memory) = clean(stories(2) { _ in promotion })
        #expect(cleaned.allSatisfy { $0.related.isEmpty })
        #expect(cleaned.map(\.html) == stories(2) { _ in "" })
        _ = memory
    }

    @Test("what three pages had is known when the next is read alone")
    func memory() {
        let promotion = "<p>Independent journalism needs you: become a member of our house today.</p>"
        let (_, memory) = clean(stories(3) { _ in promotion })
        let later = prose(9, 1) + promotion + prose(9, 2) + prose(9, 3)
        #expect(!clean([later], memory: memory).0[0].html.contains("member"))
    }

    @Test("a long paragraph that two stories share is theirs")
    func background() {
        let past =
            "<p>"
            + String(
                repeating: "The strike began in the spring, when the talks about working hours had failed for the third time. ", count: 4)
            + "</p>"
        let stories = stories(2) { _ in past } + stories(4) { "\($0 + 10)" }
        #expect(clean(stories).0[0].html.contains("The strike began"))
    }

    @Test("headings, tables and code that recur stay")
    func structure() {
        let stories = stories(5) { _ in
            "<h2>What we know so far</h2><table><tr><td>Population (2020)</td></tr></table><pre>swift build --product</pre>"
        }
        #expect(clean(stories).0.map(\.html) == stories)
    }

    @Test("the same article at two addresses is the article")
    func twice() {
        let story = prose(1, 1) + prose(1, 2) + prose(1, 3)
        #expect(clean([story, story, story]).0.map(\.html) == [story, story, story])
    }

    @Test("the same page read again and again is one page")
    func again() {
        var memory = SiteMemory()
        let story = stories(1) { _ in "<p>Said the mayor, <a href=\"/m\">who</a> had been asked.</p>" }
        for _ in 0..<5 {
            let (cleaned, after) = clean(story, memory: memory)
            #expect(cleaned.map(\.html) == story)
            memory = after
        }
    }

    @Test("a label that all of the related have is dropped")
    func prefixes() {
        let related = (1...3).map { Article.Related(title: "Още: Друга история, номер \($0)", url: "https://news.test/other/\($0)") }
        let (cleaned, _) = clean(stories(1) { _ in "" }, related: related)
        #expect(cleaned[0].related.map(\.title) == (1...3).map { "Друга история, номер \($0)" })
    }

    @Test("the memory is bounded, keeps what recurs, and comes back from its bytes")
    func bounded() throws {
        var memory = SiteMemory()
        for page in UInt64(0)..<100 { memory.note([1, 2] + (0..<40).map { 1_000 + page * 100 + $0 }, on: page) }
        #expect(memory.count <= SiteMemory.most)
        #expect(memory.pages(with: 1).nonzeroBitCount > 10)
        #expect(SiteMemory(stored: memory.stored) == memory)
        #expect(memory.stored.count <= 5 + 20 * SiteMemory.most)
        #expect(SiteMemory(stored: Array(memory.stored.dropLast())) == nil)
        #expect(SiteMemory(stored: []) == nil)
    }
}
