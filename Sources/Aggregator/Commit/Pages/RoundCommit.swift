import Configuration
import Journal
import Store
import Syndication

/// A round whose pages are in, or given up: what becomes of its items.
struct FinishedRound: Sendable {
    let round: PageRound
    let items: [Entry]
    /// What its site is known to repeat from now on; nil for as before.
    let memory: [UInt8]?
    /// Of the source.
    let nearDuplicates: NearDuplicatePolicy

    struct Entry: Sendable {
        let awaited: AwaitedPage
        let item: Int64
        /// The content is the article of the item's page; else it is what the feed says.
        let isArticle: Bool
        let feed: FeedReference
        let finished: FinishedItem

        var content: RecordContent { RecordContent(feed: feed, encoded: finished.encoded, signature: finished.signature) }
    }

    /// The size in bytes of the records that it may become.
    var encodedBytes: Int { items.reduce(0) { $0 + $1.finished.encoded.size } }
}

/// Takes a finished round into journal and store, inside the committer's transaction.
struct RoundCommit {
    private let finished: FinishedRound
    private let store: StoreWriting
    private let journaling: Journaling
    private var tally = Reconciliation.Tally()

    init(_ finished: FinishedRound, store: StoreWriting, nearDuplicates: NearDuplicates) {
        self.finished = finished
        self.store = store
        journaling = Journaling(
            source: finished.round.name, policy: finished.nearDuplicates, nearDuplicates: nearDuplicates, store: store)
    }

    /// Appends the records to `group`, in the items' order.
    mutating func run(into group: inout RecordGroup) throws -> Reconciliation.Tally {
        for one in finished.items { try take(one, into: &group) }
        try store.count(newItems: tally.new, ofSource: finished.round.source)
        if let memory = finished.memory { try store.setSiteMemory(memory, of: finished.round.site, now: group.at) }
        return tally
    }

    private mutating func take(_ one: FinishedRound.Entry, into group: inout RecordGroup) throws {
        // The feed has said something else meanwhile: the item waits on, for its page as it is now.
        guard try store.reading.isAwaited(one.awaited.id, turn: one.awaited.turn) else { return }
        try store.waitIsOver(item: one.item)
        guard var item = try store.reading.item(one.item) else { return }
        if item.revision == StoredItem.awaitingPage {
            try add(&item, one, to: &group)
        } else {
            try compare(&item, with: one, into: &group)
        }
        try store.update(item)
    }

    /// An item that waited to be journaled. It is left out where it repeats another source's and the source does not want that.
    private mutating func add(_ item: inout StoredItem, _ one: FinishedRound.Entry, to group: inout RecordGroup) throws {
        let repetition = try journaling.repetition(of: one.content.signature, source: item.source, at: group.at)
        item.version = one.finished.contentHash
        item.revision = journaling.leavesOut(repetition) ? 0 : 1
        guard item.revision > 0 else { return }
        try journaling.add(item, one.content, repeating: repetition, to: &group)
        tally.new += 1
    }

    private mutating func compare(_ item: inout StoredItem, with one: FinishedRound.Entry, into group: inout RecordGroup) throws {
        // Where the page cannot be had just now, an item that was journaled with its article stays what it was.
        if !one.isArticle, try !isTeaser(item) { return }
        if try journaling.update(&item, to: one.finished, of: one.feed, journalsUpdates: true, in: &group) { tally.updated += 1 }
    }

    /// Whether the item was journaled with what its feed says, and not with an article.
    private func isTeaser(_ item: StoredItem) throws -> Bool {
        try store.reading.hadVersion(Teaser.mark(item.version), item: item.id)
    }
}
