import Identity
import Journal
import Store
import Syndication

/// Takes one batch into the store, inside the committer's transaction: what is new, what is an update, what was there before.
///
/// The only place that decides so, because two batches may carry the same thing at the same moment.
struct Reconciliation {
    let batch: Batch
    let store: StoreWriting
    let journaling: Journaling
    var state: SourceState
    var matcher: Matcher
    let feed: FeedReference
    var pages: PageWait
    var tally = Tally()
    /// The new items and their names, which are written together.
    private var added: [StoredItem] = []
    private var learnt: [LearntAlias] = []
    private var nextItem: Int64 = 0

    /// What a batch came to.
    struct Tally: Sendable, Equatable {
        var new = 0
        var updated = 0
        /// The document had no item that was known, and the source had been read before: others may have come and gone between the two polls.
        var mayHaveMissed = false
        /// The pages that it asks for.
        var rounds: Set<PageRound> = []
    }

    /// - Parameter state: the source's, with the number that the store gave it.
    init(_ batch: Batch, state: SourceState, store: StoreWriting, nearDuplicates: NearDuplicates) {
        self.batch = batch
        self.state = state
        self.store = store
        feed = FeedReference(title: batch.feed.title, url: batch.source.publicURL)
        journaling = Journaling(
            source: batch.source.name, policy: batch.source.nearDuplicates, nearDuplicates: nearDuplicates, store: store)
        pages = PageWait(batch, of: feed, source: state.id, store: store)
        matcher = Matcher(
            batch.candidates.map(Matcher.Sighting.init), source: state.id, trustsGuids: !state.habits.contains(.uselessGUIDs),
            isFirst: !state.hasBeenRead && state.shown.count == 0 && state.items == 0,
            unclaimed: Self.unclaimed(batch, state, store), lookUp: store.reading.items)
    }

    /// What the source showed last and does not show any more, as far as the document says so.
    private static func unclaimed(_ batch: Batch, _ state: SourceState, _ store: StoreWriting) -> (Set<Int64>) throws -> [KnownItem] {
        guard batch.isWhole, !batch.document.isDelta else { return { _ in [] } }
        let (shown, reading) = (state.shown, store.reading)
        return { claimed in try Set(shown.unpacked().values).subtracting(claimed).sorted().compactMap { try reading.item($0)?.known } }
    }

    /// Appends the batch's records to `group`, oldest item first, and gives the source's state after it.
    mutating func run(into group: inout RecordGroup) throws -> (SourceState, Tally) {
        let matches = try matcher.match()
        learnHabits(matches)
        nextItem = try store.nextItem()
        var items = [Int64?](repeating: nil, count: matches.count)
        for index in batch.oldestFirst() {
            items[index] = try take(batch.candidates[index], matches[index], into: &group)
        }
        // Nobody looks for them before: what this document could ask for, matching has looked up.
        try store.insert(added)
        try store.learn(learnt)
        try show(items, matches, on: Retention.day(of: group.at))
        tally.mayHaveMissed = state.hasBeenRead && !batch.document.isDelta && state.shown.count > 1 && matches.allSatisfy { $0 == .new }
        state.hasBeenRead = true
        state.recurring = batch.recurring
        state.itemMemory = batch.itemMemory
        state.habits.remove(.rebuilt)
        state.items += Int64(tally.new)
        tally.rounds = pages.rounds
        return (state, tally)
    }

    /// The item's number, if it has one by now.
    private mutating func take(_ candidate: Candidate, _ match: Matcher.Match, into group: inout RecordGroup) throws -> Int64? {
        guard case .signed(let signed) = candidate.standing else {
            if case .unchanged(let item) = candidate.standing { return item }
            return nil
        }
        switch match {
        case .unchanged(let item): return item
        case .repeats: return nil
        case .known(let item, let rule):
            try update(item, with: signed, page: candidate.page, by: rule, into: &group)
            return item
        case .new: return try add(signed, page: candidate.page, isLeftOut: candidate.isLeftOut, to: &group)
        }
    }

    private mutating func add(
        _ signed: Candidate.Signed, page: PageRequest?, isLeftOut: Bool, to group: inout RecordGroup
    ) throws -> Int64? {
        let page = isLeftOut ? nil : page
        let key = ItemKey(source: batch.source.name, identity: signed.identity)
        let repetition =
            isLeftOut || page != nil ? nil : try journaling.repetition(of: signed.finished.signature, source: state.id, at: group.at)
        let isLeftOut = isLeftOut || journaling.leavesOut(repetition)
        var item = StoredItem(
            key: key, source: state.id, revision: isLeftOut ? 0 : page == nil ? 1 : StoredItem.awaitingPage,
            version: page == nil ? signed.finished.contentHash : 0, cleaner: Cleaning.release, guid: 0, url: 0,
            title: 0, text: 0, publicID: try publicID(signed))
        item.take(signed.facets)
        item.id = nextItem
        nextItem += 1
        added.append(item)
        learnt += try matcher.aliases(of: signed.facets, isNew: true).map { LearntAlias(alias: $0, item: item.id) }
        if let page {
            try pages.begin(item, signed, page)
        } else if !isLeftOut {
            try journaling.add(item, content(of: signed), repeating: repetition, to: &group)
            tally.new += 1
        }
        return item.id
    }

    func content(of signed: Candidate.Signed) -> RecordContent {
        RecordContent(feed: feed, encoded: signed.finished.encoded, signature: signed.finished.signature)
    }

    /// nil where the key must stand in: there is no guid, the guids are useless, or another item has this one already.
    private func publicID(_ signed: Candidate.Signed) throws -> String? {
        guard let guid = signed.guid, let hash = signed.facets.guid, !state.habits.contains(.uselessGUIDs), matcher.isAlone(hash),
            try matcher.lookUp(.guid(hash.strict, source: state.id)).isEmpty
        else { return nil }
        return ItemID.make(guid: guid, source: batch.source.name)
    }

    /// A source whose guids are all alike, or new on two polls running, is not asked for guids any more.
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

    /// Remembers what the source shows now, and since when it shows the others no more. A document that broke off shows, besides, what it showed
    /// before.
    private mutating func show(_ items: [Int64?], _ matches: [Matcher.Match], on day: Int) throws {
        let before = state.shown.unpacked()
        var shown = (batch.isWhole && !batch.document.isDelta) || before.count > Self.mostShown ? [:] : before
        for (index, match) in matches.enumerated() {
            var item = items[index]
            if case .repeats(let first) = match { item = items[first] }
            if let item { shown[batch.candidates[index].digest] = item }
        }
        for item in Set(before.values).subtracting(shown.values) { try store.leave(item, of: state.id, on: day) }
        state.shown = ShownItems(shown)
    }

    /// A document holds 10,000 items at most; one that breaks off on every poll shall not let this grow for ever.
    private static let mostShown = 20_000
}

extension Matcher.Sighting {
    fileprivate init(_ candidate: Candidate) {
        switch candidate.standing {
        case .unchanged(let item):
            // Its guid and URL still tell whether another item of the document shares them.
            self.init(
                guid: candidate.guid.flatMap(Facets.GUID.init), url: candidate.address.flatMap(CanonicalURL.init),
                content: .unchanged(item: item))
        case .signed(let signed):
            self.init(guid: signed.facets.guid, url: signed.facets.url, content: .read(signed.facets))
        case .normalized(let normalized):
            self.init(guid: normalized.facets.guid, url: normalized.facets.url, content: .read(normalized.facets))
        case .open:
            self.init(guid: nil, url: nil, content: .unread)
        }
    }
}
