import Bytes
import Configuration
import Identity
import Journal
import Store
import Syndication

/// Brings the items of one source into the journal, inside the committer's transaction: what polls bring and what page rounds bring alike.
struct Journaling {
    /// The name of the source.
    let source: String
    let policy: NearDuplicatePolicy
    let nearDuplicates: NearDuplicates
    let store: StoreWriting

    // MARK: - New items

    /// The earlier item that one repeats which has not been journaled yet; nil where there is none.
    ///
    /// - Parameter source: the number of the source.
    func repetition(of signature: Signature?, source: Int64, at now: Timestamp) throws -> NearDuplicates.Repetition? {
        guard isCompared, let signature else { return nil }
        return try nearDuplicates.repetition(signature, source: source, at: now, in: store.reading)
    }

    /// Whether the source's configuration drops an item that repeats another one.
    func leavesOut(_ repetition: NearDuplicates.Repetition?) -> Bool { repetition != nil && policy == .drop }

    func add(
        _ item: StoredItem, _ content: RecordContent, repeating repetition: NearDuplicates.Repetition?, to group: inout RecordGroup
    ) throws {
        group.append(item, revision: 1, source: source, content: content, repeating: repetition)
        guard let signature = content.signature else { return }
        try nearDuplicates.add(signature, of: item, repeating: repetition, at: group.at, to: store)
    }

    // MARK: - Known items

    /// Stores the content that an item has now, and journals it as an update if the item never had it.
    ///
    /// - Parameter journalsUpdates: if false, the content is stored without an update.
    /// - Returns: whether an update was journaled; one that is held back (`UpdatePace`) was not yet.
    func update(
        _ item: inout StoredItem, to finished: FinishedItem, of feed: FeedReference, journalsUpdates: Bool, in group: inout RecordGroup
    ) throws -> Bool {
        let last = item.contentHash
        let isOldCleaning = item.cleaningRelease != Cleaning.release
        item.cleaningRelease = Cleaning.release
        item.contentHash = finished.contentHash
        // The hashes of another release cannot be compared with: the content is taken as it is.
        if isOldCleaning { return false }
        let change = try ContentChange(finished.contentHashes, after: last) { try store.reading.hadContent($0, item: item.id) }
        if case .unchanged = change { return false }
        let isHeld = try store.reading.holdsUpdate(of: item.id)
        // A content whose update is held back has not been journaled, and may be yet.
        if let last, !isHeld { try store.remember(contentHash: last, of: item.id) }
        if case .changed = change, last != nil, case .journaled(let revision) = item.standing, journalsUpdates {
            let content = RecordContent(feed: feed, encoded: finished.encoded, signature: finished.signature)
            return try journalOrHold(
                &item, revision: revision + 1, contentHash: finished.contentHash, content, isHeld: isHeld, in: &group)
        }
        if isHeld { try store.dropHeldUpdate(of: item.id) }
        if case .returned = change, journalsUpdates { try noteChange(of: item, at: group.at) }
        return false
    }

    /// Journals an update, or holds it back where the item was updated too often lately.
    ///
    /// - Parameter isHeld: an earlier update of the item is held back.
    /// - Returns: whether it was journaled.
    private func journalOrHold(
        _ item: inout StoredItem, revision: Int, contentHash: UInt64, _ content: RecordContent, isHeld: Bool, in group: inout RecordGroup
    ) throws -> Bool {
        var pace = try store.reading.pace(of: item.id) ?? UpdatePace(group.at)
        let isJournaled: Bool
        switch pace.change(at: group.at) {
        case .journal:
            item.standing = .journaled(revision: revision)
            let repetition = try nearDuplicates.update(item, to: content.signature, isCompared: isCompared, at: group.at, store)
            group.append(item, revision: revision, source: source, content: content, repeating: repetition)
            pace.journal(at: group.at)
            if isHeld { try store.dropHeldUpdate(of: item.id) }
            isJournaled = true
        case .hold(let due):
            try store.hold(HeldUpdate(item: item.id, due: due, contentHash: contentHash, content: content, isCompared: isCompared))
            isJournaled = false
        }
        try store.save(pace, of: item.id)
        return isJournaled
    }

    /// An item that flips between its versions is changing, too: its next new version may have to wait.
    private func noteChange(of item: StoredItem, at now: Timestamp) throws {
        guard var pace = try store.reading.pace(of: item.id) else { return }
        pace.note(now)
        try store.save(pace, of: item.id)
    }

    /// Whether the source's items are compared with what other sources have journaled.
    private var isCompared: Bool { policy != .keep }
}
