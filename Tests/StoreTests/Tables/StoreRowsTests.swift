import Bytes
import Identity
import Journal
import Syndication
import TestSupport
import Testing
import Transfer

@testable import Store

@Suite("Rows that are written together", .slow, .tags(.slow))
struct StoreRowsTests {
    private func withStore(_ body: (Store) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        try body(try Store(path: directory.path + "/" + Store.fileName))
    }

    private func item(_ number: UInt64, id: Int64 = 0) -> StoredItem {
        StoredItem(
            id: id, key: ItemKey(high: 1, low: number), source: 1,
            standing: [.leftOut, .awaitingPage, .journaled(revision: 7), .filtered][Int(number % 4)], contentHash: number + 1,
            cleaningRelease: 1,
            guid: number + 1, url: number % 5 == 0 ? nil : number, title: number % 7 == 0 ? nil : number, text: nil,
            published: number % 2 == 0 ? nil : Int64(number), publicID: number % 3 == 0 ? nil : "https://example.org/\(number)")
    }

    @Test("are all there, each with its own columns", arguments: [1, 7, 8, 31, 32, 33, 75, 200])
    func items(count: Int) throws {
        try withStore { store in
            let items = try store.write { store in
                let first = try store.nextItem()
                let items = (0..<count).map { item(UInt64($0), id: first + Int64($0)) }
                try store.insert(items)
                try store.learn(items.flatMap { item in (0..<3).map { LearntAlias(alias: .url(UInt64(item.id) * 3 + $0), item: item.id) } })
                return items
            }
            try store.read { reading in
                for item in items {
                    let found = try reading.item(item.id)
                    #expect(found == item)
                    let known = try reading.items(under: .url(UInt64(item.id) * 3))
                    #expect(known.map(\.isJournaled) == [item.standing.isJournaled])
                    for alias in 0..<UInt64(3) {
                        let named = try reading.items(under: .url(UInt64(item.id) * 3 + alias))
                        #expect(named.map(\.id) == [item.id])
                    }
                }
            }
        }
    }

    @Test("are numbered on where the last ones ended")
    func numbers() throws {
        try withStore { store in
            let first = try store.write { try $0.insert(item(1)) }
            #expect(first == 1)
            let announced = try store.write { try $0.nextItem() }
            #expect(announced == 2)
            let second = try store.write { try $0.insert(item(2)) }
            #expect(second == 2)
        }
    }

    private func story(_ item: Int64) -> KnownStory {
        let hash = UInt64(bitPattern: item)
        return KnownStory(
            item: item, source: 1, original: ItemKey(high: 2, low: hash), repeats: item % 2 == 0, at: Timestamp(milliseconds: item * 1000),
            signature: Signature(
                shingles: 50, bands: (0..<Signature.bandCount).map { UInt16(truncatingIfNeeded: StableHash.combine(hash, UInt64($0))) },
                minima: (0..<32).map { StableHash.combine(hash, 100 + $0) }))
    }

    @Test("are found within their transaction and after it", arguments: [1, 40, 300])
    func stories(count: Int64) throws {
        try withStore { store in
            let rows = try store.write { store in
                let rows = try (1...count).map { try store.insert(story($0)) }
                for (row, item) in zip(rows, 1...count) {
                    let found = try store.reading.story(row)
                    #expect(found == story(item))
                }
                return rows
            }
            #expect(rows == Array(1...count))
            try store.read { reading in
                for (row, item) in zip(rows, 1...count) {
                    let found = try reading.story(row)
                    #expect(found == story(item))
                }
                var read: [Int64] = []
                try reading.eachSignature { row, _, _, _ in read.append(row) }
                #expect(read == rows)
            }
        }
    }

    @Test("of stories are never given twice, not even after all were removed")
    func removedStories() throws {
        try withStore { store in
            try store.write { for item in 1...Int64(5) { _ = try $0.insert(story(item)) } }
            let removed = try store.write { try $0.removeStories(to: 5, most: 10) }
            #expect(removed == 5)
            let next = try store.write { try $0.insert(story(6)) }
            #expect(next == 6)
            let gone = try store.read { try $0.story(5) }
            #expect(gone == nil)
            let kept = try store.read { try $0.story(6) }
            #expect(kept == story(6))
        }
    }

