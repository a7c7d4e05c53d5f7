import Bytes
import Foundation
import Journal
import Logging
import Store
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// What a crash between journal and store, or the loss of either, leaves.
@Suite("Durability", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct DurabilityTests {
    private func items(_ numbers: ClosedRange<Int>) -> RSS {
        RSS(numbers.map { RSS.Item(title: "Title \($0)", guid: "guid-\($0)", link: "https://example.org/\($0)", text: "Text \($0)") })
    }

    private func show(_ numbers: ClosedRange<Int>, on site: Site) {
        site["/feed"] = Site.Document(body: items(numbers).text)
    }

    /// A source that has shown items 1 to `count` in one poll.
    private func polled(_ count: Int, _ body: (Site, Installation) async throws -> Void) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            show(1...count, on: site)
            try await feedd.poll()
            try await body(site, feedd)
        }
    }

    private func sequence(_ feedd: Installation) throws -> [Int64] { try feedd.records.compactMap { $0.feedd["seq"]?.integer } }

    @Test("records that the store never saw are replayed into it")
    func storeBehind() async throws {
        try await polled(3) { site, feedd in
            let before = try StoreCopy(of: feedd)
            show(1...6, on: site)
            try await feedd.poll()
            try before.restore()
            #expect(try await feedd.polling().isEmpty)
            show(1...7, on: site)
            #expect(try await feedd.polling() == ["Title 7"])
            #expect(try sequence(feedd) == Array(1...7))
        }
    }

    @Test("a torn record is set aside, its item comes again, and no number is left out")
    func torn() async throws {
        try await polled(3) { site, feedd in
            let before = try StoreCopy(of: feedd)
            show(1...6, on: site)
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
        try await polled(5) { site, feedd in
            feedd.loseStore()
            if !damage.isEmpty { try damage.write(toFile: feedd.storePath, atomically: true, encoding: .utf8) }
            #expect(try await feedd.polling().isEmpty)
            #expect(feedd.lines.all.last == "\(feedd.storePath): rebuilt from 5 records of the journal in \(feedd.state)/journal")
            show(1...6, on: site)
            #expect(try await feedd.polling() == ["Title 6"])
            #expect(try sequence(feedd) == Array(1...6))
        }
    }

    // MARK: - A journal that is not there

    /// What administrators do to a journal of records 1 to 3.
    private static let losses: [(name: String, missing: String, lose: @Sendable (String) throws -> Void)] = [
        ("removed", "records up to seq 3 are", { unlink($0) }),
        ("moved", "records up to seq 3 are", { rename($0, $0 + ".1") }),
        ("emptied", "records up to seq 3 are", { truncate($0, 0) }),
        (
            "rotated by create", "records up to seq 3 are",
            { path in
                rename(path, path + ".1")
                _ = FileManager.default.createFile(atPath: path, contents: nil)
            }
        ),
        (
            "removed with its directory", "records up to seq 3 are",
            { path in
                try FileManager.default.removeItem(atPath: String(path.dropLast("/feedd.jsonl".count)))
            }
        ),
        (
            "without its last line", "the record with seq 3 is",
            { path in
                let text = try String(contentsOfFile: path, encoding: .utf8)
                truncate(path, off_t(text.split(separator: "\n").dropLast().reduce(0) { $0 + $1.utf8.count + 1 }))
            }
        ),
    ]

    @Test(
        "a journal that was taken away contradicts nothing: nothing comes again, the numbers go on, and it is said once", arguments: losses)
    func lostJournal(name: String, missing: String, lose: @Sendable (String) throws -> Void) async throws {
        try await polled(3) { site, feedd in
            try lose(feedd.journalPath)
            // Nothing new at the first start after it, nor at the second.
            for _ in 0..<2 { #expect(try await feedd.polling().isEmpty) }
            show(1...5, on: site)
            #expect(try await feedd.polling().sorted() == ["Title 4", "Title 5"])
            #expect(try sequence(feedd).suffix(2) == [4, 5])
            show(1...6, on: site)
            #expect(try await feedd.polling() == ["Title 6"])
            #expect(
                feedd.lines.all == [
                    "journal: \(missing) no longer in \(feedd.state)/journal (moved, rotated or deleted): continuing with seq 4"
                ])
            #expect(try copies(feedd).isEmpty)
        }
    }

    /// The stores that were kept aside.
    private func copies(_ feedd: Installation) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: feedd.state).filter {
            $0.hasPrefix("state.sqlite.") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
    }

    /// (key, revision) of all records.
    private func identities(_ feedd: Installation) throws -> [String] {
        try feedd.records.map { "\($0.feedd["key"]?.string ?? "") \($0.feedd["revision"]?.integer ?? 0)" }
    }

    @Test("the journal of another feedd is found out: the store is copied and rebuilt, and no (key, revision) is given out again")
    func foreignJournal() async throws {
        try await Site.serving { site in
            let (feedd, other) = (try Installation(), try Installation())
            feedd.configure("news", site.url("/feed"))
            other.configure("others", site.url("/other"))
            show(1...3, on: site)
            site["/other"] = Site.Document(
                body: RSS((1...5).map { RSS.Item(title: "Other \($0)", guid: "o-\($0)", link: "https://other.example/\($0)") }).text)
            try await feedd.poll()
            try await other.poll()
            let before = try identities(feedd)
            unlink(feedd.journalPath)
            try FileManager.default.copyItem(atPath: other.journalPath, toPath: feedd.journalPath)
            // They are new to this journal.
            #expect(try await feedd.polling().sorted() == ["Title 1", "Title 2", "Title 3"])
            #expect(try sequence(feedd) == Array(1...8))
            #expect(Set(before).isDisjoint(with: try identities(feedd)))
            #expect(try copies(feedd).count == 1)
            #expect(feedd.lines.all.count == 2)
            #expect(
                feedd.lines.all.first?.contains("the store does not match the journal in \(feedd.state)/journal: rebuilding it") == true)
            #expect(try await feedd.polling().isEmpty)
            #expect(try copies(feedd).count == 1)
        }
    }

    @Test("where records are in neither store nor journal, the store is copied and kept, and what may have been in them gets new keys")
    func gap() async throws {
        try await polled(2) { site, feedd in
            let before = try StoreCopy(of: feedd)
            show(1...4, on: site)
            try await feedd.poll()
            var given = try identities(feedd)
            unlink(feedd.journalPath)
            show(1...6, on: site)
            try await feedd.poll()
            given += try identities(feedd)
            try before.restore()
            // 1 and 2 are in the store, 5 and 6 in the journal; 3 and 4 are in neither.
            #expect(try await feedd.polling().sorted() == ["Title 3", "Title 4"])
            #expect(try sequence(feedd) == [5, 6, 7, 8])
            let again = try identities(feedd).suffix(2)
            #expect(Set(given).isDisjoint(with: again))
            #expect(try copies(feedd).count == 1)
            #expect(feedd.lines.all.contains { $0.hasPrefix("records with seq 3 to 4 are neither in \(feedd.storePath) nor in") })
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("a damaged store without a journal leaves its position: the numbers go on, and what comes again gets new keys")
    func damagedStoreWithoutJournal() async throws {
        try await polled(3) { site, feedd in
            let before = try identities(feedd)
            unlink(feedd.journalPath)
            let store = try Store(path: feedd.storePath)
            store.condemn()
            store.close()
            #expect(try await feedd.polling().count == 3)
            #expect(try sequence(feedd) == [4, 5, 6])
            #expect(Set(before).isDisjoint(with: try identities(feedd)))
            #expect(try copies(feedd).count == 1)
        }
    }

    @Test("an update after a rebuild carries the item's key and id on")
    func keys() async throws {
        try await polled(1) { site, feedd in
            feedd.loseStore()
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
