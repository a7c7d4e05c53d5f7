import Bytes
import Identity
import Journal
import Logging
import Markup
import Store
import Syndication

/// Brings the store up to the journal: after a crash between the two, or where the store is gone.
struct Recovery {
    let store: Store
    let directory: String
    /// Records since then are those that others may repeat.
    let signedSince: Timestamp
    let log: Logger

    /// Replays what the store has not seen, and all where the two do not belong together.
    ///
    /// - Returns: the next sequence number.
    /// - Throws: `JournalError`, `StoreError`.
    func replay() throws -> UInt64 {
        let position = try store.read { try $0.position() }
        let recovery = JournalRecovery(directory: directory)
        var replay = Replay(store: store, isRebuilding: false, signedSince: signedSince)
        let outcome = try recovery.recover(from: position) { try replay.add($0) }
        try replay.finish()
        guard !outcome.needsRebuild else { return try rebuild(recovery, known: outcome.highestSeq) }
        tell(outcome)
        if outcome.replayed > 0 { log.notice("replayed \(outcome.replayed) records that the store had not seen") }
        return outcome.highestSeq &+ 1
    }

    private func rebuild(_ recovery: JournalRecovery, known: UInt64) throws -> UInt64 {
        log.warning("\(store.path): does not know the journal in \(directory): made anew from it")
        try store.write { try $0.forgetItems() }
        var replay = Replay(store: store, isRebuilding: true, floor: known, signedSince: signedSince)
        let outcome = try recovery.replayAll { try replay.add($0) }
        try replay.finish()
        tell(outcome)
        log.notice("rebuilt the store from \(outcome.replayed) records")
        return max(outcome.highestSeq, known) &+ 1
    }

    private func tell(_ outcome: JournalRecovery.Outcome) {
        if let torn = outcome.torn { log.warning("\(torn)") }
        if outcome.damaged > 0 { log.warning("\(directory): passed over \(outcome.damaged) damaged lines") }
    }
}

/// Takes records back into the store, a thousand a transaction.
private struct Replay {
    let store: Store
    let isRebuilding: Bool
    /// A number that was spent though the journal does not have it any more: a position below it is not written, so that every start knows of it.
    let floor: UInt64
    /// Records since then get their signatures back.
    let signedSince: Timestamp
    private var records: [ReplayedRecord] = []
    private var last: JournalPosition?

    init(store: Store, isRebuilding: Bool, floor: UInt64 = 0, signedSince: Timestamp) {
        self.store = store
        self.isRebuilding = isRebuilding
        self.floor = floor
        self.signedSince = signedSince
    }

    mutating func add(_ record: ReplayedRecord) throws {
        records.append(record)
        if records.count == 1_000 { try finish(isLast: false) }
    }

    /// - Parameter isLast: nothing more is added. A rebuild sets the position only then, so that one cut short begins anew.
    mutating func finish(isLast: Bool = true) throws {
        last = records.last?.head.position ?? last
        // Most starts find nothing to replay, and need no transaction to say so.
        guard let last else { return }
        try store.write { store in
            for record in records { try take(record, store) }
            if isLast || !isRebuilding, last.seq >= floor { try store.setPosition(last) }
            try store.fitCache()
        }
        records = []
    }

    private func take(_ record: ReplayedRecord, _ store: StoreWriting) throws {
        let before = try store.state(of: record.head.source)
        var state = before
        let item = Item(record)
        let content = ContentBlocks(item)
        let facets = Facets(item, content, textHash: record.textHash)
        let document = [Matcher.Sighting(guid: facets.guid, url: facets.url, content: .read(facets))]
        let matcher = Matcher(document, source: state.id, trustsGuids: true, lookUp: store.reading.items(under:))
        // What stood beside it in its document is not known any more: it is to be found by the whole, too.
        let aliases = try matcher.aliases(of: facets, isNew: true) + [.whole(facets, source: state.id)]
        if var known = try store.item(key: record.head.key, source: state.id, under: aliases) {
            guard known.revision < record.head.revision else { return }
            if known.revision != StoredItem.awaitingPage { try settle(known, at: record.head.at, store) }
            known.revision = record.head.revision
            known.version = record.head.version
            known.left = Retention.day(of: record.head.at)
            known.take(facets)
            try store.update(known)
            try store.learn(aliases, of: known.id)
            try sign(item.title, content, record.head, of: known.id, source: known.source, store)
            // It was journaled when its page was in.
            try store.waitIsOver(item: known.id)
        } else {
            var new = StoredItem(
                key: record.head.key, source: state.id, revision: record.head.revision, version: record.head.version,
                cleaner: Cleaning.release, guid: 0, url: 0, title: 0, text: 0,
                publicID: record.head.id == ItemID.make(key: record.head.key.hex) ? nil : record.head.id)
            // Until its source shows it again.
            new.left = Retention.day(of: record.head.at)
            new.take(facets)
            new.id = try store.insert(new)
            try store.learn(aliases, of: new.id)
            try sign(item.title, content, record.head, of: new.id, source: state.id, store)
            state.items += 1
        }
        // Otherwise what a backlog left out of the source's first document would come with the next.
        if isRebuilding {
            state.hasBeenRead = true
            state.habits.insert(.rebuilt)
        }
        try store.save(state, after: before)
    }

    /// An update of it was journaled: what was held back before that has been overtaken, and the next one comes at its pace.
    private func settle(_ item: StoredItem, at moment: Timestamp, _ store: StoreWriting) throws {
        if try store.reading.holdsUpdate(of: item.id) {
            try store.dropHeldUpdate(of: item.id)
        } else {
            try store.remember(version: item.version, of: item.id)
        }
        var pace = try store.reading.pace(of: item.id) ?? UpdatePace(moment)
        pace.note(moment)
        pace.journal(at: moment)
        try store.save(pace, of: item.id)
    }

    /// So that others are found to repeat it.
    private func sign(
        _ title: String?, _ content: ContentBlocks, _ head: RecordHead, of id: Int64, source: Int64, _ store: StoreWriting
    ) throws {
        guard head.at >= signedSince, let signature = Signature(title: title, content) else { return }
        let story = KnownStory(
            item: id, source: source, original: head.duplicateOf ?? head.key, repeats: head.duplicateOf != nil, at: head.at,
            signature: signature)
        _ = try store.insert(story)
    }
}

extension Item {
    /// As far as identity looks at it.
    fileprivate init(_ record: ReplayedRecord) {
        self.init()
        guid = record.guid
        url = record.url
        externalURL = record.externalURL
        title = record.title
        summary = record.summary
        published = record.published
        modified = record.modified
        contentHTML = record.contentHTML
        contentText = record.contentText
        if contentText.isEmpty, let html = record.contentHTML { contentText = HTMLCleaner(base: nil).clean(html).text }
    }
}
