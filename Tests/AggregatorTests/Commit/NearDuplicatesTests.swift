import Bytes
import Configuration
import Identity
import Journal
import Store
import Syndication
import TestSupport
import Testing

@testable import Aggregator

@Suite("The stories of the last days", .slow, .tags(.slow))
struct NearDuplicatesTests {
    private static let start = Timestamp(milliseconds: 1_795_000_000_000)
    private static let day = Duration.seconds(86_400)

    private func withStore(_ body: (Store) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        try body(try Store(path: directory.path + "/" + Store.fileName))
    }

    private func signature(_ words: [String]) throws -> Signature {
        try #require(Signature(Shingles([TextFolding(Prose.text(words)).bytes])))
    }

    private func story(_ item: Int64, _ words: [String], at moment: Timestamp) throws -> KnownStory {
        KnownStory(
            item: item, source: 1, original: ItemKey(high: 0, low: UInt64(item)), repeats: false, at: moment,
            signature: try signature(words))
    }

    /// The item that another source's `words` repeat.
    private func original(_ words: [String], at moment: Timestamp, _ duplicates: NearDuplicates, _ store: Store) throws -> UInt64? {
        try store.read { try duplicates.repetition(signature(words), source: 2, at: moment, in: $0)?.original.low }
    }

    @Test("are remembered over a restart, for as long as the window is")
    func restart() throws {
        var prose = Prose(seed: 31)
        let (old, young) = (prose.words(100), prose.words(100))
        try withStore { store in
            let before = NearDuplicates(NearDuplicateSettings())
            try store.write { writing in
                try before.add(story(1, old, at: Self.start), to: writing)
                try before.add(story(2, young, at: Self.start + Self.day * 5), to: writing)
            }
            let after = NearDuplicates(NearDuplicateSettings())
            #expect(try original(old, at: Self.start + Self.day * 6, after, store) == 1)
            #expect(try original(old, at: Self.start + Self.day * 8, after, store) == nil)
            #expect(try original(young, at: Self.start + Self.day * 8, after, store) == 2)

            let later = NearDuplicates(NearDuplicateSettings())
            #expect(try original(old, at: Self.start + Self.day * 8, later, store) == nil)
            #expect(try original(young, at: Self.start + Self.day * 8, later, store) == 2)
            try store.write(later.removeExpired)
            #expect(try rows(store) == [2])
        }
    }

    @Test("leave memory and store when the window has passed")
    func expiry() throws {
        var prose = Prose(seed: 32)
        try withStore { store in
            let duplicates = NearDuplicates(NearDuplicateSettings())
            for day in 0..<20 {
                let now = Self.start + Self.day * day
                duplicates.expire(at: now)
                try store.write { writing in
                    try duplicates.add(story(Int64(day + 1), prose.words(50), at: now), to: writing)
                    try duplicates.removeExpired(from: writing)
                }
            }
            let left = try rows(store)
            #expect(left.last == 20)
            #expect(left.count >= 7 && left.count <= 10)
        }
    }

    @Test("are as they were where a transaction fails")
    func rollBack() throws {
        struct Failure: Error {}
        var prose = Prose(seed: 33)
        let (kept, lost) = (prose.words(100), prose.words(100))
        try withStore { store in
            let duplicates = NearDuplicates(NearDuplicateSettings())
            try store.write { try duplicates.add(story(1, kept, at: Self.start), to: $0) }
            let mark = duplicates.mark
            #expect(throws: Failure.self) {
                try store.write { writing in
                    try duplicates.add(story(2, lost, at: Self.start), to: writing)
                    #expect(try duplicates.repetition(signature(lost), source: 2, at: Self.start, in: writing.reading) != nil)
                    throw Failure()
                }
            }
            duplicates.rollBack(to: mark)
            #expect(try original(lost, at: Self.start, duplicates, store) == nil)
            #expect(try original(kept, at: Self.start, duplicates, store) == 1)
            try store.write { try duplicates.add(story(3, lost, at: Self.start), to: $0) }
            #expect(try original(lost, at: Self.start, duplicates, store) == 3)
        }
    }

    @Test("go by a window that was made shorter at once")
    func reload() throws {
        var prose = Prose(seed: 34)
        let words = prose.words(100)
        try withStore { store in
            let duplicates = NearDuplicates(NearDuplicateSettings())
            try store.write { try duplicates.add(story(1, words, at: Self.start), to: $0) }
            #expect(try original(words, at: Self.start + Self.day * 3, duplicates, store) == 1)
            duplicates.reconfigure(NearDuplicateSettings(window: Self.day * 2))
            #expect(try original(words, at: Self.start + Self.day * 3, duplicates, store) == nil)
            duplicates.reconfigure(NearDuplicateSettings(window: Self.day * 10))
            #expect(try original(words, at: Self.start + Self.day * 9, duplicates, store) == 1)
        }
    }

    private func rows(_ store: Store) throws -> [Int64] {
        var rows: [Int64] = []
        try store.read { try $0.eachSignature { row, _, _, _ in rows.append(row) } }
        return rows
    }
}
