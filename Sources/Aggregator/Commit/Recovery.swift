import Bytes
import Identity
import Journal
import Logging
import Markup
import Store
import Syndication
import WebAddress

/// Brings store and journal together: at start, and after a commit that only the journal has.
///
/// The store is the authority on what was journaled, and a journal contradicts it only by the records that it holds. One that is empty, missing, moved or
/// rotated contradicts nothing.
struct Recovery {
    let store: Store
    let journal: any CommitLog
    /// Records since then get their signatures back: others may repeat them.
    let signedSince: Timestamp
    let now: Timestamp
    let log: Logger

    /// Opens the store and brings it up to the journal. A damaged one is set aside, and rebuilt from the journal.
    ///
    /// - Throws: `StoreError`, `JournalError`.
    static func open(storeAt path: String, journal: any CommitLog, signedSince: Timestamp, now: Timestamp, log: Logger) throws -> Store {
        func open(known: JournalPosition?) throws -> Store {
            let store = try Store(path: path)
            try Recovery(store: store, journal: journal, signedSince: signedSince, now: now, log: log).run(known: known)
            return store
        }
        do {
            return try open(known: nil)
        } catch let error as StoreError where error.isDamage {
            let damaged = try Store.setAside(path: path, now: now)
            log.error("\(error.what): set aside as \(damaged.path), and rebuilt from the journal")
            return try open(known: damaged.position)
        }
    }

    /// Replays the records that the store has not seen: all of them where it has seen none, or those of another journal.
    ///
    /// - Parameter known: a position that an earlier store had: no number up to there is given out again.
    func run(known: JournalPosition? = nil) throws {
        let position = try store.read { try $0.position() }
        var replay = Replay(after: position, recovery: self)
        var reading = try journal.read(after: position) { try replay.add($0) }
        if reading.isForeign {
            try copyStore("\(store.path): the store does not match the journal in \(journal.location): rebuilding it from the journal")
            replay = Replay(after: nil, recovery: self)
            replay.hasGap = true
            replay.isCopied = true
            reading = try journal.read(after: nil) { try replay.add($0) }
        }
        if let known, known.seq > reading.last?.seq ?? 0 {
            replay.floor = known
            reading.missing = (reading.last?.seq ?? 0) + 1...known.seq
        }
        try replay.finish()
        try report(reading, isRebuilt: replay.isRebuilding)
    }

    fileprivate func copyStore(_ reason: String) throws {
        let copy = try store.copy(now: now)
        log.warning("\(reason); the store as it was is kept as \(copy)")
    }

    private func report(_ reading: LogReading, isRebuilt: Bool) throws {
        if let torn = reading.torn { log.warning("\(torn)") }
        if reading.damaged > 0 { log.warning("\(journal.location): skipped \(reading.damaged) damaged lines") }
        if isRebuilt, reading.count > 0 {
            log.warning("\(store.path): rebuilt from \(reading.count) records of the journal in \(journal.location)")
        } else if reading.count > 0 {
            log.notice("replayed \(reading.count) records that the store did not have")
        }
        guard let missing = reading.missing else { return }
        var loss = try store.read { try $0.journalLoss() }
        guard missing.upperBound > loss.reported else { return }
        log.warning("\(JournalNotice.missing(missing, directory: journal.location))")
        loss.reported = missing.upperBound
        try store.write { try $0.setJournalLoss(loss) }
    }
}

/// Replays records into the store, a thousand in a transaction.
private struct Replay {
    /// The store has no position: it is new, or the journal's is another one. Then what it knows of items is forgotten, and each source's next poll takes the
    /// contents that it sees as they are.
    let isRebuilding: Bool
    /// Some records are in neither store nor journal.
    var hasGap = false
    /// The store as it was before has been copied.
    var isCopied = false
    /// The position is set to this one at least.
    var floor: JournalPosition?
    private let recovery: Recovery
    private var store: Store { recovery.store }
    private var records: [ReplayedRecord] = []
    private var last: JournalPosition?
    private var hasBegun = false

    init(after position: JournalPosition?, recovery: Recovery) {
        self.recovery = recovery
        isRebuilding = position == nil
        last = position
    }

    mutating func add(_ record: ReplayedRecord) throws {
        let expected = (last?.seq ?? 0) &+ 1
        if record.head.seq > expected { try noteGap(expected...record.head.seq - 1) }
        if record.head.seq >= expected { last = record.head.position }
        records.append(record)
        if records.count == 1_000 { try flush() }
    }

