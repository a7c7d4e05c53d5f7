import Testing

@testable import Extraction

@Suite("Hidden parts of pages")
struct HiddenPartsTests {
    private static func article(after paragraph: Int = 1, _ injected: String, head: String = "") throws -> (Article, String) {
        var page = SamplePage()
        let plain = page.text
        page.injected = [paragraph: injected]
        page.head = head
        return (try #require(ArticleExtractor.extract(Array(page.html.utf8), url: "https://h.test/a", contentType: nil)), plain)
    }

    @Test(
        "a paragraph that is hidden is not part of the article",
        arguments: [
            "<p style=\"display: none\">%</p>", "<p hidden>%</p>", "<p style=\"visibility:hidden\">%</p>", "<p style=\"opacity: 0\">%</p>",
            "<div style=\"font-size:0\"><p>%</p></div>", "<dialog>%</dialog>", "<p style=\"position:absolute; left:-9999px\">%</p>",
            "<div style=\"max-height:0;overflow:hidden\"><p>%</p></div>", "<template><p>%</p></template>",
        ])
    func hidden(_ markup: String) throws {
        let words = "The editors of this page keep a paragraph here that no reader is meant to see, with a code word in it: lighthouse."
        let (article, plain) = try Self.article(markup.replacing("%", with: words))
        #expect(article.contentText == plain)
        #expect(!article.contentHTML.contains("lighthouse"))
    }

    @Test(
        "a paragraph that only resembles a hidden one is part of the article",
        arguments: [
            "<p style=\"display:block\">%</p>", "<p style=\"opacity:1\">%</p>",
            "<div style=\"font-size:0\"><p style=\"font-size:16px\">%</p></div>",
            "<p aria-hidden=\"true\">%</p>", "<dialog open>%</dialog>", "<p style=\"overflow:hidden\">%</p>",
        ])
    func visible(_ markup: String) throws {
        let words =
            "A ferry was to be the alternative, and the council had voted for it in spring, before the harbour was found to be too shallow."
        #expect(try Self.article(markup.replacing("%", with: words)).0.contentText.contains("too shallow"))
    }

    @Test("an article that a script fades in is read", arguments: ["opacity:0", "visibility:hidden", "display:none"])
    func fadedIn(_ style: String) throws {
        let page = SamplePage()
        let html = page.html.replacing("<main>", with: "<main style=\"\(style)\">")
        #expect(
            try #require(ArticleExtractor.extract(Array(html.utf8), url: "https://h.test/a", contentType: nil)).contentText == page.text)
    }

    @Test(
        "a notice that scripts are missing is not part of the article, and an image for browsers without them is",
        arguments: [
            "<noscript>Please enable JavaScript to read the comments on this article.</noscript>",
            "<noscript><div><p>This site needs JavaScript, and yours is off.</p></div></noscript>",
            "<noscript>Please turn on scripts to view the <a href=\"https://c.test/\">comments</a> powered by somebody.</noscript>",
        ])
    func notices(_ notice: String) throws {
        let (article, plain) = try Self.article(notice)
        #expect(article.contentText == plain)
        #expect(
            try Self.article("<p><noscript><img src=\"/tram.jpg\"></noscript></p>").0.contentHTML.contains(
                "<img src=\"https://h.test/tram.jpg\">"))
    }

    @Test("neither a date nor an author is taken from what is hidden")
    func metadata() throws {
        let (article, _) = try Self.article(
            "<span style=\"display:none\">(<span class=\"dt-published published\">1998-02-28</span> <a rel=\"author\" href=\"/x\">Nobody</a>)</span>"
                + "<div hidden><time datetime=\"1998-02-28\">then</time><span itemprop=\"author\">Nobody</span></div>")
        #expect(article.published == nil)
        #expect(article.authors.map(\.name) == ["Ada Example"])
    }

    @Test("a player in the article leaves a link")
    func players() throws {
        let (article, _) = try Self.article("<p><iframe src=\"https://www.youtube.com/embed/ab1\"></iframe></p>")
        #expect(article.contentHTML.contains("<a href=\"https://www.youtube.com/watch?v=ab1\">"))
        #expect(try !Self.article("<p><iframe src=\"https://ads.h.test/1\"></iframe></p>").0.contentHTML.contains("ads.h.test"))
    }
}
