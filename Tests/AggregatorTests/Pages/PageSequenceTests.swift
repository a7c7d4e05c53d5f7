import Bytes
import Extraction
import Testing

@testable import Aggregator

@Suite("Articles over several pages")
struct PageSequenceTests {
    private func next(_ first: String, _ reference: String) -> String? {
        var sequence = PageSequence(first: first)
        var article = Article()
        article.nextPageURL = reference
        return sequence.next(after: article)
    }

    @Test(
        "a page that counts on belongs to the article",
        arguments: [
            ("https://h.test/story/17", "https://h.test/story/17/2"), ("https://h.test/story/17/", "https://h.test/story/17/page/2/"),
            ("https://h.test/story.html", "https://h.test/story-2.html"), ("https://h.test/story.html", "https://h.test/story_p3.html"),
            ("https://h.test/story", "https://h.test/story,seite-2"), ("https://h.test/story", "https://h.test/story?page=2"),
            ("https://h.test/a.php?id=17", "https://h.test/a.php?id=17&p=2"),
        ])
    func belongs(_ first: String, _ reference: String) {
        #expect(next(first, reference) == reference)
    }

    @Test(
        "the next article does not",
        arguments: [
            ("https://h.test/story/17", "https://h.test/story/18"), ("https://h.test/?p=17", "https://h.test/?p=18"),
            ("https://h.test/2026/11/one", "https://h.test/2026/11/two"), ("https://h.test/a.php?id=17", "https://h.test/a.php?id=18"),
            ("https://h.test/story", "https://other.test/story/2"), ("https://h.test/story", "http://h.test/story/2"),
            ("https://h.test/story", "https://h.test/story/2026"), ("https://h.test/", "https://h.test/2"),
            ("https://h.test/story", "https://h.test/story"), ("https://h.test/story", "https://h.test/story#2"),
            ("https://h.test/story", "https://h.test/storyteller-2"), ("https://h.test/story", "not a URL"),
            ("https://h.test/story", "https://h.test:8443/story/2"), ("https://h.test/story?id=1", "https://h.test/story/2?id=2"),
            ("https://h.test/story", "https://h.test/story/commentpages/2"), ("https://h.test/story", "https://h.test/story/a.b/2"),
            ("https://h.test/story", "https://h.test/story?page=2026"), ("https://h.test/story", "https://h.test/story?page=2&sort=3"),
        ])
    func another(_ first: String, _ reference: String) {
        #expect(next(first, reference) == nil)
    }

    @Test("no page is read twice, whatever its fragment")
    func circle() {
        var sequence = PageSequence(first: "https://h.test/story")
        var article = Article()
        article.nextPageURL = "https://h.test/story/2#top"
        #expect(sequence.next(after: article) == "https://h.test/story/2")
        article.nextPageURL = "https://h.test/story/2"
        #expect(sequence.next(after: article) == nil)
    }

    @Test("a page that says nothing more ends the article")
    func end() {
        let sequence = PageSequence(first: "https://h.test/story")
        var article = Article()
        (article.contentHTML, article.contentText) = ("<p>One</p>", "One")
        var more = Article()
        (more.contentHTML, more.contentText) = ("<p>Two</p>", "Two")
        #expect(sequence.append(more, to: &article))
        #expect(article.contentText == "One\n\nTwo")
        #expect(!sequence.append(more, to: &article))
        #expect(!sequence.append(Article(), to: &article))
        #expect(article.contentHTML == "<p>One</p><p>Two</p>")
    }

    @Test("an article has the related links of all its pages, each once, and is paid content if one of them is")
    func parts() {
        let sequence = PageSequence(first: "https://h.test/story")
        let links = (1...3).map { Article.Related(title: "\($0)", url: "https://h.test/\($0)") }
        var article = Article()
        (article.contentText, article.related) = ("One", [links[0], links[1]])
        var more = Article()
        (more.contentText, more.related, more.isPaywalled) = ("Two", [links[1], links[2]], true)
        #expect(sequence.append(more, to: &article))
        #expect(article.related == links)
        #expect(article.isPaywalled)
    }
}
