import Identity
import Store
import Syndication

/// Journals the updates that were held back and whose time has come.
struct HeldUpdates {
    private let store: StoreWriting
    private let nearDuplicates: NearDuplicates

    init(_ store: StoreWriting, _ nearDuplicates: NearDuplicates) {
        self.store = store
        self.nearDuplicates = nearDuplicates
    }

    /// - Parameter limit: bytes of the group from which on the rest waits for the next one.
    func journalDue(into group: inout RecordGroup, limit: Int) throws {
        while group.lines.count < limit, let (held, source) = try store.reading.dueHeldUpdate(at: group.at) {
            try store.dropHeldUpdate(of: held.item)
            guard var item = try store.reading.item(held.item) else { continue }
            item.revision += 1
            try store.update(item)
            // What was learnt to recur since may have given the same content another version.
            if item.version != held.version { try store.remember(version: held.version, of: item.id) }
            item.version = held.version
            let repetition = try nearDuplicates.update(item, to: held.content.signature, isCompared: held.isCompared, at: group.at, store)
            group.append(.update, of: item, source: source, feed: held.content.feed, encoded: held.content.encoded, repeating: repetition)
            var pace = try store.reading.pace(of: item.id) ?? UpdatePace(group.at)
            pace.journal(at: group.at)
            try store.save(pace, of: item.id)
        }
    }
}
