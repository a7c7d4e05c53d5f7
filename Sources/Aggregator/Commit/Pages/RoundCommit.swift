import Configuration
import Journal
import Store
import Syndication

/// The items of a page round, ready to be journaled: each page was fetched, or fetching it was abandoned.
struct FinishedRound: Sendable {
    let round: PageRound
    let items: [Entry]
    /// The encoded memory of the blocks that the pages of its host repeat; nil where it is unchanged.
    let memory: [UInt8]?
    /// What the source wants done with near-duplicates.
    let nearDuplicates: NearDuplicatePolicy

    struct Entry: Sendable {
        let awaited: AwaitedPage
        let item: Int64
        /// Whether the content is the article of the item's page, not the content of the feed.
        let isArticle: Bool
        /// The source's filter drops it.
        let isFiltered: Bool
        let feed: FeedReference
        let finished: FinishedItem

        var content: RecordContent { RecordContent(feed: feed, encoded: finished.encoded, signature: finished.signature) }
    }

    /// The size in bytes of the items' content, encoded: about that of the records that they can become.
    var encodedBytes: Int { items.reduce(0) { $0 + $1.finished.encoded.size } }
}

/// Decides what becomes of a finished round's items, inside the committer's transaction.
struct RoundCommit {
    private let finished: FinishedRound
    private let store: StoreWriting
    private let journaling: Journaling
    private var counts = CommitCounts()

    init(_ finished: FinishedRound, store: StoreWriting, nearDuplicates: NearDuplicates) {
        self.finished = finished
        self.store = store
        journaling = Journaling(
            source: finished.round.name, policy: finished.nearDuplicates, nearDuplicates: nearDuplicates, store: store)
    }

    /// Appends the records to `group`, in the items' order.
    mutating func run(into group: inout RecordGroup) throws -> CommitCounts {
        for one in finished.items { try resolve(one, into: &group) }
        try store.count(newItems: counts.new, filtered: counts.filtered, ofSource: finished.round.source)
        if let memory = finished.memory { try store.setSiteMemory(memory, of: finished.round.host, now: group.at) }
        return counts
    }

    private mutating func resolve(_ one: FinishedRound.Entry, into group: inout RecordGroup) throws {
        // Optimistic lock: if the feed's content has changed since the fetch began, this result is out of date. The item keeps waiting for its page.
        guard try store.reading.isAwaited(one.awaited.id, contentRevision: one.awaited.contentRevision) else { return }
        try store.endWait(ofItem: one.item)
        guard var item = try store.reading.item(one.item) else { return }
        if item.standing == .awaitingPage {
            try add(&item, one, to: &group)
        } else {
            try compare(&item, with: one, into: &group)
        }
        try store.update(item)
    }

    /// Journals an item that waited for its page, unless it is a near-duplicate that the source drops.
    private mutating func add(_ item: inout StoredItem, _ one: FinishedRound.Entry, to group: inout RecordGroup) throws {
        item.contentHash = one.finished.contentHash
        if one.isFiltered {
            item.standing = .filtered
            counts.filtered += 1
            return
        }
        let repetition = try journaling.repetition(of: one.content.signature, source: item.source, at: group.at)
        item.standing = journaling.leavesOut(repetition) ? .leftOut : .journaled(revision: 1)
        guard item.standing != .leftOut else { return }
        try journaling.add(item, one.content, repeating: repetition, to: &group)
        counts.new += 1
    }

    private mutating func compare(_ item: inout StoredItem, with one: FinishedRound.Entry, into group: inout RecordGroup) throws {
        // If the page could not be fetched, the feed's text does not replace an article that was journaled before.
        if !one.isArticle, try !Teaser.isContent(of: item, store.reading) { return }
        if try journaling.update(&item, to: one.finished, of: one.feed, journalsUpdates: !one.isFiltered, in: &group) {
            counts.updated += 1
        }
    }
}
