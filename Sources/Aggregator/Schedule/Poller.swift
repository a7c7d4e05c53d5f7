import Bytes
import Configuration
import Dispatch
import Logging
import Store
import Transfer

/// Polls each source when it is due and its host may be asked, and fetches the article pages that items wait for.
///
/// A thin shell: `PollSchedule` decides what starts when, `PageRoundRegistry` which rounds of pages are under way. The actor reads the clocks, runs the
/// tasks and arms one timer for the earliest moment at which something may start.
actor Poller {
    /// Somebody who asked for polls by name.
    private struct Asker {
        let reports: AsyncStream<PollReport>.Continuation
        /// Reports that are still to come.
        var awaited: Int
    }

    /// The longest time without a look at the clock, so that the end of a suspend is noticed.
    private static let longestSleep = Duration.seconds(60)

    nonisolated let executor: DispatchQueueExecutor
    /// Each change of the status, for one reader.
    nonisolated let statuses: AsyncStream<PollingStatus>
    private nonisolated let statusContinuation: AsyncStream<PollingStatus>.Continuation
    let store: Store
    let committer: Committer
    private let poll: SourcePoll
    let pages: PageRoundRunner
    private let time: TimeSource
    let log: Logger
    /// Whether each poll is logged. Where polls are asked for by name, who asked tells of them.
    private let logsPolls: Bool

    var schedule: PollSchedule
    /// The polls in flight, by source.
    private var polls: [String: Task<Void, Never>] = [:]
    /// States of sources that were read from the store for many polls at once.
    private var readAhead: [String: SourceState] = [:]
    private var askers: [PollSchedule.AskerID: Asker] = [:]
    private var lastAsker: PollSchedule.AskerID = 0
    private var probing: Task<Void, Never>?
    private var timer: (any DispatchSourceTimer)?
    /// When the timer goes off; nil while it is not armed.
    private var armed: ContinuousClock.Instant?

    // Rounds of pages, and the slots that their requests wait for: see Poller+Pages.swift.
    var registry = PageRoundRegistry()
    var runs: [PageRoundRegistry.RunID: Task<PageRoundRunner.Outcome, Never>] = [:]
    var waiting: [PollSchedule.SlotID: CheckedContinuation<HostSlot?, Never>] = [:]
    var lastSlot: PollSchedule.SlotID = 0
    /// The polls that were redirected and wait for their turn at another host.
    private var turns: [String: CheckedContinuation<Request.Turn, Never>] = [:]
    /// Writes what hosts have asked for to the store, one after the other.
    var noting: Task<Void, Never>?
    /// What the fetcher was told last of requests that wait for a connection.
    private var isInDemand = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter executor: best the fetcher's, too: a poll then changes threads for its document and its commit alone.
    init(
        _ sources: [Source], fetch: FetchSettings, store: Store, committer: Committer, poll: SourcePoll, pages: PageRoundRunner,
        executor: DispatchQueueExecutor, logsPolls: Bool, time: TimeSource, log: Logger
    ) {
        self.executor = executor
        (statuses, statusContinuation) = AsyncStream.makeStream(of: PollingStatus.self)
        self.store = store
        self.committer = committer
        self.poll = poll
        self.pages = pages
        self.logsPolls = logsPolls
        self.time = time
        self.log = log
        schedule = PollSchedule(sources, perHost: fetch.perHost, delay: fetch.delayPerHost, connections: fetch.connections)
    }

    var moment: Moment { time.moment }

    /// The names of the sources that are polled, sorted.
    var sources: [String] { schedule.names }

    /// The names of the sources that are being polled just now, sorted.
    var polling: [String] { schedule.polling }

    /// From now on polls each source when the store says that it is due, and goes on with what waits for pages.
    ///
    /// - Throws: `StoreError`.
    func start() throws {
        tellStopped(schedule.start(try store.read { try $0.schedules() }, at: moment))
        try takeUpHolds()
        resumeRounds()
        drive()
        tellStatus()
    }

    /// Takes over a new configuration: polls in flight end with the source they began with, or are cancelled where it is gone.
    ///
    /// - Throws: `StoreError`; then the old sources go on.
    func reload(_ sources: [Source]) throws {
        let reload = schedule.reload(sources, try store.read { try $0.schedules() }, at: moment)
        for name in reload.cancelled { polls[name]?.cancel() }
        for asker in reload.disappointed { answer(nil, to: asker) }
        tellStopped(reload.stopped)
        drive()
        tellStatus()
    }

    /// Starts nothing more, and lets polls in flight end within `grace`. Items that wait for pages go on waiting in the store.
    func stop(grace: Duration) async {
        refuse(schedule.stop())
        refuseTurns()
        tellDismissals(at: moment)
        timer?.cancel()
        timer = nil
        probing?.cancel()
        interruptRounds(forGood: true)
        let deadline = Task {
            try? await Task.sleep(for: grace)
            if !Task.isCancelled { self.cancelPolls() }
        }
        for run in runs.values { _ = await run.value }
        for poll in polls.values { await poll.value }
        deadline.cancel()
        await noting?.value
        statusContinuation.finish()
    }

    /// Gives up the polls in flight: nothing of them is journaled or marked as seen.
    func cancelPolls() {
        for poll in polls.values { poll.cancel() }
    }

    private func tellStopped(_ names: [String]) {
        for name in names {
            log.notice(
                "source \(name): not polled any more: it answered 410 Gone for days: remove it, or ask it again with `feedd poll \(name)`")
        }
    }

    private var status: PollingStatus { schedule.trouble.map { .paused(why: $0) } ?? .polling(sources: schedule.count) }

    private func tellStatus() { statusContinuation.yield(status) }
}

