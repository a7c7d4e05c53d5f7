import Bytes
import Identity
import Store
import Syndication

/// What becomes of an item that is known.
extension Reconciliation {
    mutating func update(
        _ id: Int64, with signed: Candidate.Signed, page: PageRequest?, by rule: Matcher.Rule, into group: inout RecordGroup
    ) throws {
        guard var item = try store.reading.item(id) else { return }
        let before = item
        if rule != .whole { try store.learn(matcher.aliases(of: signed.facets, isNew: false), of: id) }
        if item.source == state.id {
            item.left = nil
            item.take(signed.facets)
            if let page {
                try pages.seen(&item, signed, page, isRebuilt: state.habits.contains(.rebuilt))
            } else {
                try compare(&item, with: signed, into: &group)
            }
        } else if item.left != nil {
            // Only the source that journaled an item updates it; that another shows it keeps it remembered.
            item.left = Retention.day(of: group.at)
        }
        if item != before { try store.update(item) }
    }

    private mutating func compare(_ item: inout StoredItem, with signed: Candidate.Signed, into group: inout RecordGroup) throws {
        let isOldCleaning = item.cleaner != Cleaning.release
        item.cleaner = Cleaning.release
        let before = item.version
        item.version = signed.version
        // Another release's versions say nothing; a block that was learnt to recur alone changes no item.
        if isOldCleaning || signed.versions.contains(before) { return }
        let isHeld = try store.reading.holdsUpdate(of: item.id)
        // A version that was held back has not been journaled, and may be yet.
        if !isHeld { try store.remember(version: before, of: item.id) }
        guard item.revision > 0, batch.source.updates, !state.habits.contains(.rebuilt) else {
            if isHeld { try store.dropHeldUpdate(of: item.id) }
            return
        }
        if try signed.versions.contains(where: { try store.reading.hadVersion($0, item: item.id) }) {
            try goBack(item, isHeld: isHeld, at: group.at)
        } else {
            guard try journaling.update(&item, to: content(of: signed), isHeld: isHeld, in: &group) else { return }
            tally.updated += 1
            if let alias = matcher.textAlias(of: signed.facets) { try store.learn([alias], of: item.id) }
        }
    }

    /// A version that was journaled before is there again: nothing is journaled, and nothing that was held back any more.
    private func goBack(_ item: StoredItem, isHeld: Bool, at now: Timestamp) throws {
        if isHeld { try store.dropHeldUpdate(of: item.id) }
        guard var pace = try store.reading.pace(of: item.id) else { return }
        pace.note(now)
        try store.save(pace, of: item.id)
    }
}
