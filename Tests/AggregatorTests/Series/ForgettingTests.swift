import Bytes
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator
@testable import Store

/// `remember`: what sources have not shown for so long is forgotten, and nothing else.
@Suite("Forgetting", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct ForgettingTests {
    private let day = Duration.seconds(86_400)

    private func aliases(_ feedd: Installation) throws -> [(hash: Int64, item: Int64, isOrphan: Bool)] {
        try Store(readingFrom: feedd.storePath).read { try $0.aliases(after: Sweep(), limit: 1_000) }
    }

    private func items(_ feedd: Installation) throws -> [Int64] {
        var items: [Int64] = []
        try Store(readingFrom: feedd.storePath).read { try $0.eachRetention(after: 0, limit: 1_000) { item, _ in items.append(item) } }
        return items
    }

    @Test("an item that comes back later than remember is new; one that comes back sooner is not")
    func comesBack() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "remember = \"10d\"")
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            #expect(try await feedd.polling().count == 3)
            site["/feed"] = Site.Document(body: RSS([Story.item(3)]).text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += day * 9
            site["/feed"] = Site.Document(body: RSS([Story.item(3), Story.item(2)]).text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += day * 4
            #expect(try await feedd.polling().isEmpty)
            #expect(try items(feedd) == [2, 3])
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            #expect(try await feedd.polling() == ["Title 1"])
            for _ in 0..<3 { try await feedd.poll() }
            #expect(try aliases(feedd).allSatisfy { !$0.isOrphan })
            #expect(try items(feedd) == [2, 3, 4])
        }
    }

    @Test("what a source shows is remembered however long, answered with 304 or not")
    func shown() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "remember = \"10d\"")
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text, etag: "\"1\"")
            try await feedd.poll()
            for _ in 0..<4 {
                feedd.ahead += day * 9
                #expect(try await feedd.polling().isEmpty)
            }
            site["/feed"] = Site.Document(body: RSS((1...3).reversed().map { Story.item($0) }, extra: "<!-- -->").text, etag: "\"2\"")
            #expect(try await feedd.polling().isEmpty)
            #expect(try items(feedd) == [1, 2, 3])
        }
    }

    @Test("a document that was cut off counts as showing what the one before it showed")
    func cutOff() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "remember = \"10d\"")
            let whole = RSS((1...3).map { Story.item($0) }).text
            site["/feed"] = Site.Document(body: whole)
            #expect(try await feedd.polling().count == 3)
            site["/feed"] = Site.Document(body: RSS([Story.item(3)]).text.replacing("</channel></rss>", with: "<item><title>Ti"))
            for _ in 0..<3 {
                #expect(try await feedd.polling().isEmpty)
                feedd.ahead += day * 6
            }
            site["/feed"] = Site.Document(body: whole)
            #expect(try await feedd.polling().isEmpty)
            #expect(try items(feedd) == [1, 2, 3])
        }
    }

    @Test("items of a source that is no longer polled are forgotten; the last one's number is never given again")
    func abandoned() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("old", site.url("/old"), "remember = \"10d\"")
            site["/old"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            try await feedd.poll()
            feedd.configure("old", site.url("/old"), "enabled = false")
            feedd.configure("new", site.url("/new"))
            site["/new"] = Site.Document(body: RSS([]).text)
            feedd.ahead += day * 11
            try await feedd.poll()
            #expect(try items(feedd) == [3])
            site["/new"] = Site.Document(body: RSS([Story.item(5)]).text)
            #expect(try await feedd.polling() == ["Title 5"])
            #expect(try items(feedd).contains(4))
        }
    }

    @Test("an item that its own source left stays known while another source brings it up again")
    func otherSource() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("a", site.url("/a"), "remember = \"10d\"")
            feedd.configure("b", site.url("/b"), "remember = \"10d\"")
            site["/a"] = Site.Document(body: RSS([Story.item(1), Story.item(2)]).text)
            site["/b"] = Site.Document(body: RSS([]).text)
            try await feedd.poll()
            site["/a"] = Site.Document(body: RSS([Story.item(2)]).text)
            try await feedd.poll()
            for number in 1...3 {
                feedd.ahead += day * 8
                site["/b"] = Site.Document(body: RSS([Story.item(1, guid: "b-\(number)")]).text)
                #expect(try await feedd.polling().isEmpty)
            }
            #expect(try items(feedd).contains(1))
        }
    }

    @Test("more items than one step looks at are forgotten over several")
    func inPieces() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "remember = \"10d\"")
            site["/feed"] = Site.Document(body: RSS((1...700).map { Story.item($0, date: Story.day(1)) }).text)
            #expect(try await feedd.polling().count == 700)
            // Items of one date are numbered from the last one on: the first step sees only some that are still shown.
            let shown = 401...701
            site["/feed"] = Site.Document(body: RSS(shown.map { Story.item($0, date: Story.day(1)) }).text)
            try await feedd.poll()
            feedd.ahead += day * 12
            for _ in 0..<12 { try await feedd.poll() }
            #expect(try items(feedd).count == shown.count)
            #expect(try aliases(feedd).allSatisfy { !$0.isOrphan })
        }
    }
}
