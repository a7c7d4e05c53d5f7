import Bytes
import Configuration
import Store
import Syndication
import Testing
import Transfer

@testable import Aggregator

@Suite("The stages of the pipeline")
struct PipelineTests {
    private func batch(deadline: CPUDeadline) throws -> Batch {
        let document = Batch.Document(
            digest: 1, url: "https://a.example/feed", contentType: nil, isComplete: true, isDelta: false)
        let feed = "<rss version=\"2.0\"><channel><title>c</title><item><title>one</title></item></channel></rss>"
        let parsed = try FeedParser.parse(Array(feed.utf8), url: document.url, contentType: nil)
        let source = try #require(Source(name: "a", url: document.url))
        let lease = MemoryBudget(limit: 1 << 20).lease(1)
        return Batch(parsed, document, of: source, SourceState(), at: Timestamp(milliseconds: 0), lease: lease, deadline: deadline)
    }

    @Test("items are normalized for as long as there is time", arguments: [true, false])
    func deadline(isPassed: Bool) throws {
        var batch = try batch(deadline: isPassed ? CPUDeadline(after: 0) : .none)
        Normalize().process(&batch)
        var isNormalized = false
        if case .normalized? = batch.candidates.first?.stage { isNormalized = true }
        #expect(isNormalized != isPassed)
    }

    @Test("a document is not parsed further once its time is over")
    func parsing() {
        let feed = "<rss version=\"2.0\"><channel><title>c</title><item><title>one</title></item></channel></rss>"
        #expect(throws: FeedError.outOfTime) {
            try FeedParser.parse(Array(feed.utf8), url: nil, contentType: nil, deadline: CPUDeadline(after: 0))
        }
        #expect(throws: FeedError.outOfTime) {
            try FeedParser.parse(
                Array("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"c\",\"items\":[]}".utf8), url: nil, contentType: nil,
                deadline: CPUDeadline(after: 0))
        }
    }
}
