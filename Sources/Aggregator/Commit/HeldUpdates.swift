import Identity
import Journal
import Store
import Syndication

/// Journals the held updates that are due.
struct HeldUpdates {
    private let store: StoreWriting
    private let nearDuplicates: NearDuplicates

    init(_ store: StoreWriting, _ nearDuplicates: NearDuplicates) {
        self.store = store
        self.nearDuplicates = nearDuplicates
    }

    /// - Parameter limit: the size of the group, in bytes, from which on the rest waits for the next one.
    func journalDue(into group: inout RecordGroup, limit: Int) throws {
        while group.lines.count < limit, let (held, source) = try store.reading.dueHeldUpdate(at: group.at) {
            try store.dropHeldUpdate(of: held.item)
            guard var item = try store.reading.item(held.item), case .journaled(let revision) = item.standing else { continue }
            item.standing = .journaled(revision: revision + 1)
            try store.update(item)
            // With the blocks that were learnt to recur since, the same content may have another hash by now.
            if item.contentHash != held.contentHash { try store.remember(contentHash: held.contentHash, of: item.id) }
            item.contentHash = held.contentHash
            let repetition = try nearDuplicates.update(item, to: held.content.signature, isCompared: held.isCompared, at: group.at, store)
            group.append(item, revision: revision + 1, source: source, content: held.content, repeating: repetition)
            var pace = try store.reading.pace(of: item.id) ?? UpdatePace(group.at)
            pace.journal(at: group.at)
            try store.save(pace, of: item.id)
        }
    }
}