// MARK: - The drive

extension Poller {
    /// Starts all that may start now, and arms the timer for what comes next.
    func drive() {
        let now = moment.instant
        while true {
            switch schedule.next(now) {
            case .poll(let source, let cause): start(source, cause)
            case .turn(let name): turns.removeValue(forKey: name)?.resume(returning: .granted)
            case .slot(let slot): grant(slot)
            case .wait(let until):
                tellDemand()
                return arm(for: until, now)
            case .idle: return tellDemand()
            }
        }
    }

    private func tellDemand() {
        let wants = schedule.wantsConnections
        guard wants != isInDemand else { return }
        isInDemand = wants
        let fetcher = poll.fetcher
        Task { await fetcher.setDemand(wants) }
    }

    private func arm(for moment: ContinuousClock.Instant, _ now: ContinuousClock.Instant) {
        let moment = min(max(moment, now), now + Self.longestSleep)
        // Setting a Dispatch timer is costly: one that goes off no later stays as it is.
        if let armed, armed > now, armed <= moment { return }
        armed = moment
        let timer = self.timer ?? makeTimer()
        timer.schedule(deadline: .now() + (moment - now).seconds, leeway: .milliseconds(1))
    }

    private func makeTimer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.timerFired() } }
        timer.resume()
        self.timer = timer
        return timer
    }

    private func timerFired() {
        armed = nil
        drive()
    }
}

// MARK: - Polls

extension Poller {
    private func start(_ source: Source, _ cause: PollCause) {
        let poll = poll
        let known = readAhead.isEmpty ? nil : readAhead.removeValue(forKey: source.name)
        // On this actor's own queue, but for the pipeline: fewer threads to wake for each poll.
        let turn: Request.RedirectTurn = { [weak self] host in await self?.turn(of: source.name, at: host) ?? .refused }
        polls[source.name] = Task.detached(executorPreference: executor) { [weak self] in
            let report = await poll.run(source, known: known, cause, turn: turn)
            await self?.finished(report, source)
        }
    }

    private func finished(_ report: PollReport, _ source: Source) {
        var report = report
        let now = moment
        polls[source.name] = nil
        turns.removeValue(forKey: source.name)?.resume(returning: .refused)
        let askers = schedule.finished(source, report.ending, isSilent: report.isSilent, at: now)
        holdHost(of: source, report, now)
        for round in report.rounds where !begin(round, of: source) { report.add(.cancelled) }
        if case .unwritable(let why) = report.outcome { pause(why) }
        tell(report, to: askers, after: registry.runs(ofSource: source.name).compactMap { runs[$0] })
        drive()
    }

    /// Waits until a poll that was redirected may go on at that host.
    private func turn(of name: String, at host: String) async -> Request.Turn {
        await withCheckedContinuation { continuation in
            guard turns[name] == nil else { return continuation.resume(returning: .refused) }
            let redirection = schedule.redirected(name, to: host, at: moment.instant)
            if redirection.isLifted { noteLifted([host]) }
            if let turn = redirection.turn { return continuation.resume(returning: turn) }
            turns[name] = continuation
            drive()
        }
    }

    private func refuseTurns() { end(turns: schedule.waitingForTurn, .refused) }

    func end(turns names: [String], _ turn: Request.Turn) {
        for name in names { turns.removeValue(forKey: name)?.resume(returning: turn) }
    }

    /// The host that answered asked for fewer requests, which may be another one than the source's.
    private func holdHost(of source: Source, _ report: PollReport, _ now: Moment) {
        let host = report.host ?? source.host
        let ban = report.status == 403 ? schedule.refused(source.name, by: host, at: now.instant) : nil
        guard let duration = [report.hold, ban].compactMap({ $0 }).max() else { return }
        hold(host: host, for: duration, status: report.status ?? 0)
    }

