import Bytes
import Identity
import Journal
import Store
import Syndication

/// Items that are known.
extension Reconciliation {
    mutating func update(
        _ id: Int64, with signed: Candidate.Signed, _ candidate: Candidate, by rule: Matcher.Rule, into group: inout RecordGroup
    ) throws {
        guard var item = try store.reading.item(id) else { return }
        let before = item
        if rule != .whole { try store.learn(matcher.aliases(of: signed.facets, isNew: false), of: id) }
        if item.source == state.id {
            item.absentSince = nil
            item.setHashes(signed.facets)
            if signed.approximateDate != nil { item.published = before.published }
            if candidate.isFiltered(awaitsPage: candidate.page != nil) {
                try leaveOut(&item, signed, candidate, in: &group)
            } else if item.standing == .filtered {
                try reconsider(&item, signed, candidate, into: &group)
            } else if let page = candidate.page {
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
        guard
            try journaling.update(
                &item, to: finished(signed, dated: item.published), of: feed, journalsUpdates: journalsUpdates, in: &group)
        else { return }
        counts.updated += 1
        if let alias = matcher.textAlias(of: signed.facets) { try store.learn([alias], of: item.id) }
    }

    /// The item to journal. A date that was computed from a relative one ("3 hours ago") is replaced by the date stored when the item was first seen.
    private func finished(_ signed: Candidate.Signed, dated first: Int64?) -> FinishedItem {
        guard signed.approximateDate != nil, let first else { return signed.finished }
        var encoded = signed.finished.encoded
        encoded.setPublished(Timestamp(milliseconds: first * 1000))
        return FinishedItem(contentHashes: signed.finished.contentHashes, encoded: encoded, signature: signed.finished.signature)
    }

    // MARK: - Filters

    /// The source's filter drops what the feed says of the item now: there is no update.
    private mutating func leaveOut(
        _ item: inout StoredItem, _ signed: Candidate.Signed, _ candidate: Candidate, in group: inout RecordGroup
    ) throws {
        switch item.standing {
        case .filtered:
            item.contentHash = signed.finished.contentHash
            item.cleaningRelease = Cleaning.release
        case .awaitingPage:
            try store.endWait(ofItem: item.id)
            item.standing = .filtered
            item.contentHash = signed.finished.contentHash
            counts.filtered += 1
        case .journaled, .leftOut:
            if candidate.page == nil {
                _ = try journaling.update(&item, to: signed.finished, of: feed, journalsUpdates: false, in: &group)
            } else {
                // The content that was journaled is an article's, with which that of the feed is not compared.
                try store.remember(contentHash: Teaser.mark(signed.finished.contentHash), of: item.id)
            }
        }
    }

    /// An item that was filtered passes now. It is journaled if it has changed: where the filter alone has, the source's old items are not delivered.
    private mutating func reconsider(
        _ item: inout StoredItem, _ signed: Candidate.Signed, _ candidate: Candidate, into group: inout RecordGroup
    ) throws {
        let last = item.contentHash
        let isOldCleaning = item.cleaningRelease != Cleaning.release
        item.contentHash = signed.finished.contentHash
        item.cleaningRelease = Cleaning.release
        if let last, signed.finished.contentHashes.contains(last) || isOldCleaning { return }
        if try store.reading.hadContent(Teaser.mark(signed.finished.contentHash), item: item.id) { return }
        if let page = candidate.page, pages.admits(page) {
            item.contentHash = nil
            item.standing = .awaitingPage
            return try pages.request(page, of: item, signed)
        }
        if candidate.isFiltered(awaitsPage: false) { return }
        let repetition = try journaling.repetition(of: signed.finished.signature, source: state.id, at: group.at)
        item.standing = journaling.leavesOut(repetition) ? .leftOut : .journaled(revision: 1)
        guard item.standing != .leftOut else { return }
        if candidate.page != nil { try pages.forgo(item, signed) }
        try journaling.add(item, content(of: signed), repeating: repetition, to: &group)
        counts.new += 1
    }
}
