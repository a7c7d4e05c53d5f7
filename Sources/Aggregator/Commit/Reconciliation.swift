import Identity
import Journal
import Store
import Syndication

/// Sorts the items of one batch into new, updated and unchanged ones, inside the commit's transaction.
///
/// The only place where that is decided, since two batches may bring the same item at the same time.
struct Reconciliation {
    let batch: Batch
    let store: StoreWriting
    let journaling: Journaling
    var state: SourceState
    var matcher: Matcher
    let feed: FeedReference
    var pages: PageRequests
    var counts = CommitCounts()
    /// The new items and their aliases, which are written together.
    private var added: [StoredItem] = []
    private var learnt: [LearntAlias] = []
    private var nextItem: Int64 = 0
    /// `JournalLoss.epoch`.
    private let epoch: Int64

    /// - Parameter state: the source's, with the number that the store gave it.
    init(
        _ batch: Batch, state: SourceState, epoch: Int64, store: StoreWriting, nearDuplicates: NearDuplicates
    ) {
        self.batch = batch
        self.state = state
        self.epoch = epoch
        self.store = store
        feed = FeedReference(title: batch.feed.title, url: batch.source.publicURL)
        journaling = Journaling(
            source: batch.source.name, policy: batch.source.nearDuplicates, nearDuplicates: nearDuplicates, store: store)
        pages = PageRequests(batch, of: feed, source: state, store: store)
        matcher = Matcher(
            batch.candidates.map(Matcher.Sighting.init), source: state.id, trustsGuids: !state.habits.contains(.uselessGUIDs),
            isFirst: !state.hasBeenRead && state.shown.count == 0 && state.items == 0,
            unclaimed: Self.unclaimed(batch, state, store), lookUp: store.reading.items)
    }

    /// The items that the source showed last and that no item of this document was matched with: of a document that is whole.
    private static func unclaimed(_ batch: Batch, _ state: SourceState, _ store: StoreWriting) -> (Set<Int64>) throws -> [KnownItem] {
        guard batch.isWhole, !batch.document.isDelta else { return { _ in [] } }
        let (shown, reading) = (state.shown, store.reading)
        return { claimed in try Set(shown.unpacked().values).subtracting(claimed).sorted().compactMap { try reading.item($0)?.known } }
    }

    /// Appends the batch's records to `group`, oldest item first, and returns the source's state after it.
    mutating func run(into group: inout RecordGroup) throws -> (SourceState, CommitCounts) {
        let matches = try matcher.match()
        learnHabits(matches)
        nextItem = try store.nextItem()
        var items = [Int64?](repeating: nil, count: matches.count)
        for index in batch.oldestFirst() {
            items[index] = try resolve(batch.candidates[index], matches[index], into: &group)
        }
        // At the end, since all that this document could look up was looked up by the matcher.
        try store.insert(added)
        try store.learn(learnt)
        try show(items, matches, on: Retention.day(of: group.at))
        counts.mayHaveMissed = state.hasBeenRead && !batch.document.isDelta && state.shown.count > 1 && matches.allSatisfy { $0 == .new }
        state.hasBeenRead = true
        state.recurring = batch.recurring
        state.itemMemory = batch.itemMemory
        state.habits.remove(.wasRebuilt)
        state.items += Int64(counts.new)
        state.filtered += Int64(counts.filtered)
        counts.rounds = pages.rounds
        counts.pagesLeftOut = pages.leftOutToTell()
        state.pages = pages.ceilings.allowance
        return (state, counts)
    }

    /// The number of the item that the candidate is; nil where it is none.
    private mutating func resolve(_ candidate: Candidate, _ match: Matcher.Match, into group: inout RecordGroup) throws -> Int64? {
        guard case .signed(let signed) = candidate.stage else {
            if case .unchanged(let item) = candidate.stage { return item }
            return nil
        }
        switch match {
        case .unchanged(let item): return item
        case .repeats: return nil
        case .known(let item, let rule):
            try update(item, with: signed, candidate, by: rule, into: &group)
            return item
        case .new: return try add(signed, candidate, to: &group)
        }
    }

