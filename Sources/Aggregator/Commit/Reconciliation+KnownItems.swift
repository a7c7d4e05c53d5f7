import Bytes
import Identity
import Journal
import Store
import Syndication

/// Items that are known.
extension Reconciliation {
    mutating func update(
        _ id: Int64, with signed: Candidate.Signed, page: PageRequest?, by rule: Matcher.Rule, into group: inout RecordGroup
    ) throws {
        guard var item = try store.reading.item(id) else { return }
        let before = item
        if rule != .whole { try store.learn(matcher.aliases(of: signed.facets, isNew: false), of: id) }
        if item.source == state.id {
            item.absentSince = nil
            item.setHashes(signed.facets)
            if let page {
                try pages.requestAgain(page, of: &item, signed, isRebuilt: state.habits.contains(.wasRebuilt))
            } else {
                try compare(&item, with: signed, into: &group)
            }
        } else if item.absentSince != nil {
            // Only the source that journaled an item updates it. As long as another one shows it, it is not forgotten.
            item.absentSince = Retention.day(of: group.at)
        }
        if item != before { try store.update(item) }
    }

    private mutating func compare(_ item: inout StoredItem, with signed: Candidate.Signed, into group: inout RecordGroup) throws {
        let journalsUpdates = batch.source.updates && !state.habits.contains(.wasRebuilt)
        guard try journaling.update(&item, to: signed.finished, of: feed, journalsUpdates: journalsUpdates, in: &group) else { return }
        counts.updated += 1
        if let alias = matcher.textAlias(of: signed.facets) { try store.learn([alias], of: item.id) }
    }
}
