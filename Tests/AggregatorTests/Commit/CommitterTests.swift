import Bytes
import Configuration
import Foundation
import Identity
import Journal
import Logging
import Store
import Synchronization
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// The committer on a store and a journal of its own, without polls: what it commits are held updates.
@Suite("Committer", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct CommitterTests {
    private let directory: TemporaryDirectory
    private var path: String { "\(directory.path)/\(Store.fileName)" }
    private var journal: String { "\(directory.path)/journal" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Files as they are, but for what the test wants to see or to fail.
    private final class WatchedLog: CommitLog {
        let files: FileLog
        let onAppend: () throws(JournalError) -> Void
        var location: String { files.location }

        init(_ directory: String, onAppend: @escaping () throws(JournalError) -> Void) {
            files = FileLog(directory: directory)
            self.onAppend = onAppend
        }

        func append(_ group: RecordGroup, after position: JournalPosition?) throws(JournalError) -> Appended {
            try onAppend()
            return try files.append(group, after: position)
        }

        func read(after position: JournalPosition?, _ body: (ReplayedRecord) throws -> Void) throws -> LogReading {
            try files.read(after: position, body)
        }

        func probe() throws(JournalError) { try files.probe() }
    }

    /// The journal's disk, which is full until space is freed.
    private final class Disk: Sendable {
        let isFull = Atomic(true)

        func reserve() throws(JournalError) {
            guard isFull.load(ordering: .relaxed) else { return }
            throw JournalError(.reserve, path: "feedd.jsonl", failure: SystemFailure(code: ENOSPC))
        }
    }

    /// A store whose next commits fail.
    private final class Faults: Sendable {
        struct Failure: Error {}
        private let count = Mutex(0)

        func failNext(_ count: Int) { self.count.withLock { $0 = count } }

        func strike() throws {
            let fails = count.withLock { count in
                defer { count = max(0, count - 1) }
                return count > 0
            }
            if fails { throw Failure() }
        }
    }

    private static let noLog = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func committer(_ store: Store, _ journal: sending any CommitLog, log: Logger = noLog) throws -> Committer {
        try Committer(
            store: store, journal: journal, nearDuplicates: NearDuplicates(NearDuplicateSettings()), sync: .always, log: log)
    }

    /// A store with one held update, a committer, and what fails the store's next commits.
    private func committerWithFaults() throws -> (Store, Committer, Faults) {
        let faults = Faults()
        let store = try Store(path: path, beforeCommit: { try faults.strike() })
        try holdUpdate("A", in: store)
        return (store, try committer(store, FileLog(directory: journal)), faults)
    }

    /// Has an item of revision 3 wait with an update that is due.
    private func holdUpdate(_ title: String, signature: Signature? = nil, in store: Store) throws {
        try store.write { store in
            let source = try store.state(of: "news")
            let key = ItemKey(source: "news", identity: ["a"])
            let known = try store.item(key: key, source: source.id, under: [])
            let item =
                try known?.id
                ?? store.insert(
                    StoredItem(key: key, source: source.id, standing: .journaled(revision: 3), contentHash: 1))
            var held = Item()
            held.title = title
            try store.hold(
                HeldUpdate(
                    item: item, due: .now() - .seconds(1), contentHash: 2,
                    content: RecordContent(
                        feed: FeedReference(title: nil, url: "https://example.org/"), encoded: EncodedItem(held, in: .journal),
                        signature: signature),
                    isCompared: true))
        }
    }

    private var titles: [String] {
        get throws {
            try String(contentsOfFile: journal + "/feedd.jsonl", encoding: .utf8).split(separator: "\n").map { line in
                try JSONValue.parse(Array(line.utf8))["title"]?.string ?? ""
            }
        }
    }

    private let poll = PollCommit(source: "other", before: SourceState(), state: SourceState(), batch: nil)

    @Test("the store knows a group only after the journal has it")
    func order() async throws {
        let store = try Store(path: path)
        try holdUpdate("A", in: store)
        let seen = Mutex<[JournalPosition?]>([])
        let committer = try committer(store, WatchedLog(journal) { seen.withLock { $0.append(try? store.read { try $0.position() }) } })
        await committer.commitDueUpdates()
        #expect(seen.withLock { $0 } == [nil])
        #expect(try store.read { try $0.position() }?.seq == 1)
        #expect(try titles == ["A"])
    }

    @Test("where the journal cannot be written nothing is marked as journaled, and nothing more is written until a probe succeeds")
    func journalFails() async throws {
        let store = try Store(path: path)
        try holdUpdate("A", in: store)
        let disk = Disk()
        let committer = try committer(store, WatchedLog(journal, onAppend: disk.reserve))
        await committer.commitDueUpdates()
        #expect(committer.failure?.description.contains("cannot reserve space") == true)
        #expect(try store.read { try $0.position() } == nil)
        #expect(try store.read { try $0.nextHeldUpdate() } != nil)
        await #expect(throws: CommitError.self) { try await committer.commit(self.poll) }
        disk.isFull.store(false, ordering: .relaxed)
        try await committer.probe()
        _ = try await committer.commit(poll)
        #expect(try titles == ["A"])
        #expect(try store.read { try $0.position() }?.seq == 1)
    }

    @Test("a commit that failed is undone in the near-duplicates, too: what is older than the window leaves the store with the next one")
    func expiredStories() async throws {
        let store = try Store(path: path)
        var prose = Prose(seed: 41)
        let signatures = try (0..<2).map { _ in try #require(Signature(Shingles([TextFolding(Prose.text(prose.words(100))).bytes]))) }
        try store.write { store in
            _ = try store.insert(
                KnownStory(
                    item: 99, source: 1, original: ItemKey(high: 0, low: 99), repeats: false, at: .now() - .seconds(30 * 86_400),
                    signature: signatures[0]))
        }
        try holdUpdate("A", signature: signatures[1], in: store)
        let disk = Disk()
        let committer = try committer(store, WatchedLog(journal, onAppend: disk.reserve))
        await committer.commitDueUpdates()
        disk.isFull.store(false, ordering: .relaxed)
        try await committer.probe()
        await committer.commitDueUpdates()
        #expect(try titles == ["A"])
        var items: [Int64] = []
        try store.read { store in
            try store.eachSignature { row, _, _, _ in if let story = try? store.story(row) { items.append(story.item) } }
        }
        #expect(items == [1])
    }

    @Test("a store that fell behind the journal is replayed before anything else is written")
    func storeFails() async throws {
        let (store, committer, faults) = try committerWithFaults()
        faults.failNext(1)
        await committer.commitDueUpdates()
        #expect(try titles == ["A"])
        #expect(try store.read { try $0.position() } == nil)
        await #expect(throws: CommitError.self) { try await committer.commit(self.poll) }
        await committer.commitDueUpdates()
        #expect(try titles == ["A"])

        try await committer.probe()
        #expect(try store.read { try $0.position() }?.seq == 1)
        let item = try store.read { try $0.item(1) }
        #expect(item?.standing == .journaled(revision: 4))
        // The update was journaled: it is not held any more.
        #expect(try store.read { try $0.nextHeldUpdate() } == nil)
        _ = try await committer.commit(poll)
        try holdUpdate("B", in: store)
        await committer.commitDueUpdates()
        #expect(try titles == ["A", "B"])
        #expect(try store.read { try $0.item(1) }?.standing == .journaled(revision: 5))
        #expect(try store.read { try $0.position() }?.seq == 2)
    }

    @Test("a store that fell behind stays so until a replay succeeds")
    func replayFails() async throws {
        let (store, committer, faults) = try committerWithFaults()
        faults.failNext(2)
        await committer.commitDueUpdates()
        await #expect(throws: CommitError.self) { try await committer.probe() }
        #expect(committer.failure != nil)
        try await committer.probe()
        #expect(committer.failure == nil)
        #expect(try store.read { try $0.position() }?.seq == 1)
        await committer.commitDueUpdates()
        #expect(try titles == ["A"])
    }

    @Test("a page whose item the feed has changed since is discarded; an item that is journaled with its page counts as one of its source")
    func staleArticle() async throws {
        let store = try Store(path: path)
        let page = try #require(PageRequest("https://example.org/1"))
        let item = try store.write { store in
            let source = try store.state(of: "news").id
            let item = try store.insert(
                StoredItem(key: ItemKey(source: "news", identity: ["a"]), source: source, standing: .awaitingPage, contentHash: nil))
            // What the feed says of the item, and what it says later.
            for hash in [1, 2] as [UInt64] {
                try store.await(page, item: item, contentHash: hash, content: [], source: source, since: .now())
            }
            return item
        }
        let round = try #require(try store.read { try $0.pageRounds() }.first)
        let awaited = try #require(try store.read { try $0.missingPages(of: round) }.first)
        #expect(awaited.contentRevision == 1)
        let committer = try committer(store, FileLog(directory: journal))
        func finish(contentRevision: Int) async throws -> CommitCounts {
            var article = Item()
            article.title = "A"
            let entry = FinishedRound.Entry(
                awaited: AwaitedPage(id: awaited.id, url: awaited.url, contentRevision: contentRevision), item: item, isArticle: true,
                isFiltered: false,
                feed: FeedReference(title: nil, url: "https://example.org/"),
                finished: FinishedItem(contentHashes: [3], encoded: EncodedItem(article, in: .journal), signature: nil))
            return try await committer.finish(FinishedRound(round: round, items: [entry], memory: nil, nearDuplicates: .mark))
        }
        #expect(try await finish(contentRevision: 0).new == 0)
        #expect(try store.read { try $0.item(item) }?.standing == .awaitingPage)
        #expect(try await finish(contentRevision: 1).new == 1)
        #expect(try titles == ["A"])
        #expect(try store.read { try $0.state(of: "news") }?.items == 1)
    }

    @Test("a journal that others rotate is said once, in the log and in the store")
    func rotated() async throws {
        let store = try Store(path: path)
        try holdUpdate("A", in: store)
        let lines = Lines()
        let committer = try committer(store, FileLog(directory: journal), log: lines.log)
        await committer.commitDueUpdates()
        try FileManager.default.moveItem(atPath: journal + "/feedd.jsonl", toPath: journal + "/feedd.jsonl.1")
        for title in ["B", "C"] {
            try holdUpdate(title, in: store)
            await committer.commitDueUpdates()
        }
        #expect(try titles == ["B", "C"])
        #expect(
            lines.all == ["journal: records up to seq 1 are no longer in \(journal) (moved, rotated or deleted): continuing with seq 2"])
        #expect(try store.read { try $0.journalLoss() } == JournalLoss(reported: 1))
        #expect(try store.read { try $0.position() }?.seq == 3)
    }

    @Test("a store that is removed under the committer is written back before the next group, and that is said once")
    func storeRemoved() async throws {
        let store = try Store(path: path)
        try holdUpdate("A", in: store)
        let lines = Lines()
        let committer = try committer(store, FileLog(directory: journal), log: lines.log)
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        await committer.commitDueUpdates()
        await committer.commitDueUpdates()
        #expect(lines.all == ["\(path): was removed or replaced while feedd runs: written back from memory"])
        #expect(try titles == ["A"])
        store.close()
        #expect(try Store(readingFrom: path).read { try $0.position() }?.seq == 1)
    }
}
