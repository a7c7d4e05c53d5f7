import Bytes
import Configuration
import Dispatch
import Identity
import Journal
import Logging
import Store
import Synchronization
import Transfer

/// The only writer of journal and store: commits what polls and page rounds hand in, several of them together (group commit).
///
/// `CommitQueue` says what is committed when; this is the thin shell around it. All isolated methods run on the queue `feedd.commit`, whose thread the syncs
/// may block.
actor Committer {
    private enum Work: Sendable {
        case poll(PollCommit)
        /// What a page says, to be kept until its round is over.
        case keep([UInt8], AwaitedPage)
        case finish(FinishedRound)

        /// The size in bytes of the records that it may become.
        var bytes: Int {
            switch self {
            case .poll(let poll): poll.batch?.encodedBytes ?? 0
            case .keep(let article, _): article.count
            case .finish(let round): round.encodedBytes
            }
        }
    }

    private struct Submission: Sendable {
        let work: Work
        let continuation: CheckedContinuation<Result<CommitResult, CommitError>, Never>
    }

    /// Records that make a group by themselves, in bytes.
    private static let fullGroup = 4 << 20
    /// The greatest size of a group of several submissions, in bytes: the lines of a group are in memory at once.
    private static let largestGroup = 16 << 20
    /// Bytes of records after which the allocator is trimmed.
    private static let trimmedAfter = 8 << 20
    /// How long to wait before looking for due updates again where journal or store cannot be written.
    private static let retryDelay = Duration.seconds(60)

    private nonisolated let executor: DispatchQueueExecutor
    private nonisolated let queue: Mutex<CommitQueue<Submission>>
    private let store: Store
    private let journal: any CommitLog
    private let nearDuplicates: NearDuplicates
    private let now: @Sendable () -> Timestamp
    private let log: Logger
    /// The last record that journal and store have.
    private var position: JournalPosition?
    private var loss: JournalLoss
    private var forgetting = Forgetting()
    /// Bytes of records since the allocator was trimmed.
    private var untrimmed = 0
    /// Ends the gathering of a group.
    private var groupTimer: Timer?
    /// Goes off when the next held update is due.
    private var updateTimer: Timer?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - store: brought up to the journal (`Recovery`).
    ///   - nearDuplicates: of the same store.
    init(
        store: Store, journal: sending any CommitLog, nearDuplicates: sending NearDuplicates, sync: JournalSettings.Sync,
        now: @escaping @Sendable () -> Timestamp = { .now() }, log: Logger
    ) throws(StoreError) {
        executor = DispatchQueueExecutor(label: "feedd.commit")
        let interval: Duration? = if case .every(let interval) = sync { interval } else { nil }
        queue = Mutex(CommitQueue(interval: interval, fullGroup: Self.fullGroup, largestGroup: Self.largestGroup))
        self.store = store
        self.journal = journal
        self.nearDuplicates = nearDuplicates
        self.now = now
        self.log = log
        (position, loss) = try store.read { try ($0.position(), $0.journalLoss()) }
    }

    // MARK: - Handing in

    /// Returns when the poll is durable.
    ///
    /// - Throws: where journal or store could not be written; then nothing of the poll is marked seen.
    nonisolated(nonsending) func commit(_ poll: PollCommit) async throws(CommitError) -> CommitResult {
        try await submit(.poll(poll))
    }

    /// Returns when what a page says is kept with the item that waits for it, if it still does.
    nonisolated(nonsending) func keep(_ article: [UInt8], of page: AwaitedPage) async throws(CommitError) {
        _ = try await submit(.keep(article, page))
    }

    /// Returns when the round's items are durable.
    nonisolated(nonsending) func finish(_ round: FinishedRound) async throws(CommitError) -> CommitCounts {
        try await submit(.finish(round)).counts
    }

    private nonisolated(nonsending) func submit(_ work: Work) async throws(CommitError) -> CommitResult {
        let bytes = work.bytes
        let result = await withCheckedContinuation { continuation in
            let action = queue.withLock { $0.submit(Submission(work: work, continuation: continuation), bytes: bytes) }
            // Most submissions join a group and need no work on the queue.
            if let action { executor.queue.async { self.assumeIsolated { $0.perform(action) } } }
        }
        return try result.get()
    }

    // MARK: - Hosts

    /// Has the hold outlive a restart. An error of the store is ignored here: the next commit fails with it too, and pauses polling.
    func note(_ hold: HostHold) {
        try? store.write { try $0.note(hold) }
    }

    func noteLifted(host: String) {
        try? store.write { try $0.lift(host: host) }
    }

    // MARK: - Groups

    private func perform(_ action: CommitQueue<Submission>.Action?) {
        var action = action
        while let current = action {
            action = nil
            switch current {
            case .schedule(let delay): scheduleGroup(after: delay)
            case .commit(let group, let bytes):
                groupTimer?.cancel()
                action = commit(group, bytes: bytes)
            case .refuse(let group, let error): for one in group { one.continuation.resume(returning: .failure(error)) }
            }
        }
    }

    private func commit(_ group: [Submission], bytes: Int) -> CommitQueue<Submission>.Action? {
        trimMemory(before: bytes)
        switch attempt(group.map(\.work)) {
        case .success(let results):
            for (one, result) in zip(group, results) { one.continuation.resume(returning: .success(result)) }
            return queue.withLock { $0.committed() }
        case .failure(let failure):
            for one in group { one.continuation.resume(returning: .failure(failure.error)) }
            return queue.withLock { $0.failed(failure.error, isBehind: failure.isBehind) }
        }
    }

    /// The memory of the groups before has been freed by now.
    private func trimMemory(before bytes: Int) {
        if untrimmed >= Self.trimmedAfter {
            untrimmed = 0
            Allocator.trim()
        }
        untrimmed += bytes
    }

    // MARK: - Control

    /// From now on commits at once what comes: feedd is stopping.
    func beginShutdown() {
        perform(queue.withLock { $0.shutDown() })
        updateTimer?.cancel()
    }

    /// Uses other settings from the next commit on.
    func reconfigure(_ settings: NearDuplicateSettings) {
        nearDuplicates.reconfigure(settings)
    }

    /// Why nothing can be written now; nil where it can.
    nonisolated var failure: CommitError? { queue.withLock { $0.health.error } }

    /// Tries whether journal and store can be written again, and replays what the journal has and the store does not.
    ///
    /// - Throws: why not.
    func probe() throws(CommitError) {
        do {
            if let restoration = try store.restoreFiles(now: now()) { log.warning("\(restoration)") }
            try journal.probe()
            if case .behind = queue.withLock({ $0.health }) {
                try Recovery(store: store, journal: journal, signedSince: now() - nearDuplicates.settings.window, now: now(), log: log)
                    .run()
                (position, loss) = try store.read { try ($0.position(), $0.journalLoss()) }
                nearDuplicates.forget()
            }
            try store.probe()
            queue.withLock { $0.recovered() }
        } catch {
            throw CommitError(error)
        }
    }

    /// Journals the held updates that are due, and looks again when the next one is.
    func commitDueUpdates() {
        guard failure == nil else { return scheduleUpdates(at: now() + Self.retryDelay) }
        if case .failure(let failure) = attempt([]) {
            perform(queue.withLock { $0.failed(failure.error, isBehind: failure.isBehind) })
        }
    }

    private func scheduleGroup(after delay: Duration) {
        let timer =
            groupTimer
            ?? Timer(on: executor.queue) { [weak self] in
                self?.assumeIsolated { committer in committer.perform(committer.queue.withLock { $0.timerFired() }) }
            }
        groupTimer = timer
        timer.schedule(after: delay)
    }

    private func scheduleUpdates(at moment: Timestamp?) {
        guard let moment, !queue.withLock({ $0.isStopping }) else {
            updateTimer?.cancel()
            return
        }
        let timer = updateTimer ?? Timer(on: executor.queue) { [weak self] in self?.assumeIsolated { $0.commitDueUpdates() } }
        updateTimer = timer
        timer.schedule(after: min(max(moment.since(now()), .seconds(1)), UpdatePace.longestWait))
    }

    // MARK: - A commit

    private struct Failure: Error {
        let error: CommitError
        /// The journal was written.
        let isBehind: Bool
    }

    private func attempt(_ works: [Work]) -> Result<[CommitResult], Failure> {
        if let error = failure { return .failure(Failure(error: error, isBehind: false)) }
        do {
            return .success(try write(works))
        } catch {
            log.error("\(error.error)")
            if error.error.isDamage { store.condemn() }
            scheduleUpdates(at: now() + Self.retryDelay)
            return .failure(error)
        }
    }

    /// Decides, appends, applies: never in another order.
    private func write(_ works: [Work]) throws(Failure) -> [CommitResult] {
        let mark = nearDuplicates.mark
        var isAppended = false
        do {
            if let restoration = try store.restoreFiles(now: now()) { log.warning("\(restoration)") }
            let decision = try store.write { store in
                let decision = try decide(works, in: store)
                if decision.records.last != nil {
                    let appended = try journal.append(decision.records, after: position)
                    isAppended = true
                    try note(appended, in: store)
                }
                // Here the store is committed.
                return decision
            }
            position = decision.records.last ?? position
            scheduleUpdates(at: decision.nextHeldUpdate)
            return decision.results
        } catch {
            nearDuplicates.rollBack(to: mark)
            throw Failure(error: CommitError(error), isBehind: isAppended)
        }
    }

    private struct Decision {
        var records: RecordGroup
        var results: [CommitResult] = []
        /// When the next held update is due.
        var nextHeldUpdate: Timestamp?
    }

    private func decide(_ works: [Work], in store: StoreWriting) throws -> Decision {
        var decision = Decision(records: RecordGroup(after: position, at: now()))
        let at = decision.records.at
        nearDuplicates.expire(at: at)
        for work in works { decision.results.append(try decide(work, into: &decision.records, store)) }
        // After the polls, which may bring something newer than what was held back.
        try HeldUpdates(store, nearDuplicates).journalDue(into: &decision.records, limit: Self.fullGroup)
        try forgetting.step(store, at: at)
        try nearDuplicates.removeExpired(from: store)
        decision.nextHeldUpdate = try store.reading.nextHeldUpdate()
        return decision
    }

    private func decide(_ work: Work, into records: inout RecordGroup, _ store: StoreWriting) throws -> CommitResult {
        switch work {
        case .poll(let poll): return try decide(poll, into: &records, store)
        case .keep(let article, let page):
            try store.keep(article, of: page)
            return CommitResult()
        case .finish(let round):
            var commit = RoundCommit(round, store: store, nearDuplicates: nearDuplicates)
            return CommitResult(counts: try commit.run(into: &records))
        }
    }

    private func decide(_ poll: PollCommit, into records: inout RecordGroup, _ store: StoreWriting) throws -> CommitResult {
        var state = poll.state
        if state.id == 0 { state = state.numbered(try store.number(of: poll.source)) }
        var result = CommitResult(state: state)
        if let batch = poll.batch {
            var reconciliation = Reconciliation(batch, state: state, epoch: loss.epoch, store: store, nearDuplicates: nearDuplicates)
            (result.state, result.counts) = try reconciliation.run(into: &records)
        }
        try store.save(result.state, after: poll.before)
        return result
    }

    /// The journal has the group: the store is to know it.
    private func note(_ appended: Appended, in store: StoreWriting) throws {
        if let position = appended.position { try store.setPosition(position) }
        for notice in appended.notices {
            log.warning("\(notice)")
            guard case .missing(let seqs, _) = notice, seqs.upperBound > loss.reported else { continue }
            loss.reported = seqs.upperBound
            try store.setJournalLoss(loss)
        }
    }
}
