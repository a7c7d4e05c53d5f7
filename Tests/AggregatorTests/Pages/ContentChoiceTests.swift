import Extraction
import Store
import Syndication
import Testing

@testable import Aggregator

@Suite("The choice between a page's article and the feed's content")
struct ContentChoiceTests {
    private static let sentence = "The council decided on the new tram line yesterday. "

    private func prefersPage(
        title: String = "The council and its tram line", feed: String, page: String, pageTitle: String? = nil, isPaywalled: Bool = false
    ) throws -> Bool {
        var item = Item()
        item.title = title
        item.contentText = feed
        let stored = AwaitedFeedItem.stored(EncodedItem(item, content: .both, in: .journal), of: FeedReference(title: nil, url: ""))
        var article = Article()
        (article.contentText, article.contentHTML) = (page, "<p>\(page)</p>")
        article.title = pageTitle
        article.isPaywalled = isPaywalled
        return ContentChoice.prefersPage(
            try #require(AwaitedArticle(stored: AwaitedArticle.stored(article))), to: try #require(AwaitedFeedItem(stored: stored)))
    }

    @Test("the longer text counts, in letters and digits")
    func longer() throws {
        #expect(try prefersPage(feed: Self.sentence, page: Self.sentence + "More."))
        #expect(try !prefersPage(feed: Self.sentence, page: Self.sentence))
        #expect(try !prefersPage(feed: Self.sentence, page: "tram " + String(repeating: ". ", count: 500)))
    }

    @Test("a page marked as paid content that shows little shows a stub")
    func stub() throws {
        let stub = String(repeating: Self.sentence, count: 10)
        #expect(try !prefersPage(feed: "Teaser", page: stub, isPaywalled: true))
        #expect(try prefersPage(feed: "Teaser", page: stub))
        #expect(try prefersPage(feed: "Teaser", page: String(repeating: Self.sentence, count: 40), isPaywalled: true))
    }

    @Test("a page that shares no word with the title, nor a third of the teaser's words, is about something else")
    func other() throws {
        let wall = String(repeating: "Please agree that our partners store data on your device. ", count: 5)
        #expect(try !prefersPage(feed: "A decision after years of debate", page: wall))
        #expect(try prefersPage(feed: "A decision after years of debate", page: wall, pageTitle: "Tram line approved"))
        #expect(try prefersPage(feed: "Partners agree about devices", page: wall))
        #expect(try !prefersPage(feed: "", page: wall))
        // Short words are everywhere.
        #expect(try !prefersPage(feed: "A decision after years of debate", page: wall + "The partners and its data."))
    }

    @Test("a title of fewer than three words says too little to look for it")
    func shortTitle() throws {
        #expect(
            try prefersPage(title: "Weather", feed: "Sun", page: String(repeating: "Please agree that our partners store data. ", count: 5))
        )
    }

    @Test("of Korean each syllable counts as a word")
    func syllables() throws {
        let title = "시의회가 전차를 승인"
        #expect(try prefersPage(title: title, feed: "짧다", page: String(repeating: "새 전차가 달린다. ", count: 10)))
        #expect(try !prefersPage(title: title, feed: "짧다", page: String(repeating: "쿠키 설정 동봉. ", count: 10)))
    }

    @Test("of scripts without spaces each character counts as a word")
    func ideographs() throws {
        #expect(try prefersPage(title: "市は川に架かる橋を修理する", feed: "短文", page: String(repeating: "橋の修理が始まる。", count: 10)))
        #expect(try !prefersPage(title: "市は川に架かる橋を修理する", feed: "短文", page: String(repeating: "同意してください。", count: 3) + "プライバシー"))
    }
}
