import Bytes
import Configuration
import Dispatch
import Identity
import Journal
import Logging
import Store
import Synchronization
import Syndication
import Transfer

/// The only writer of journal and store: gathers what polls bring, journals it, syncs, and then commits the store, in one transaction a group.
///
/// Every method of its runs on the queue `feedd.commit`, whose thread the syncs may block.
actor Committer {
    /// What one poll hands in: the source's state as the poll leaves it, and the batch where a document was read. By reference: it is large, and passed on.
    final class Submission: Sendable {
        let source: String
        /// As the poll found it.
        let before: SourceState
        /// As the poll leaves it.
        let state: SourceState
        let batch: Batch?

        init(source: String, before: SourceState, state: SourceState, batch: Batch?) {
            self.source = source
            self.before = before
            self.state = state
            self.batch = batch
        }
    }

    /// What became of it.
    struct Receipt: Sendable {
        let state: SourceState
        let tally: Reconciliation.Tally
    }

    private enum Work: Sendable {
        case poll(Submission)
        /// What a page said, for its round's end.
        case keep([UInt8], AwaitedPage)
        case finish(FinishedRound)

        /// Of the records that it may become.
        var bytes: Int {
            switch self {
            case .poll(let submission): submission.batch?.encodedBytes ?? 0
            case .keep(let article, _): article.count
            case .finish(let round): round.encodedBytes
            }
        }
    }

    private struct Waiting {
        let work: Work
        let continuation: CheckedContinuation<Result<Receipt, CommitError>, Never>
    }

    /// What waits to be committed. Handing something in wakes the queue only where it has to know: at the first of a group, and when it is full.
    private struct Mailbox {
        var waiting: [Waiting] = []
        /// Bytes of the records that it may become.
        var bytes = 0
        var isFull = false
    }

    /// Whether journal and store can be written, as far as is known.
    private enum Health {
        case writing
        /// The journal may hold records that the store does not know: they are replayed before anything else is written.
        case behind(CommitError)
        case failing(CommitError)
    }

    /// Records that make a group by themselves, in bytes.
    private static let fullGroup = 4 << 20
    /// Bytes of records that leave enough behind for the memory to be tidied up.
    private static let trimmedAfter = 8 << 20

    private nonisolated let executor: DispatchQueueExecutor
    private let store: Store
    private let nearDuplicates: NearDuplicates
    private let journal: JournalWriter
    private let journalDirectory: String
    private nonisolated let sync: JournalSettings.Sync
    private let now: @Sendable () -> Timestamp
    private let log: Logger
    private var nextSeq: UInt64
    private var health = Health.writing
    private nonisolated let mailbox = Mutex(Mailbox())
    /// Bytes of records since the memory was tidied up.
    private var untrimmed = 0
    private var timer: (any DispatchSourceTimer)?
    private var isHurrying = false
    private var forgetting = Forgetting()
    /// Goes off when the next update that was held back is due.
    private var alarm: (any DispatchSourceTimer)?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - nearDuplicates: of the same store.
    ///   - journal: open at its end; the store has been brought up to it.
    init(
        store: Store, nearDuplicates: sending NearDuplicates, journal: sending JournalWriter, directory: String, nextSeq: UInt64,
        sync: JournalSettings.Sync, now: @escaping @Sendable () -> Timestamp = { .now() }, log: Logger
    ) {
        executor = DispatchQueueExecutor(label: "feedd.commit")
        self.store = store
        self.nearDuplicates = nearDuplicates
        self.journal = journal
        journalDirectory = directory
        self.nextSeq = nextSeq
        self.sync = sync
        self.now = now
        self.log = log
    }

    /// Returns when the submission is durable.
    ///
    /// - Throws: `CommitError` where journal or store could not be written; then nothing of the submission is marked seen.
    nonisolated(nonsending) func commit(_ submission: Submission) async throws(CommitError) -> Receipt {
        try await hand(in: .poll(submission))
    }

    /// Returns when what a page said is kept with the item that waits for it, if it does still.
    nonisolated(nonsending) func keep(_ article: [UInt8], of page: AwaitedPage) async throws(CommitError) {
        _ = try await hand(in: .keep(article, page))
    }

    /// Returns when the round's items are durable.
    nonisolated(nonsending) func finish(_ round: FinishedRound) async throws(CommitError) -> Reconciliation.Tally {
        try await hand(in: .finish(round)).tally
    }

    private nonisolated(nonsending) func hand(in work: Work) async throws(CommitError) -> Receipt {
        let bytes = work.bytes
        let result = await withCheckedContinuation { continuation in
            let (isFirst, isFull) = mailbox.withLock { box in
                box.waiting.append(Waiting(work: work, continuation: continuation))
                box.bytes += bytes
                let fills = !box.isFull && box.bytes >= Self.fullGroup
                if fills { box.isFull = true }
                return (box.waiting.count == 1, fills)
            }
            if isFull {
                executor.queue.async { self.assumeIsolated { $0.flush() } }
            } else if isFirst {
                executor.queue.async { self.assumeIsolated { $0.arm() } }
            }
        }
        return try result.get()
    }

    /// Commits what waits, now.
    func flush() {
        timer?.cancel()
        timer = nil
        let (group, bytes) = mailbox.withLock { box in
            defer { box = Mailbox() }
            return (box.waiting, box.bytes)
        }
        guard !group.isEmpty else { return }
        tidy(before: bytes)
        switch sync {
        case .every: settle(group)
        case .always: for one in group { settle([one]) }
        }
    }

    /// Once a group is there, those before it have let go of what they held.
    private func tidy(before bytes: Int) {
        if untrimmed >= Self.trimmedAfter {
            untrimmed = 0
            Allocator.trim()
        }
        untrimmed += bytes
    }

    /// Journals what was held back and is due, and what else is held when its time comes, polls or not.
    func wake() {
        if failure == nil { _ = attempt([]) } else { setAlarm(now() + Self.patience) }
    }

    /// From now on commits what comes at once: feedd is stopping.
    func hurry() {
        isHurrying = true
        flush()
    }

    /// Goes by other settings from the next commit on.
    func reconfigure(_ settings: NearDuplicateSettings) {
        nearDuplicates.reconfigure(settings)
    }

    /// Why nothing can be written just now; nil where it can.
    var failure: CommitError? {
        switch health {
        case .writing: nil
        case .behind(let error), .failing(let error): error
        }
    }

    /// Tries whether journal and store can be written again, bringing the store up to the journal where it fell behind.
    ///
    /// - Throws: why not.
    func probe() throws(CommitError) {
        do {
            try journal.probe()
            if case .behind = health {
                let limit = now() - nearDuplicates.settings.window
                nextSeq = try Recovery(store: store, directory: journalDirectory, signedSince: limit, log: log).replay()
                nearDuplicates.forget()
            }
            try store.probe()
            health = .writing
        } catch {
            throw CommitError(error)
        }
    }

    /// Something waits: it is committed with what comes until the interval is over.
    private func arm() {
        guard case .every(let interval) = sync, !isHurrying else { return flush() }
        guard timer == nil else { return }
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.schedule(deadline: .now() + interval.seconds)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.flush() } }
        timer.resume()
        self.timer = timer
    }

    private func settle(_ group: [Waiting]) {
        if let error = failure {
            for one in group { one.continuation.resume(returning: .failure(error)) }
            return
        }
        switch attempt(group.map(\.work)) {
        case .success(let receipts):
            for (one, receipt) in zip(group, receipts) { one.continuation.resume(returning: .success(receipt)) }
        case .failure(let error):
            for one in group { one.continuation.resume(returning: .failure(error)) }
        }
    }

    private func attempt(_ works: [Work]) -> Result<[Receipt], CommitError> {
        do {
            return .success(try write(works))
        } catch {
            let error = CommitError(error)
            if case .writing = health { health = .failing(error) }
            log.error("\(error)")
            if error.isDamage { store.condemn() }
            setAlarm(now() + Self.patience)
            return .failure(error)
        }
    }

    /// Journal, sync, store: never another order.
    private func write(_ works: [Work]) throws -> [Receipt] {
        var records = RecordGroup(firstSeq: nextSeq, at: now())
        var isJournaled = false
        nearDuplicates.expire(at: records.at)
        let mark = nearDuplicates.mark
        do {
            var nextHeld: Timestamp?
            let receipts = try store.write { store in
                let receipts = try works.map { try take($0, into: &records, store) }
                // Behind the submissions: what they bring may be newer than what was held back.
                try HeldUpdates(store, nearDuplicates).journalDue(into: &records, limit: Self.fullGroup)
                try forgetting.step(store, at: records.at)
                try nearDuplicates.clear(store)
                nextHeld = try store.reading.nextHeldUpdate()
                if let last = records.last {
                    try store.setPosition(last)
                    try journal.append(records.lines, firstSeq: records.firstSeq)
                    isJournaled = true
                }
                return receipts
            }
            nextSeq = records.nextSeq
            setAlarm(nextHeld)
            return receipts
        } catch {
            nearDuplicates.rollBack(to: mark)
            // What the journal holds is published, whatever became of the store.
            if isJournaled { health = .behind(CommitError(error)) }
            throw error
        }
    }

    /// How long to wait before looking again where journal or store cannot be written.
    private static let patience = Duration.seconds(60)

    private func setAlarm(_ moment: Timestamp?) {
        alarm?.cancel()
        alarm = nil
        guard let moment, !isHurrying else { return }
        let wait = min(max(moment.since(now()), .seconds(1)), UpdatePace.longestWait)
        let alarm = DispatchSource.makeTimerSource(queue: executor.queue)
        alarm.schedule(deadline: .now() + wait.seconds)
        alarm.setEventHandler { [weak self] in self?.assumeIsolated { $0.wake() } }
        alarm.resume()
        self.alarm = alarm
    }

    private func take(_ work: Work, into records: inout RecordGroup, _ store: StoreWriting) throws -> Receipt {
        switch work {
        case .poll(let submission): return try take(submission, into: &records, store)
        case .keep(let article, let page):
            try store.keep(article, of: page)
            return Receipt(state: SourceState(), tally: .init())
        case .finish(let round):
            var commit = RoundCommit(round, store: store, nearDuplicates: nearDuplicates)
            return Receipt(state: SourceState(), tally: try commit.run(into: &records))
        }
    }

    private func take(_ submission: Submission, into records: inout RecordGroup, _ store: StoreWriting) throws -> Receipt {
        var state = submission.state
        if state.id == 0 { state = state.numbered(try store.number(of: submission.source)) }
        guard let batch = submission.batch else {
            try store.save(state, after: submission.before)
            return Receipt(state: state, tally: .init())
        }
        var reconciliation = Reconciliation(batch, state: state, store: store, nearDuplicates: nearDuplicates)
        let (after, tally) = try reconciliation.run(into: &records)
        try store.save(after, after: submission.before)
        return Receipt(state: after, tally: tally)
    }
}
