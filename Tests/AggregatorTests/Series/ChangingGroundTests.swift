import Bytes
import Foundation
import Identity
import Syndication
import TestSupport
import Testing

@testable import Aggregator
@testable import Store

/// docs/IDENTITY.md, "Has it changed?", and docs/JOURNAL.md, "Recovery at start": another release of the cleaner, another configuration, a store rebuilt from the journal.
@Suite("When the ground changes", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct ChangingGroundTests {
    /// Makes the store say that another release cleaned all it knows, to another text.
    private func cleanOtherwise(_ feedd: Installation) throws {
        try Store(path: feedd.storePath).write { store in
            var items: [Int64] = []
            try store.reading.eachRetention(after: 0, limit: 100) { item, _ in items.append(item) }
            for id in items {
                var item = try #require(try store.reading.item(id))
                item.cleaningRelease = Cleaning.release - 1
                item.contentHash = item.contentHash.map { ~$0 }
                try store.update(item)
            }
        }
    }

    @Test("a release that cleans differently: the first sight of an item sets its version anew, without an update; the next change is one")
    func cleaner() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            func show(_ texts: [String], _ note: Int) {
                let items = texts.enumerated().map { Story.item($0.offset + 1, text: $0.element) }
                site["/feed"] = Site.Document(
                    body: RSS(
                        items.map {
                            var item = $0; item.date = Story.day(note); return item
                        }
                    ).text)
            }
            show(["one", "two"], 1)
            #expect(try await feedd.polling().count == 2)
            try cleanOtherwise(feedd)
            // The documents' bytes are others, so that the items are read.
            show(["one", "two"], 2)
            #expect(try await feedd.polling().isEmpty)
            show(["one", "three"], 3)
            #expect(try await feedd.polling() == ["~Title 2"])
            show(["one", "two"], 4)
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("an item that had changed by the time another release sees it first is taken as it is")
    func cleanerAndChange() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS([Story.item(1, text: "one")]).text)
            try await feedd.poll()
            try cleanOtherwise(feedd)
            site["/feed"] = Site.Document(body: RSS([Story.item(1, text: "two")]).text)
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = Site.Document(body: RSS([Story.item(1, text: "three")]).text)
            #expect(try await feedd.polling() == ["~Title 1"])
        }
    }

    @Test("another URL drops validators and body hash, and keeps identity, which belongs to the name")
    func anotherURL() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/old"))
            site["/old"] = Site.Document(body: RSS([Story.item(1), Story.item(2)]).text, etag: "\"1\"")
            site["/new"] = site["/old"]
            #expect(try await feedd.polling().count == 2)
            feedd.configure("news", site.url("/new"))
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.last?.ifNoneMatch == nil)
            #expect(site.visits.last?.status == 200)
            site["/new"] = Site.Document(body: RSS([Story.item(1, text: "Changed"), Story.item(3)]).text)
            #expect(try await feedd.polling().sorted() == ["Title 3", "~Title 1"])
            #expect(try feedd.records.allSatisfy { $0.feedd["source"]?.string == "news" })
        }
    }

    @Test("a source under another name is another source, but for what it shares by address")
    func anotherName() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("a", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS([Story.item(1), RSS.Item(title: "No link", guid: "x", text: "Text")]).text)
            #expect(try await feedd.polling().count == 2)
            feedd.configure("a", site.url("/feed"), "enabled = false")
            feedd.configure("b", site.url("/feed"))
            #expect(try await feedd.polling() == ["No link"])
        }
    }

    @Test("other settings than the URL keep the validators")
    func otherSettings() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS([Story.item(1)]).text, etag: "\"1\"")
            try await feedd.poll()
            feedd.configure("news", site.url("/feed"), "remember = \"30d\"\ntags = [\"x\"]\nupdates = false")
            try await feedd.poll()
            #expect(site.visits.map(\.status) == [200, 304])
        }
    }

    @Test("after a rebuild the first poll journals only what matches nothing, and takes the versions it sees as they are")
    func rebuilt() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            try await feedd.poll()
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0, text: "Second \($0)") }).text)
            #expect(try await feedd.polling().count == 3)
            feedd.loseStore()
            let moved = [
                Story.item(1, guid: "other", text: "Third"),
                Story.item(2, link: "https://www.example.org/2/?utm_source=x", text: "Second 2"),
                Story.item(4),
            ]
            site["/feed"] = Site.Document(body: RSS(moved).text)
            #expect(try await feedd.polling() == ["Title 4"])
            site["/feed"] = Site.Document(body: RSS([Story.item(1, guid: "other", text: "Fourth"), Story.item(3, text: "Second 3")]).text)
            #expect(try await feedd.polling() == ["~Title 1"])
            let records = try feedd.records
            #expect(Set(records.compactMap { $0.feedd["key"]?.string }).count == 4)
            #expect(records.last?.feedd["revision"]?.integer == 3)
        }
    }

    @Test("a source that was rebuilt has been read: backlog leaves out none of what is new")
    func rebuiltBacklog() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "backlog = 1")
            site["/feed"] = Site.Document(body: RSS([Story.item(1)]).text)
            #expect(try await feedd.polling() == ["Title 1"])
            feedd.loseStore()
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            #expect(try await feedd.polling() == ["Title 2", "Title 3"])
        }
    }

    @Test("what a rebuild brought back is forgotten in its time, too")
    func rebuiltAndForgotten() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), "remember = \"10d\"")
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            try await feedd.poll()
            feedd.loseStore()
            site["/feed"] = Site.Document(body: RSS([Story.item(3)]).text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += .seconds(86_400 * 12)
            try await feedd.poll()
            site["/feed"] = Site.Document(body: RSS((1...3).map { Story.item($0) }).text)
            #expect(try await feedd.polling() == ["Title 1", "Title 2"])
        }
    }
}