    /// Sets the position, at the end, so that a rebuild that is cut short begins anew.
    mutating func finish() throws {
        // Most starts find nothing to replay, and need no transaction for that.
        if records.isEmpty, !hasBegun, floor == nil { return }
        try flush()
        let isBelowFloor = floor.map { $0.seq > last?.seq ?? 0 } ?? false
        guard let reached = isBelowFloor ? floor : last else { return }
        let needsEpoch = hasGap || isBelowFloor
        try store.write { store in
            let before = try store.reading.position()?.seq ?? 0
            if reached.seq >= before { try store.setPosition(reached) }
            guard needsEpoch else { return }
            var loss = try store.reading.journalLoss()
            loss.epoch = Int64(bitPattern: max(reached.seq, before) &+ 1)
            try store.setJournalLoss(loss)
        }
    }

    /// An item that the store does not know may have been journaled in one of these records.
    private mutating func noteGap(_ seqs: ClosedRange<UInt64>) throws {
        hasGap = true
        guard !isRebuilding, !isCopied else { return }
        try recovery.copyStore(
            "records with seq \(seqs.lowerBound) to \(seqs.upperBound) are neither in \(store.path) nor in \(recovery.journal.location): their items may come again"
        )
        isCopied = true
    }

    private mutating func flush() throws {
        if isRebuilding, !hasBegun, !isCopied, try store.read({ try $0.hasSources() }) {
            try recovery.copyStore("\(store.path): the store does not have the journal's position: rebuilding it from the journal")
            isCopied = true
        }
        let forgets = isRebuilding && !hasBegun
        try store.write { store in
            if forgets { try store.forgetItems() }
            for record in records { try replay(record, store) }
            try store.fitCache()
        }
        hasBegun = true
        records = []
    }

    private func replay(_ record: ReplayedRecord, _ store: StoreWriting) throws {
        let before = try store.state(of: record.head.source)
        var state = before
        let item = Item(record)
        let content = ContentBlocks(item)
        let facets = Facets(item, content, textHash: record.textHash)
        let document = [Matcher.Sighting(guid: facets.guid, url: facets.url, content: .read(facets))]
        let matcher = Matcher(document, source: state.id, trustsGuids: true, lookUp: store.reading.items(under:))
        // The items beside it in its document are not known any more, so that none of its hashes may be unique: it is also found by all of them together.
        let aliases = try matcher.aliases(of: facets, isNew: true) + [.whole(facets, source: state.id)]
        if var known = try store.item(key: record.head.key, source: state.id, under: aliases) {
            if case .journaled(let revision) = known.standing {
                guard revision < record.head.revision else { return }
                try endPacing(of: known, at: record.head.at, store)
            }
            known.standing = .journaled(revision: record.head.revision)
            known.contentHash = record.head.version
            known.absentSince = Retention.day(of: record.head.at)
            known.setHashes(facets)
            try store.update(known)
            try store.learn(aliases, of: known.id)
            try sign(item.title, content, record.head, of: known.id, source: known.source, store)
            // It was journaled when its page was in.
            try store.endWait(ofItem: known.id)
        } else {
            var new = StoredItem(
                key: record.head.key, source: state.id, standing: .journaled(revision: record.head.revision),
                contentHash: record.head.version,
                publicID: record.head.id == ItemID.make(key: record.head.key.hex) ? nil : record.head.id)
            // Until its source shows it again.
            new.absentSince = Retention.day(of: record.head.at)
            new.setHashes(facets)
            new.id = try store.insert(new)
            try store.learn(aliases, of: new.id)
            try sign(item.title, content, record.head, of: new.id, source: state.id, store)
            state.items += 1
        }
        // Its next document is not its first one: `backlog` would leave out items that are new.
        if isRebuilding {
            state.hasBeenRead = true
            state.habits.insert(.wasRebuilt)
        }
        try store.save(state, after: before)
    }

    /// An update of the item was journaled: an earlier one that was held back is outdated, and the next one comes at the item's pace.
    private func endPacing(of item: StoredItem, at moment: Timestamp, _ store: StoreWriting) throws {
        if try store.reading.holdsUpdate(of: item.id) {
            try store.dropHeldUpdate(of: item.id)
        } else if let hash = item.contentHash {
            try store.remember(contentHash: hash, of: item.id)
        }
        var pace = try store.reading.pace(of: item.id) ?? UpdatePace(moment)
        pace.note(moment)
        pace.journal(at: moment)
        try store.save(pace, of: item.id)
    }

    /// So that near-duplicates of it are found.
    private func sign(
        _ title: String?, _ content: ContentBlocks, _ head: RecordHead, of id: Int64, source: Int64, _ store: StoreWriting
    ) throws {
        guard head.at >= recovery.signedSince, let signature = Signature(title: title, content) else { return }
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
        if let address = url ?? externalURL {
            publishedAddress = record.links.first { $0 != address && (try? OutputURL($0, for: .link))?.string == address }
        }
        title = record.title
        summary = record.summary
        published = record.published
        modified = record.modified
        contentHTML = record.contentHTML
        contentText = record.contentText
        if contentText.isEmpty, let html = record.contentHTML { contentText = HTMLSanitizer(base: nil).sanitize(html).text }
    }
}