    @Test("go with their transaction where it fails")
    func rollBack() throws {
        struct Failure: Error {}
        try withStore { store in
            #expect(throws: Failure.self) {
                try store.write { store in
                    for item in 1...Int64(200) { _ = try store.insert(story(item)) }
                    throw Failure()
                }
            }
            let lost = try store.read { try $0.story(1) }
            #expect(lost == nil)
            let again = try store.write { try $0.insert(story(1)) }
            #expect(again == 1)
        }
    }

    @Test("of a source's state come back as they were written")
    func state() throws {
        try withStore { store in
            var state = try store.write { try $0.state(of: "example") }
            let before = state
            state.document.configuration = .max
            state.document.validators = Validators(etag: "\"a\"", lastModified: "Sun, 22 Nov 2026 10:00:00 GMT")
            state.document.bodyDigest = .max - 1
            state.document.movedURL = "https://example.org/moved"
            state.document.title = "Бележки"
            state.document.rhythm.ttlMinutes = 60
            state.document.rhythm.updatePeriodSeconds = 3600
            state.document.rhythm.skipHours = [0, 23]
            state.document.rhythm.skipDays = [6]
            state.schedule.lastPoll = Timestamp(milliseconds: 1)
            state.schedule.nextDue = Timestamp(milliseconds: 2)
            state.schedule.status = 200
            state.schedule.error = "refused"
            state.schedule.failures = 3
            state.schedule.goneCount = 2
            state.habits = [.uselessGUIDs, .wasRebuilt]
            state.items = 7
            state.hasBeenRead = true
            state.shown = ShownItems([1: 2, .max: 4])
            state.itemMemory = [1, 2, 3]
            state.remember = .seconds(400 * 86_400)
            try store.write { try $0.save(state, after: before) }
            let read = try store.read { try $0.state(of: "example") }
            #expect(read == state)
            let number = try store.write { try $0.number(of: "example") }
            #expect(number == state.id)
            var all: [String: SourceState] = [:]
            try store.read { try $0.eachSource { all[$0] = $1 } }
            #expect(all == ["example": state])
        }
    }

    @Test("of a source count its items up, as pages are journaled beside a poll")
    func counts() throws {
        try withStore { store in
            let before = try store.write { try $0.state(of: "example") }
            var state = before
            state.items = 3
            state.hasBeenRead = true
            try store.write { try $0.save(state, after: before) }
            try store.write { try $0.count(newItems: 2, filtered: 5, ofSource: state.id) }
            try store.write { try $0.count(newItems: 0, filtered: 1, ofSource: state.id) }
            var later = state
            later.items = 4
            later.filtered = 3
            later.habits = [.changedGUIDs]
            try store.write { try $0.save(later, after: state) }
            #expect(try store.read { try $0.state(of: "example") }?.items == 6)
            #expect(try store.read { try $0.state(of: "example") }?.filtered == 9)
        }
    }

    @Test("of a poll that changed nothing but its times are the times alone")
    func moments() throws {
        try withStore { store in
            let before = try store.write { try $0.state(of: "example") }
            var state = before
            state.schedule.lastPoll = Timestamp(milliseconds: 1)
            state.schedule.lastSuccess = Timestamp(milliseconds: 2)
            state.schedule.nextDue = Timestamp(milliseconds: 3)
            state.schedule.status = 304
            // Somebody else writes beside it.
            var other = before
            other.document.title = "Notes"
            try store.write { try $0.save(other, after: before) }
            try store.write { try $0.count(newItems: 2, ofSource: state.id) }
            try store.write { try $0.save(state, after: before) }
            state.items = 2
            state.document.title = "Notes"
            #expect(try store.read { try $0.state(of: "example") } == state)
        }
    }
}
