import Bytes
import Configuration
import Identity
import Journal
import Store
import Syndication

/// The items that were journaled within the window of days, with which new ones are compared. The index is in memory, the signatures are in the store.
///
/// Used on the committer's queue alone.
final class NearDuplicates {
    private(set) var settings: NearDuplicateSettings
    /// Loaded on first use, since most polls bring nothing new.
    private var index: SignatureIndex?
    /// The store's rows up to this one are older than the window; nil where they have been removed.
    private var expired: Int64?
    /// How many rows are removed in one transaction: that takes a few milliseconds.
    private static let mostRemoved = 1_000

    init(_ settings: NearDuplicateSettings) {
        self.settings = settings
    }

    /// A match: the earlier item of which another one is a near-duplicate.
    struct Repetition: Equatable {
        let original: ItemKey
        /// 0 to 1, to two decimals.
        let similarity: Double
    }

    /// The earliest item of another source, within the window, that tells the same story; nil where there is none.
    ///
    /// - Parameter item: the number of the item with the signature, if it was journaled before.
    func repetition(_ signature: Signature, source: Int64, item: Int64? = nil, at now: Timestamp, in store: StoreReading) throws
        -> Repetition?
    {
        let candidates = try index(from: store, at: now).candidates(for: signature, source: source)
        guard !candidates.isEmpty else { return nil }
        let limit = now - settings.window
        var stories: [KnownStory] = []
        stories.reserveCapacity(candidates.count)
        for candidate in candidates {
            if let story = try store.story(candidate.row), story.at >= limit { stories.append(story) }
        }
        guard let found = DuplicateRule(threshold: settings.threshold).original(of: signature, source: source, item: item, among: stories)
        else { return nil }
        return Repetition(original: found.story.original, similarity: (found.similarity * 100).rounded() / 100)
    }

    /// Like `repetition`, for the update of an item. Adds its new signature to the index.
    ///
    /// - Parameter isCompared: whether near-duplicate detection is on for its source.
    func update(_ item: StoredItem, to signature: Signature?, isCompared: Bool, at now: Timestamp, _ store: StoreWriting) throws
        -> Repetition?
    {
        guard let signature else { return nil }
        let repetition = try isCompared ? repetition(signature, source: item.source, item: item.id, at: now, in: store.reading) : nil
        try add(signature, of: item, repeating: repetition, at: now, to: store)
        return repetition
    }

    /// Remembers an item that is journaled: others may be near-duplicates of it.
    func add(_ signature: Signature, of item: StoredItem, repeating repetition: Repetition?, at now: Timestamp, to store: StoreWriting)
        throws
    {
        let story = KnownStory(
            item: item.id, source: item.source, original: repetition?.original ?? item.key, repeats: repetition != nil, at: now,
            signature: signature)
        try add(story, to: store)
    }

    func add(_ story: KnownStory, to store: StoreWriting) throws {
        _ = try index(from: store.reading, at: story.at)
        let row = try store.insert(story)
        index?.insert(story.signature, row: row, source: story.source, at: story.at)
    }

    // MARK: - Time

    /// Removes from the index what is older than the window.
    func expire(at now: Timestamp) {
        if let row = index?.removeAll(before: now - settings.window) { expired = row }
    }

    /// Deletes one batch of expired rows from the store as well.
    func removeExpired(from store: StoreWriting) throws {
        guard let expired else { return }
        if try store.removeStories(to: expired, most: Self.mostRemoved) < Self.mostRemoved { self.expired = nil }
    }

    // MARK: - Transactions

    /// The state at the beginning of a transaction.
    struct Mark {
        fileprivate let count: Int?
        fileprivate let expired: Int64?
    }

    var mark: Mark { Mark(count: index?.count, expired: expired) }

    /// Undoes what was done since, as the transaction failed.
    func rollBack(to mark: Mark) {
        if let count = mark.count { index?.removeLast(to: count) } else { index = nil }
        expired = mark.expired
    }

    // MARK: - Start and reload

    /// The index, read from the store on its first use.
    private func index(from store: StoreReading, at now: Timestamp) throws -> SignatureIndex {
        if let index { return index }
        var index = SignatureIndex(window: settings.window)
        let limit = now - settings.window
        try store.eachSignature { row, source, at, signature in
            if at >= limit {
                index.insert(signature, row: row, source: source, at: at)
            } else if index.count == 0 {
                expired = row
            }
        }
        self.index = index
        return index
    }

    /// Has the index read from the store again: a replay has written there.
    func forget() {
        index = nil
        expired = nil
    }

    /// Uses other settings from now on. A longer window does not bring back what has expired.
    func reconfigure(_ settings: NearDuplicateSettings) {
        self.settings = settings
        index?.setWindow(settings.window)
    }
}
