import Bytes
import Identity
import Store
import Syndication
import WebAddress

/// Has a batch's items wait for their pages, inside the committer's transaction.
struct PageRequests {
    private let store: StoreWriting
    private let batch: Batch
    private let feed: FeedReference
    private let source: Int64
    /// The rounds that have pages to fetch.
    private(set) var rounds: Set<PageRound> = []
    private(set) var ceilings: PageCeilings
    /// Pages of other sites that were admitted, and that were not.
    private var taken = 0
    private var leftOut = 0

    /// - Parameter source: the state of the batch's source.
    init(_ batch: Batch, of feed: FeedReference, source: SourceState, store: StoreWriting) {
        ceilings = PageCeilings(source.pages)
        self.batch = batch
        self.feed = feed
        self.source = source.id
        self.store = store
    }

    /// Whether a page may be fetched: one of another site counts against the source's ceilings.
    mutating func admits(_ page: PageRequest) -> Bool {
        if WebURL.isSameSite(page.url, batch.source.url) || WebURL.isSameSite(page.url, batch.document.url) { return true }
        guard taken < PageCeilings.perPoll, ceilings.take(at: batch.polledAt) else {
            leftOut += 1
            return false
        }
        taken += 1
        return true
    }

    /// An item is journaled with what its feed says, and its page is not requested until the feed says something else.
    func forgo(_ item: StoredItem, _ signed: Candidate.Signed) throws {
        try store.remember(contentHash: Teaser.mark(signed.finished.contentHash), of: item.id)
    }

    /// How many pages were not admitted, where that is to be said.
    mutating func leftOutToTell() -> Int {
        leftOut > 0 && ceilings.tells(at: batch.polledAt) ? leftOut : 0
    }

    /// Requests the page of an item that was never seen before: it is journaled when its page is in.
    mutating func request(_ page: PageRequest, of item: StoredItem, _ signed: Candidate.Signed) throws {
        try store.remember(contentHash: Teaser.mark(signed.finished.contentHash), of: item.id)
        try wait(for: page, item, signed)
    }

    /// Requests the page of a known item again if what its feed says of it is new: comment counts and the like are not part of that.
    ///
    /// - Parameter isRebuilt: the store was rebuilt from the journal: contents are taken as they are.
    mutating func requestAgain(
        _ page: PageRequest, of item: inout StoredItem, _ signed: Candidate.Signed, isRebuilt: Bool
    ) throws {
        guard item.standing.isJournaled else { return }
        let change = try ContentChange(signed.finished.contentHashes, after: item.contentHash) {
            try store.reading.hadContent(Teaser.mark($0), item: item.id)
        }
        let isOldCleaning = item.cleaningRelease != Cleaning.release
        if isOldCleaning {
            item.contentHash = try Teaser.isContent(of: item, store.reading) ? signed.finished.contentHash : nil
            item.cleaningRelease = Cleaning.release
        }
        // Past the ceiling the change is seen again at the next poll.
        guard case .changed = change, admits(page) else { return }
        try store.remember(contentHash: Teaser.mark(signed.finished.contentHash), of: item.id)
        guard item.standing == .awaitingPage || !isRebuilt && !isOldCleaning && batch.source.updates else { return }
        try wait(for: page, item, signed)
    }

    private mutating func wait(for page: PageRequest, _ item: StoredItem, _ signed: Candidate.Signed) throws {
        try store.await(
            page, item: item.id, contentHash: signed.finished.contentHash,
            content: AwaitedFeedItem.stored(signed.finished.encoded, of: feed), source: source, since: batch.polledAt)
        if let round = try store.pageRound(ofItem: item.id) { rounds.insert(round) }
    }
}

/// What a feed says of an item whose content comes from its page.
enum Teaser {
    /// The hash of a teaser as it is remembered among the contents that the item had: so that it differs from those of articles.
    static func mark(_ contentHash: UInt64) -> UInt64 { StableHash.combine(contentHash, 0x7EA5_E27E_A5E2) }

    /// Whether the content that was compared last is what the feed said, and not an article.
    static func isContent(of item: StoredItem, _ store: StoreReading) throws -> Bool {
        guard let hash = item.contentHash else { return false }
        return try store.hadContent(mark(hash), item: item.id)
    }
}
