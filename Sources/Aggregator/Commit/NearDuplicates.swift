import Bytes
import Configuration
import Identity
import Journal
import Store
import Syndication

/// What the committer knows of the stories of the last days, in memory what finds them and in the store what tells them.
///
/// Belongs to the committer, on whose queue all of it runs.
final class NearDuplicates {
    private(set) var settings: NearDuplicateSettings
    /// nil until something is to be compared: most polls bring nothing that is.
    private var index: SignatureIndex?
    /// The store's rows up to here are of no use any more; nil where they have been removed.
    private var expired: Int64?
    /// Rows removed in one transaction: a few milliseconds.
    private static let mostRemoved = 1_000

    init(_ settings: NearDuplicateSettings) {
        self.settings = settings
    }

    /// What an item is found to repeat.
    struct Repetition: Equatable {
        let original: ItemKey
        /// 0 to 1, to two decimals.
        let similarity: Double
    }

    /// The earliest item that tells the same story; nil where there is none, of another source and within the window.
    ///
    /// - Parameter item: where it was journaled before, its number.
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

    /// What the update of an item repeats, which was journaled before; and remembers it by its new content, too.
    ///
    /// - Parameter isCompared: whether its source has that told.
    func update(_ item: StoredItem, to signature: Signature?, isCompared: Bool, at now: Timestamp, _ store: StoreWriting) throws
        -> Repetition?
    {
        guard let signature else { return nil }
        let repetition = try isCompared ? repetition(signature, source: item.source, item: item.id, at: now, in: store.reading) : nil
        try add(signature, of: item, repeating: repetition, at: now, to: store)
        return repetition
    }

    /// Remembers what is journaled, for others may repeat it.
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

    /// Forgets what is older than the window.
    func expire(at now: Timestamp) {
        if let row = index?.removeAll(before: now - settings.window) { expired = row }
    }

    /// Removes from the store some of what has been forgotten.
    func clear(_ store: StoreWriting) throws {
        guard let expired else { return }
        if try store.removeStories(to: expired, most: Self.mostRemoved) < Self.mostRemoved { self.expired = nil }
    }

    // MARK: - Transactions

    /// What is held at the beginning of a transaction.
    struct Mark {
        fileprivate let count: Int?
        fileprivate let expired: Int64?
    }

    var mark: Mark { Mark(count: index?.count, expired: expired) }

    /// The transaction was not carried out.
    func rollBack(to mark: Mark) {
        if let count = mark.count { index?.removeLast(to: count) } else { index = nil }
        expired = mark.expired
    }

    // MARK: - Start and reload

    /// Takes in what the store has where that has not been done.
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

    /// Goes by what the store has from now on: something else has written there.
    func forget() {
        index = nil
        expired = nil
    }

    /// From now on goes by other settings. A longer window grows from what there is.
    func reconfigure(_ settings: NearDuplicateSettings) {
        self.settings = settings
        index?.setWindow(settings.window)
    }
}
