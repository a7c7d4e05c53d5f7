import Bytes
import Identity
import Store
import Syndication

/// Has a batch's items wait for their pages, inside the committer's transaction.
struct PageWait {
    private let store: StoreWriting
    private let batch: Batch
    private let feed: FeedReference
    private let source: Int64
    /// The rounds that have something new to fetch.
    private(set) var rounds: Set<PageRound> = []

    /// - Parameter source: its number.
    init(_ batch: Batch, of feed: FeedReference, source: Int64, store: StoreWriting) {
        self.batch = batch
        self.feed = feed
        self.source = source
        self.store = store
    }

    /// An item that was never seen before: it is journaled when its page is in.
    mutating func begin(_ item: StoredItem, _ signed: Candidate.Signed, _ page: PageRequest) throws {
        try store.remember(version: Teaser.mark(signed.finished.contentHash), of: item.id)
        try ask(item, signed, page)
    }

    /// An item of the source that stands in a document again, in other bytes: where what its feed says of it has not been seen before, its page is read
    /// again. Comment counts and the like are not part of that.
    ///
    /// - Parameter isRebuilt: the store was rebuilt from the journal: things are taken as they are.
    mutating func seen(_ item: inout StoredItem, _ signed: Candidate.Signed, _ page: PageRequest, isRebuilt: Bool) throws {
        guard item.revision != 0 else { return }
        let change = try ContentChange(signed.finished.contentHashes, after: item.version) {
            try store.reading.hadVersion(Teaser.mark($0), item: item.id)
        }
        let isOldCleaning = item.cleaner != Cleaning.release
        if isOldCleaning {
            let isTeaser = try store.reading.hadVersion(Teaser.mark(item.version), item: item.id)
            item.version = isTeaser ? signed.finished.contentHash : 0
            item.cleaner = Cleaning.release
        }
        guard case .changed = change else { return }
        try store.remember(version: Teaser.mark(signed.finished.contentHash), of: item.id)
        let isWaiting = item.revision == StoredItem.awaitingPage
        guard isWaiting || !isRebuilt && !isOldCleaning && batch.source.updates else { return }
        try ask(item, signed, page)
    }

    private mutating func ask(_ item: StoredItem, _ signed: Candidate.Signed, _ page: PageRequest) throws {
        try store.await(
            page, item: item.id, version: signed.finished.contentHash, content: FeedContent.stored(signed.finished.encoded, of: feed),
            source: source,
            since: batch.polledAt)
        if let round = try store.pageRound(ofItem: item.id) { rounds.insert(round) }
    }
}

/// What a feed says of an item whose content comes from its page.
enum Teaser {
    /// The version of a teaser, as it stands among the versions that an item had: it is told from those of articles.
    static func mark(_ version: UInt64) -> UInt64 { StableHash.combine(version, 0x7EA5_E27E_A5E2) }
}
