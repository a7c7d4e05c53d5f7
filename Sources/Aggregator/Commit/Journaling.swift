import Bytes
import Configuration
import Identity
import Store
import Syndication

/// Brings a source's items into the journal, inside the committer's transaction: with what they repeat, and updates at their pace.
struct Journaling {
    /// Its name.
    let source: String
    let policy: NearDuplicatePolicy
    let nearDuplicates: NearDuplicates
    let store: StoreWriting

    /// What an item repeats that has not been journaled yet.
    ///
    /// - Parameter source: the number of the source.
    func repetition(of signature: Signature?, source: Int64, at now: Timestamp) throws -> NearDuplicates.Repetition? {
        guard isCompared, let signature else { return nil }
        return try nearDuplicates.repetition(signature, source: source, at: now, in: store.reading)
    }

    /// Whether the source does not want what repeats another's.
    func leavesOut(_ repetition: NearDuplicates.Repetition?) -> Bool { repetition != nil && policy == .drop }

    func add(
        _ item: StoredItem, _ content: RecordContent, repeating repetition: NearDuplicates.Repetition?, to group: inout RecordGroup
    ) throws {
        group.append(.new, of: item, source: source, feed: content.feed, encoded: content.encoded, repeating: repetition)
        guard let signature = content.signature else { return }
        try nearDuplicates.add(signature, of: item, repeating: repetition, at: group.at, to: store)
    }

    /// Journals what an item has become, or holds it back for its time.
    ///
    /// - Parameter isHeld: an earlier update of it is held back.
    /// - Returns: whether it was journaled.
    func update(_ item: inout StoredItem, to content: RecordContent, isHeld: Bool, in group: inout RecordGroup) throws -> Bool {
        var pace = try store.reading.pace(of: item.id) ?? UpdatePace(group.at)
        let step = pace.change(at: group.at)
        let isDue: Bool
        switch step {
        case .journal:
            item.revision += 1
            let repetition = try nearDuplicates.update(item, to: content.signature, isCompared: isCompared, at: group.at, store)
            group.append(.update, of: item, source: source, feed: content.feed, encoded: content.encoded, repeating: repetition)
            pace.journal(at: group.at)
            if isHeld { try store.dropHeldUpdate(of: item.id) }
            isDue = true
        case .hold(let due):
            try store.hold(HeldUpdate(item: item.id, due: due, version: item.version, content: content, isCompared: isCompared))
            isDue = false
        }
        try store.save(pace, of: item.id)
        return isDue
    }

    /// With what other sources have journaled.
    private var isCompared: Bool { policy != .keep }
}