    /// Gives the report to those who asked for it, once the pages that items of its source wait for are in.
    private func tell(_ report: PollReport, to askers: [PollSchedule.AskerID], after runs: [Task<PageRoundRunner.Outcome, Never>]) {
        guard !runs.isEmpty else { return tell(report, to: askers) }
        Task {
            var report = report
            for run in runs {
                let outcome = await run.value
                if case .cancelled = outcome, let trouble = schedule.trouble {
                    report.add(.unwritable(trouble))
                } else {
                    report.add(outcome)
                }
            }
            tell(report, to: askers)
        }
    }

    private func tell(_ report: PollReport, to askers: [PollSchedule.AskerID]) {
        for asker in askers { answer(report, to: asker) }
        guard logsPolls else { return }
        switch report.outcome {
        case .unchanged: log.debug("source \(report.source): unchanged")
        case .read(let new, let updated):
            let filtered = report.filtered > 0 ? ", \(report.filtered) filtered" : ""
            log.info("source \(report.source): \(new) new, \(updated) updated\(filtered)")
        case .deferred, .stopped, .cutShort, .failed: if let complaint = report.complaint { log.warning("\(complaint)") }
        case .unwritable, .cancelled: break
        }
    }
}

extension PollReport {
    fileprivate var ending: PollSchedule.Ending {
        switch outcome {
        case .unwritable, .cancelled: .lost
        case .unchanged, .read, .cutShort, .failed, .deferred, .stopped: .nextDue(nextDue)
        }
    }
}

// MARK: - Polls that were asked for

extension Poller {
    /// Polls the named sources now, or all where none is named, and gives a report of each as it comes. A name that is not configured, or not enabled, has
    /// none.
    func pollNow(_ names: [String]) -> AsyncStream<PollReport> {
        let cause = names.isEmpty ? PollCause.asked : .named
        let names = names.isEmpty ? sources : names
        let (reports, continuation) = AsyncStream.makeStream(of: PollReport.self)
        let known = Set(names).filter { schedule.source($0) != nil }
        guard !known.isEmpty else {
            continuation.finish()
            return reports
        }
        readAhead(of: known)
        lastAsker += 1
        askers[lastAsker] = Asker(reports: continuation, awaited: known.count)
        noteLifted(schedule.request(names.filter(Self.isFirst(of: known)), cause, for: lastAsker))
        tellDismissals(at: moment)
        drive()
        return reports
    }

    /// Passes each of the names once.
    private static func isFirst(of names: Set<String>) -> (String) -> Bool {
        var names = names
        return { names.remove($0) != nil }
    }

    /// One query for all states: a query for each costs more than a poll that brings nothing.
    private func readAhead(of names: Set<String>) {
        guard names.count > 1, schedule.trouble == nil else { return }
        // A state is large: growing the dictionary would copy all that are there.
        readAhead.reserveCapacity(names.count)
        // What cannot be read now is read, or fails, with its poll.
        try? store.read { store in
            try store.eachSource { name, state in
                if names.contains(name), !schedule.isInFlight(name) { readAhead[name] = state }
            }
        }
    }

    /// Tells those who asked for polls that cannot begin soon.
    func tellDismissals(at now: Moment) {
        for dismissal in schedule.dismissals(now.instant) {
            let outcome: PollReport.Outcome =
                switch dismissal.obstacle {
                case .paused(let why): .unwritable(why)
                case .held(let until): .deferred(until: now.wall + (until - now.instant))
                case .stopping: .cancelled
                }
            let report = PollReport(source: dismissal.source, outcome: outcome)
            for asker in dismissal.askers { answer(report, to: asker) }
        }
    }

    /// - Parameter report: nil where there will be none.
    private func answer(_ report: PollReport?, to id: PollSchedule.AskerID) {
        guard var asker = askers[id] else { return }
        if let report { asker.reports.yield(report) }
        asker.awaited -= 1
        askers[id] = asker.awaited > 0 ? asker : nil
        if asker.awaited == 0 { asker.reports.finish() }
    }
}

// MARK: - Pauses

extension Poller {
    /// Fetches nothing until journal and store can be written again.
    func pause(_ why: String) {
        guard let refused = schedule.pause(why) else { return }
        log.error("\(status)")
        tellDismissals(at: moment)
        refuse(refused)
        refuseTurns()
        interruptRounds(forGood: false)
        tellStatus()
        let committer = committer
        probing = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: PollingStatus.probeInterval)
                if (try? await committer.probe()) != nil { break }
            }
            await self?.resume()
        }
    }

    private func resume() {
        probing = nil
        guard schedule.resume() else { return }
        // What was read ahead may be older than what was replayed from the journal meanwhile.
        readAhead = [:]
        log.notice("polling resumed: journal and store can be written again")
        resumeRounds()
        drive()
        tellStatus()
    }
}