    private mutating func add(_ signed: Candidate.Signed, _ candidate: Candidate, to group: inout RecordGroup) throws -> Int64? {
        let wanted = candidate.isLeftOut || candidate.isFiltered(awaitsPage: true) ? nil : candidate.page
        let page = wanted.flatMap { pages.admits($0) ? $0 : nil }
        let isFiltered = !candidate.isLeftOut && candidate.isFiltered(awaitsPage: page != nil)
        let identity = epoch == 0 ? signed.identity : signed.identity + ["epoch \(epoch)"]
        let key = ItemKey(source: batch.source.name, identity: identity)
        var standing: StoredItem.Standing =
            candidate.isLeftOut ? .leftOut : isFiltered ? .filtered : page == nil ? .journaled(revision: 1) : .awaitingPage
        var repetition: NearDuplicates.Repetition?
        if standing == .journaled(revision: 1) {
            repetition = try journaling.repetition(of: signed.finished.signature, source: state.id, at: group.at)
            if journaling.leavesOut(repetition) { standing = .leftOut }
        }
        var item = StoredItem(
            key: key, source: state.id, standing: standing, contentHash: page == nil ? signed.finished.contentHash : nil,
            publicID: try publicID(signed))
        item.setHashes(signed.facets)
        if let date = signed.approximateDate { item.published = date.milliseconds / 1000 }
        item.id = nextItem
        nextItem += 1
        added.append(item)
        learnt += try matcher.aliases(of: signed.facets, isNew: true).map { LearntAlias(alias: $0, item: item.id) }
        switch standing {
        case .awaitingPage: if let page { try pages.request(page, of: item, signed) }
        case .journaled:
            if wanted != nil { try pages.forgo(item, signed) }
            try journaling.add(item, content(of: signed), repeating: repetition, to: &group)
            counts.new += 1
        case .filtered: counts.filtered += 1
        case .leftOut: break
        }
        return item.id
    }

    func content(of signed: Candidate.Signed) -> RecordContent {
        RecordContent(feed: feed, encoded: signed.finished.encoded, signature: signed.finished.signature)
    }

    /// nil where the key is used instead: there is no guid, the source's guids are not stable, or another item has the same one.
    private func publicID(_ signed: Candidate.Signed) throws -> String? {
        guard let guid = signed.guid, let hash = signed.facets.guid, !state.habits.contains(.uselessGUIDs), matcher.isAlone(hash),
            try matcher.lookUp(.guid(hash.strict, source: state.id)).isEmpty
        else { return nil }
        return ItemID.make(guid: guid, source: batch.source.name)
    }

    /// If a source's guids are all alike, or all new on two polls in a row, its items are matched by URL and text from now on.
    private mutating func learnHabits(_ matches: [Matcher.Match]) {
        if matcher.guidsAreAllAlike { state.habits.insert(.uselessGUIDs) }
        var byGUID = 0
        var byOther = 0
        for (index, match) in matches.enumerated() where batch.candidates[index].guid != nil {
            switch match {
            case .unchanged, .known(_, .whole), .known(_, .guid): byGUID += 1
            case .known(_, .url), .known(_, .text), .known(_, .successor): byOther += 1
            default: break
            }
        }
        guard byGUID + byOther > 0 else { return }
        if byGUID > 0 {
            state.habits.remove(.changedGUIDs)
        } else if state.habits.contains(.changedGUIDs) {
            state.habits.insert(.uselessGUIDs)
        } else {
            state.habits.insert(.changedGUIDs)
        }
    }

    /// Remembers what the source shows now, and since when it does not show the others. A document that was cut off counts as showing, besides, what the one
    /// before it showed.
    private mutating func show(_ items: [Int64?], _ matches: [Matcher.Match], on day: Int) throws {
        let before = state.shown.unpacked()
        var shown = (batch.isWhole && !batch.document.isDelta) || before.count > Self.mostShown ? [:] : before
        for (index, match) in matches.enumerated() {
            var item = items[index]
            if case .repeats(let first) = match { item = items[first] }
            if let item { shown[batch.candidates[index].digest] = item }
        }
        for item in Set(before.values).subtracting(shown.values) { try store.markAbsent(item, from: state.id, on: day) }
        state.shown = ShownItems(shown)
    }

    /// A document has at most 10,000 items; without this limit one that is cut off on every poll would add to them for ever.
    private static let mostShown = 20_000
}

extension Matcher.Sighting {
    fileprivate init(_ candidate: Candidate) {
        switch candidate.stage {
        case .unchanged(let item):
            // Another item of the document may have the same guid or URL.
            self.init(
                guid: candidate.guid.flatMap(Facets.GUID.init), url: candidate.address.flatMap(CanonicalURL.init),
                content: .unchanged(item: item))
        case .signed(let signed):
            self.init(guid: signed.facets.guid, url: signed.facets.url, content: .read(signed.facets))
        case .normalized(let normalized):
            self.init(guid: normalized.facets.guid, url: normalized.facets.url, content: .read(normalized.facets))
        case .parsed:
            self.init(guid: nil, url: nil, content: .unread)
        }
    }
}
