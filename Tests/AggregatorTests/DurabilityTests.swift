import Bytes
import Foundation
import Journal
import Logging
import Syndication
import Testing

@testable import Aggregator

/// What a crash between journal and store, or the loss of either, leaves.
@Suite("Durability", .timeLimit(.minutes(2)))
struct DurabilityTests {
    private func items(_ numbers: ClosedRange<Int>) -> RSS {
        RSS(numbers.map { RSS.Item(title: "Title \($0)", guid: "guid-\($0)", link: "https://example.org/\($0)", text: "Text \($0)") })
    }

    private func sequence(_ feedd: Installation) throws -> [Int64] { try feedd.records.compactMap { $0.feedd["seq"]?.integer } }

    @Test("records that the store never saw are replayed into it")
    func storeBehind() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: items(1...3).text)
            try await feedd.poll()
            let before = try StoreCopy(of: feedd)
            site["/feed"] = Site.Document(body: items(1...6).text)
            try await feedd.poll()
            try before.restore()
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = Site.Document(body: items(1...7).text)
            #expect(try await feedd.polling() == ["Title 7"])
            #expect(try sequence(feedd) == Array(1...7))
        }
    }

    @Test("a torn record is set aside, its item comes again, and no number is left out")
    func torn() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: items(1...3).text)
            try await feedd.poll()
            let before = try StoreCopy(of: feedd)
            site["/feed"] = Site.Document(body: items(1...6).text)
            try await feedd.poll()
            try before.restore()
            let bytes = try Data(contentsOf: URL(fileURLWithPath: feedd.journalPath))
            try bytes.dropLast(20).write(to: URL(fileURLWithPath: feedd.journalPath))
            try await feedd.poll()
            #expect(try feedd.records.compactMap { $0["title"]?.string }.sorted() == (1...6).map { "Title \($0)" })
            #expect(try sequence(feedd) == Array(1...6))
            let names = try FileManager.default.contentsOfDirectory(atPath: feedd.state + "/journal")
            #expect(names.contains { $0.hasPrefix("feedd.jsonl.torn-") })
        }
    }

    @Test(
        "a lost store is rebuilt from the journal",
        arguments: ["", "not a database, but long enough to be looked at: \(String(repeating: "x", count: 4096))"])
    func lostStore(_ damage: String) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: items(1...5).text)
            try await feedd.poll()
            for part in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: feedd.storePath + part) }
            if !damage.isEmpty { try damage.write(toFile: feedd.storePath, atomically: true, encoding: .utf8) }
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = Site.Document(body: items(1...6).text)
            #expect(try await feedd.polling() == ["Title 6"])
            #expect(try sequence(feedd) == Array(1...6))
        }
    }

    @Test("a deleted journal begins anew, and spends no number twice")
    func lostJournal() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: items(1...3).text)
            try await feedd.poll()
            try FileManager.default.removeItem(atPath: feedd.journalPath)
            #expect(try await feedd.polling().count == 3)
            #expect(try sequence(feedd) == [4, 5, 6])
        }
    }

    @Test("an update after a rebuild carries the item's key and id on")
    func keys() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: items(1...1).text)
            try await feedd.poll()
            for part in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: feedd.storePath + part) }
            try await feedd.poll()
            site["/feed"] = Site.Document(
                body: RSS([RSS.Item(title: "Other", guid: "guid-1", link: "https://example.org/1", text: "Text")]).text)
            #expect(try await feedd.polling() == ["~Other"])
            let records = try feedd.records
            #expect(Set(records.map { $0["id"]?.string }).count == 1)
            #expect(Set(records.map { $0.feedd["key"]?.string }).count == 1)
            #expect(records.map { $0.feedd["revision"]?.integer } == [1, 2])
        }
    }

    @Test("one process has the state directory, and the second is told which")
    func lock() throws {
        let feedd = try Installation()
        let first = try StateDirectory(taking: feedd.state)
        #expect(throws: StateError.self) { try StateDirectory(taking: first.path) }
        #expect(StateDirectory.holder(of: feedd.state) == getpid())
    }
}
