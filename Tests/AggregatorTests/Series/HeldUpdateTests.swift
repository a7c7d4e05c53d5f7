import Bytes
import Configuration
import Foundation
import Identity
import Journal
import Logging
import Store
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// Updates that were held back: the last version is journaled in the end, once, whatever happens in between.
@Suite("Updates held back", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct HeldUpdateTests {
    private let hour = Duration.seconds(3_600)

    private func version(_ letter: String) -> RSS {
        RSS([Story.item(1, text: "<p>Version \(letter) of the live blog, which goes on and on through the night.</p>"), Story.item(2)])
    }

    /// Polls versions A, B, C, which are journaled as they come, and D, which is held back.
    private func heldD(_ site: Site, _ feedd: Installation) async throws {
        feedd.configure("news", site.url("/feed"))
        for letter in ["A", "B", "C", "D"] {
            site["/feed"] = Site.Document(body: version(letter).text, etag: "\"\(letter)\"")
            let count = try await feedd.polling().count
            #expect(count == (letter == "A" ? 2 : letter == "D" ? 0 : 1))
        }
    }

    private func texts(_ feedd: Installation) throws -> [String] {
        try feedd.records.compactMap { $0["content_text"]?.string }.filter { $0.hasPrefix("Version") }.map {
            String($0.dropFirst(8).prefix(1))
        }
    }

    @Test("the last version is journaled though the source answers 304 from then on")
    func notModified() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += hour
            #expect(try await feedd.polling() == ["~Title 1"])
            #expect(site.visits.last?.status == 304)
            #expect(try texts(feedd) == ["A", "B", "C", "D"])
            feedd.ahead += hour * 100
            #expect(try await feedd.polling().isEmpty)
            #expect(try feedd.records.map { $0.feedd["revision"]?.integer } == [1, 1, 2, 3, 4])
            #expect(Set(try feedd.records.compactMap { $0.feedd["version"]?.string }).count == 5)
        }
    }

    @Test("the last version is journaled though the item is gone from the source, or the source itself")
    func gone() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            site["/feed"] = Site.Document(body: RSS([Story.item(2)]).text)
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = Site.Document(body: "", status: 500)
            feedd.ahead += hour
            #expect(try await feedd.polling() == ["~Title 1"])
            #expect(try texts(feedd) == ["A", "B", "C", "D"])
        }
    }

    @Test("of several that were held back the last is journaled, and what has been journaled is not again")
    func last() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            site["/feed"] = Site.Document(body: version("E").text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += hour
            // Newer than what waits, and there in time.
            site["/feed"] = Site.Document(body: version("F").text)
            #expect(try await feedd.polling() == ["~Title 1"])
            #expect(try texts(feedd) == ["A", "B", "C", "F"])
            feedd.ahead += hour * 30
            // D has never been journaled; C has.
            site["/feed"] = Site.Document(body: version("C").text)
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = Site.Document(body: version("D").text)
            #expect(try await feedd.polling() == ["~Title 1"])
        }
    }

    @Test("a version that goes back to one journaled before owes nothing")
    func goesBack() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            site["/feed"] = Site.Document(body: version("C").text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += hour * 3
            #expect(try await feedd.polling().isEmpty)
            #expect(try texts(feedd) == ["A", "B", "C"])
        }
    }

    @Test("an item that goes back and forth between journaled versions is changing: its quiet day does not begin")
    func flips() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            for letter in ["A", "B", "C"] {
                site["/feed"] = Site.Document(body: version(letter).text)
                try await feedd.poll()
            }
            for letter in ["B", "C", "B"] {
                feedd.ahead += hour * 12
                site["/feed"] = Site.Document(body: version(letter).text)
                #expect(try await feedd.polling().isEmpty)
            }
            site["/feed"] = Site.Document(body: version("D").text)
            #expect(try await feedd.polling() == ["~Title 1"])
            site["/feed"] = Site.Document(body: version("E").text)
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("updates = false takes back what waits")
    func updatesOff() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            feedd.configure("news", site.url("/feed"), "updates = false")
            site["/feed"] = Site.Document(body: version("E").text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += hour * 3
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("one that the journal has, and the store never saw there, is not journaled twice")
    func crash() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            try await heldD(site, feedd)
            let before = try StoreCopy(of: feedd)
            feedd.ahead += hour
            #expect(try await feedd.polling() == ["~Title 1"])
            try before.restore()
            #expect(try await feedd.polling().isEmpty)
            #expect(try await feedd.polling().isEmpty)
            #expect(try texts(feedd) == ["A", "B", "C", "D"])
            // The pace was replayed, too: the next one waits.
            site["/feed"] = Site.Document(body: version("E").text)
            #expect(try await feedd.polling().isEmpty)
            feedd.ahead += hour * 2
            #expect(try await feedd.polling() == ["~Title 1"])
        }
    }

    @Test("the daemon journals it when its time comes, without a poll")
    func alarm() async throws {
        let feedd = try Installation()
        let journal = feedd.state + "/journal"
        try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: true)
        let store = try Store(path: feedd.storePath)
        try store.write { store in
            let source = try store.state(of: "news")
            let key = ItemKey(source: "news", identity: ["a"])
            let item = try store.insert(
                StoredItem(key: key, source: source.id, standing: .journaled(revision: 3), contentHash: 1))
            var held = Item()
            held.title = "Held"
            try store.hold(
                HeldUpdate(
                    item: item, due: .now() + .seconds(1), contentHash: 2,
                    content: RecordContent(
                        feed: FeedReference(title: nil, url: "https://example.org/"), encoded: EncodedItem(held, in: .journal),
                        signature: nil),
                    isCompared: true))
        }
        let committer = try Committer(
            store: store, journal: FileLog(directory: journal), nearDuplicates: NearDuplicates(NearDuplicateSettings()), sync: .always,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await committer.commitDueUpdates()
        while try feedd.records.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try feedd.records.map { $0["title"]?.string } == ["Held"])
        #expect(try feedd.records.map { $0.feedd["revision"]?.integer } == [4])
        await committer.beginShutdown()
    }
}
