import Configuration
import Testing
import Transfer

@testable import Aggregator

@Suite("The stage that parses")
struct ParseTests {
    @Test("a draft is no item of a poll")
    func drafts() throws {
        let entries = ["no", "yes"].map {
            "<entry><id>\($0)</id><app:control><app:draft>\($0)</app:draft></app:control></entry>"
        }
        var body = Body(
            bytes: Array("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://www.w3.org/2007/app'>\(entries.joined())</feed>".utf8)
        )
        let document = Batch.Document(digest: 1, url: "https://x.test/feed", contentType: nil, isComplete: true, isDelta: false)
        #expect(
            try Parse().parse(&body, document, of: try #require(Source(name: "news", url: "https://news.test/feed"))).items.map(\.item.guid)
                == ["no"])
    }
}
