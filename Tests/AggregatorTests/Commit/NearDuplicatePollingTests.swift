import Bytes
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// The same story told by two outlets, through the whole daemon. Every poll is a run of its own: what one finds, the store has kept for it.
@Suite("Near-duplicates in the journal", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct NearDuplicatePollingTests {
    /// Two outlets, `/a` and `/b`, of which the second takes `policy`.
    private func withOutlets(_ policy: String = "", _ body: (Site, Installation) async throws -> Void) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("a", site.url("/a"))
            feedd.configure("b", site.url("/b"), policy)
            for path in ["/a", "/b"] { site[path] = Site.Document(body: RSS([item(path, 0, Prose.text(["Welcome"]))]).text) }
            try await feedd.poll()
            try await body(site, feedd)
        }
    }

    private func item(_ path: String, _ number: Int, _ text: String, title: String? = nil) -> RSS.Item {
        RSS.Item(
            title: title ?? "\(path) \(number)", guid: "\(path)-\(number)", link: "https://\(path.dropFirst()).example.org/\(number)",
            text: text)
    }

    private func show(_ site: Site, _ path: String, _ items: [RSS.Item]) {
        site[path] = Site.Document(body: RSS(items).text)
    }

    /// Has an outlet show one item of that text, and gives what the poll journals.
    @discardableResult
    private func poll(_ feedd: Installation, _ site: Site, _ path: String, _ words: [String], number: Int = 1) async throws -> [String] {
        show(site, path, [item(path, number, Prose.text(words))])
        return try await feedd.polling()
    }

    private func record(_ feedd: Installation, _ title: String) throws -> JSONObject {
        try #require(try feedd.records.last { $0["title"]?.string == title }).feedd
    }

    private let wire: [String]
    private let rewritten: [String]

    init() {
        var prose = Prose(seed: 77)
        wire = prose.words(200)
        rewritten = prose.words(12) + prose.replacing(oneIn: 25, of: Array(wire.dropFirst(12)))
    }

    @Test("two outlets carry the same wire story under different URLs: both, the second says of which it is a duplicate")
    func marked() async throws {
        try await withOutlets { site, feedd in
            #expect(try await poll(feedd, site, "/a", wire) == ["/a 1"])
            show(site, "/b", [item("/b", 1, Prose.text(rewritten), title: "Another headline")])
            #expect(try await feedd.polling() == ["Another headline"])
            let (first, second) = (try record(feedd, "/a 1"), try record(feedd, "Another headline"))
            #expect(first["duplicate_of"] == nil)
            #expect(first["similarity"] == nil)
            #expect(second["duplicate_of"]?.string == first["key"]?.string)
            let similarity = try #require(second["similarity"]?.double)
            #expect(similarity >= 0.6 && similarity < 1)
            #expect(similarity == (similarity * 100).rounded() / 100)
            // A third names the first as well.
            feedd.configure("c", site.url("/c"))
            #expect(try await poll(feedd, site, "/c", rewritten) == ["/c 1"])
            #expect(try record(feedd, "/c 1")["duplicate_of"]?.string == first["key"]?.string)
        }
    }

    @Test("two outlets that are polled at the same moment: one of the two says so")
    func sameCommit() async throws {
        try await withOutlets { site, feedd in
            feedd.journal = "sync = \"always\""
            show(site, "/a", [item("/a", 1, Prose.text(wire))])
            show(site, "/b", [item("/b", 1, Prose.text(wire))])
            #expect(try await feedd.polling().sorted() == ["/a 1", "/b 1"])
            let records = try feedd.records.suffix(2).map(\.feedd)
            #expect(records[0]["duplicate_of"] == nil)
            #expect(records[1]["duplicate_of"]?.string == records[0]["key"]?.string)
            #expect(records[1]["similarity"]?.double == 1)
        }
    }

    @Test("drop leaves the second out, for good")
    func dropped() async throws {
        try await withOutlets("near_duplicates = \"drop\"") { site, feedd in
            try await poll(feedd, site, "/a", wire)
            show(site, "/b", [item("/b", 1, Prose.text(rewritten)), item("/b", 2, "Something else")])
            #expect(try await feedd.polling() == ["/b 2"])
            show(site, "/b", [item("/b", 1, Prose.text(rewritten) + " More."), item("/b", 2, "Something else")])
            #expect(try await feedd.polling().isEmpty)
            show(site, "/b", [item("/b", 1, "Quite another text by now"), item("/b", 3, "The third")])
            #expect(try await feedd.polling() == ["/b 3"])
            // What was not journaled is nobody's original.
            feedd.configure("c", site.url("/c"))
            try await poll(feedd, site, "/c", rewritten)
            #expect(try record(feedd, "/c 1")["duplicate_of"]?.string == record(feedd, "/a 1")["key"]?.string)
        }
    }

    @Test("keep journals it as any other")
    func kept() async throws {
        try await withOutlets("near_duplicates = \"keep\"") { site, feedd in
            try await poll(feedd, site, "/a", wire)
            #expect(try await poll(feedd, site, "/b", wire) == ["/b 1"])
            #expect(try record(feedd, "/b 1")["duplicate_of"] == nil)
        }
    }

    @Test("an update says of what it is a duplicate for as long as it is one, and an original's update says nothing")
    func updated() async throws {
        try await withOutlets { site, feedd in
            try await poll(feedd, site, "/a", wire)
            try await poll(feedd, site, "/b", rewritten)
            let original = try record(feedd, "/a 1")["key"]?.string

            #expect(try await poll(feedd, site, "/b", rewritten + ["Update"]) == ["~/b 1"])
            #expect(try record(feedd, "/b 1")["duplicate_of"]?.string == original)

            #expect(try await poll(feedd, site, "/a", wire + ["Update"]) == ["~/a 1"])
            #expect(try record(feedd, "/a 1")["duplicate_of"] == nil)

            var prose = Prose(seed: 78)
            #expect(try await poll(feedd, site, "/b", prose.words(200)) == ["~/b 1"])
            #expect(try record(feedd, "/b 1")["duplicate_of"] == nil)
        }
    }

    @Test("an update that was held back says it, too, when its time has come")
    func held() async throws {
        try await withOutlets { site, feedd in
            try await poll(feedd, site, "/a", wire)
            var polls: [[String]] = []
            for (number, ahead) in [0, 60, 120, 180, 7_200].enumerated() {
                feedd.ahead = .seconds(ahead)
                show(site, "/b", [item("/b", 1, Prose.text(rewritten + Array(repeating: "again", count: min(number, 3))))])
                polls.append(try await feedd.polling())
            }
            #expect(polls == [["/b 1"], ["~/b 1"], ["~/b 1"], [], ["~/b 1"]])
            let last = try record(feedd, "/b 1")
            #expect(last["revision"]?.integer == 4)
            #expect(last["duplicate_of"]?.string == (try record(feedd, "/a 1")["key"]?.string))
        }
    }

    @Test("what was journaled longer ago than the window is not repeated")
    func window() async throws {
        try await withOutlets { site, feedd in
            feedd.nearDuplicates = "window = \"2d\""
            try await poll(feedd, site, "/a", wire)
            feedd.ahead = .seconds(36 * 3_600)
            try await poll(feedd, site, "/b", rewritten)
            #expect(try record(feedd, "/b 1")["duplicate_of"] != nil)
            // Of the group, this is the one that is left; it still names the first.
            feedd.ahead = .seconds(60 * 3_600)
            feedd.configure("c", site.url("/c"))
            try await poll(feedd, site, "/c", wire)
            #expect(try record(feedd, "/c 1")["duplicate_of"]?.string == record(feedd, "/a 1")["key"]?.string)
            feedd.ahead = .seconds(200 * 3_600)
            feedd.configure("d", site.url("/d"))
            try await poll(feedd, site, "/d", wire)
            #expect(try record(feedd, "/d 1")["duplicate_of"] == nil)
        }
    }

    @Test("a source that says the same twice is not marked")
    func sameSource() async throws {
        try await withOutlets { site, feedd in
            try await poll(feedd, site, "/a", wire)
            show(site, "/a", [item("/a", 2, Prose.text(rewritten)), item("/a", 1, Prose.text(wire))])
            #expect(try await feedd.polling() == ["/a 2"])
            #expect(try record(feedd, "/a 2")["duplicate_of"] == nil)
        }
    }

    @Test(
        "a phrase that both outlets set under every item, or have in place of a text, makes no duplicates",
        arguments: [(12, 40), (6, 14), (0, 25), (20, 200)])
    func boilerplate(own: Int, phrase: Int) async throws {
        try await withOutlets { site, feedd in
            var prose = Prose(seed: 79)
            let closing = Prose.text(prose.words(phrase))
            for path in ["/a", "/b"] {
                let items = (1...6).map { item(path, $0, Prose.text(prose.words(own)) + closing, title: Prose.text(prose.words(6))) }
                show(site, path, items)
                let count = try await feedd.polling().count
                #expect(count == 6)
            }
            let marked = try feedd.records.count { $0.feedd["duplicate_of"] != nil }
            #expect(marked == 0)
        }
    }

    @Test("after the store is lost, the journal tells what is repeated")
    func rebuilt() async throws {
        try await withOutlets { site, feedd in
            try await poll(feedd, site, "/a", wire)
            try await poll(feedd, site, "/b", rewritten)
            let original = try record(feedd, "/a 1")["key"]?.string
            feedd.loseStore()
            feedd.configure("c", site.url("/c"))
            #expect(try await poll(feedd, site, "/c", rewritten) == ["/c 1"])
            #expect(try record(feedd, "/c 1")["duplicate_of"]?.string == original)
        }
    }

    @Test("records that the store never saw are repeated, too")
    func replayed() async throws {
        try await withOutlets { site, feedd in
            let before = feedd.storePath + ".before"
            try FileManager.default.copyItem(atPath: feedd.storePath, toPath: before)
            try await poll(feedd, site, "/a", wire)
            feedd.loseStore()
            try FileManager.default.moveItem(atPath: before, toPath: feedd.storePath)
            #expect(try await poll(feedd, site, "/b", rewritten) == ["/b 1"])
            #expect(try record(feedd, "/b 1")["duplicate_of"]?.string == record(feedd, "/a 1")["key"]?.string)
        }
    }

    @Test("the threshold is the configuration's")
    func threshold() async throws {
        try await withOutlets { site, feedd in
            feedd.nearDuplicates = "threshold = 0.95"
            try await poll(feedd, site, "/a", wire)
            try await poll(feedd, site, "/b", rewritten)
            #expect(try record(feedd, "/b 1")["duplicate_of"] == nil)
            feedd.nearDuplicates = "threshold = 0.5"
            try await poll(feedd, site, "/b", rewritten, number: 2)
            #expect(try record(feedd, "/b 2")["duplicate_of"]?.string == record(feedd, "/a 1")["key"]?.string)
        }
    }
}

extension JSONValue {
    fileprivate var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
