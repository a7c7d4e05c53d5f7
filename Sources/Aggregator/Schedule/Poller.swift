import Bytes
import Configuration
import Dispatch
import HeapModule
import Logging
import Store
import Syndication
import Transfer

/// Polls each source when it is due and its host may be asked.
///
/// Due times live in a heap, and one timer is armed for the earliest. A due source joins its host's queue and takes one of the connections only when
/// that host may be asked again. Due times are kept by a clock that nobody sets.
actor Poller {
    private final class Entry {
        var source: Source
        /// nil while it is queued or running, and where it is not to be polled by itself.
        var due: ContinuousClock.Instant?
        var isForced = false
        /// Read ahead, where many are polled at once.
        var known: SourceState?
        var run: Task<Void, Never>?
        /// Who asked for its next report; nil tells them that there will be none.
        var listeners: [@Sendable (PollReport?) -> Void] = []

        init(_ source: Source) {
            self.source = source
        }
    }

    private struct Due: Comparable {
        let at: ContinuousClock.Instant
        let source: String
        static func < (a: Due, b: Due) -> Bool { a.at < b.at }
    }

    /// How often journal and store are tried again while they cannot be written.
    private static let probeInterval = Duration.seconds(10)
    /// Overdue and never polled sources are started this far apart, or closer where there are so many that an interval would not hold them.
    private static let spread = Duration.milliseconds(100)

    nonisolated let executor: DispatchQueueExecutor
    let poll: SourcePoll
    let pages: PageRounds
    let log: Logger
    /// Whether it logs what comes of each poll; where polls are asked for by name, who asked tells it.
    private let tellsPolls: Bool
    let clock = ContinuousClock()
    private var entries: [String: Entry] = [:]
    private var dues = Heap<Due>()
    var queues: HostQueues
    private var bans = HostBans()
    /// Hosts that are left alone, and how long.
    private var holds: [String: ContinuousClock.Instant] = [:]
    private var timer: (any DispatchSourceTimer)?
    /// When the timer goes off.
    private var armed: ContinuousClock.Instant?
    private var probing: Task<Void, Never>?
    /// Why nothing can be written just now.
    private(set) var trouble: String?
    private(set) var isStopping = false
    /// Pages that wait for a slot of their host.
    var waitingForSlot: [UInt64: CheckedContinuation<HostSlot?, Never>] = [:]
    var lastSlot: UInt64 = 0
    /// Rounds of pages under way, by source.
    var rounds: [String: [PageRound: Task<PageRounds.Outcome, Never>]] = [:]

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter executor: best the fetcher's too: a poll then changes threads for its document and its commit alone.
    init(
        _ sources: [Source], fetch: FetchSettings, poll: SourcePoll, pages: PageRounds, executor: DispatchQueueExecutor, tellsPolls: Bool,
        log: Logger
    ) {
        self.executor = executor
        self.poll = poll
        self.pages = pages
        self.log = log
        self.tellsPolls = tellsPolls
        queues = HostQueues(perHost: fetch.perHost, delay: fetch.delayPerHost, connections: fetch.connections)
        for source in sources where source.enabled { entries[source.name] = Entry(source) }
    }

    /// Starts polling: each source when the store says it is due.
    ///
    /// - Throws: `StoreError`.
    func start() throws {
        schedule(entries.keys.sorted(), by: try poll.store.read { try $0.schedules() })
        resumeRounds()
        pump()
    }

    /// Polls the named sources now, and gives a report of each as it comes. A name that is not configured, or not enabled, has none.
    func pollNow(_ names: [String]) -> AsyncStream<PollReport> {
        let (reports, continuation) = AsyncStream.makeStream(of: PollReport.self)
        let known = Set(names).filter { entries[$0] != nil }
        readAhead(known)
        let countdown = Countdown(known.count) { continuation.finish() }
        for name in names where known.contains(name) {
            guard let entry = entries[name] else { continue }
            entry.listeners.append { report in
                if let report { continuation.yield(report) }
                countdown.step()
            }
            entry.isForced = true
            enqueue(name)
        }
        if known.isEmpty { continuation.finish() }
        if probing != nil { dismissListeners(.unwritable("journal or store cannot be written just now")) { _ in true } }
        for (host, until) in holds where until > clock.now {
            dismissListeners(.deferred(until: .now() + (until - clock.now))) { $0.host == host }
        }
        pump()
        return reports
    }

    /// One look into the store for all: a look for each costs more than a poll that brings nothing.
    private func readAhead(_ names: Set<String>) {
        guard names.count > 1, probing == nil else { return }
        // What cannot be read now is read, or fails, with its poll.
        try? poll.store.read { store in
            try store.eachSource { name, state in
                if names.contains(name), let entry = entries[name], entry.run == nil { entry.known = state }
            }
        }
    }

    /// Takes over a new configuration: polls under way end with the source they began with, or are dropped where it is gone.
    ///
    /// - Throws: `StoreError`; then the old sources go on.
    func reload(_ sources: [Source]) throws {
        let schedules = try poll.store.read { try $0.schedules() }
        let enabled = sources.filter(\.enabled)
        let names = Set(enabled.map(\.name))
        for (name, entry) in entries where !names.contains(name) {
            entry.run?.cancel()
            queues.remove(.poll(name))
            for listener in entry.listeners { listener(nil) }
            entries[name] = nil
        }
        var changed: [String] = []
        for source in enabled {
            guard let entry = entries[source.name] else {
                entries[source.name] = Entry(source)
                changed.append(source.name)
                continue
            }
            if entry.source == source { continue }
            entry.source = source
            changed.append(source.name)
        }
        schedule(changed.filter { entries[$0]?.run == nil }, by: schedules)
        pump()
    }

    /// Starts nothing more, and lets what runs end within `grace`.
    func stop(grace: Duration) async {
        isStopping = true
        timer?.cancel()
        timer = nil
        probing?.cancel()
        let running = entries.values.compactMap(\.run)
        let deadline = Task {
            try? await Task.sleep(for: grace)
            if !Task.isCancelled { for run in running { run.cancel() } }
        }
        // What waits for its page goes on waiting in the store.
        refuseSlots()
        await pages.stop()
        for run in running { await run.value }
        deadline.cancel()
    }

    /// The names of all that it polls.
    var sources: [String] { entries.keys.sorted() }

    /// How many sources are enabled, and how many polls run.
    var load: (sources: Int, running: Int) { (entries.count, queues.inFlight) }
}

// MARK: - When

extension Poller {
    /// Gives the sources their due times by what the store knows. What is overdue is spread out, so that a start is no stampede.
    private func schedule(_ names: [String], by known: [String: KnownSchedule]) {
        let now = Timestamp.now()
        let instant = clock.now
        var late: [String] = []
        for name in names {
            guard let source = entries[name]?.source else { continue }
            guard let schedule = known[name], schedule.configuration == source.digest, let due = schedule.nextDue else {
                late.append(name)
                continue
            }
            if schedule.isStopped {
                log.notice("source \(name): answered 410 Gone for days: it is not polled until asked for by name")
                continue
            }
            let bounded = NextPoll.bounded(due, notBefore: schedule.notBefore, of: source, now: now)
            if bounded > now { setDue(name, instant + bounded.since(now)) } else { late.append(name) }
        }
        for (place, name) in late.enumerated() {
            guard let source = entries[name]?.source else { continue }
            let step = min(Self.spread, source.interval / late.count)
            setDue(name, instant + step * place)
        }
    }

    private func setDue(_ name: String, _ at: ContinuousClock.Instant) {
        entries[name]?.due = at
        dues.insert(Due(at: at, source: name))
    }

    private func enqueue(_ name: String) {
        guard let entry = entries[name], entry.run == nil else { return }
        entry.due = nil
        // Files have no host to be polite to.
        queues.enqueue(.poll(name), host: entry.source.isFile ? "file:\(name)" : entry.source.host)
    }

    /// Starts all that may start now, and arms the timer for what comes next.
    func pump() {
        guard !isStopping, probing == nil else { return }
        let now = clock.now
        while let due = dues.min, due.at <= now || entries[due.source]?.due != due.at {
            dues.removeMin()
            if entries[due.source]?.due == due.at { enqueue(due.source) }
        }
        var wake = dues.min?.at
        running: while true {
            switch queues.next(now) {
            case .run(.poll(let name)): launch(name)
            case .run(.page(let number)): start(number)
            case .wait(let until):
                wake = min(wake ?? until, until)
                break running
            case .idle: break running
            }
        }
        arm(for: wake, now: now)
    }

    /// A minute at most, so that a suspended machine is noticed.
    private func arm(for wake: ContinuousClock.Instant?, now: ContinuousClock.Instant) {
        guard let wake else { return }
        let moment = min(max(wake, now), now + .seconds(60))
        // Dispatch's timers are costly to set: one that goes off no later is left as it is.
        if let armed, armed > now, armed <= moment { return }
        armed = moment
        let timer = self.timer ?? makeTimer()
        let delay = moment - now
        timer.schedule(deadline: .now() + delay.seconds, leeway: .milliseconds(1))
    }

    private func goOff() {
        armed = nil
        pump()
    }

    private func makeTimer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.goOff() } }
        timer.resume()
        self.timer = timer
        return timer
    }
}

// MARK: - What

extension Poller {
    private func launch(_ name: String) {
        guard let entry = entries[name] else {
            queues.finished(.poll(name), clock.now)
            return
        }
        let poll = poll
        let (source, known, isForced) = (entry.source, entry.known, entry.isForced)
        entry.isForced = false
        entry.known = nil
        // On this actor's own queue, but for the pipeline: fewer threads to wake for each poll.
        entry.run = Task.detached(executorPreference: executor) { [weak self] in
            let report = await poll.run(source, known: known, isForced: isForced)
            await self?.finished(report, source: source)
        }
    }

    private func finished(_ report: PollReport, source: Source) {
        let now = clock.now
        queues.finished(.poll(report.source), now)
        holdHost(of: source, report, now)
        let rounds = begin(report.rounds, of: source)
        if case .unwritable(let why) = report.outcome { pause(why) }
        guard let entry = entries[report.source] else {
            tell(report, to: [], after: rounds)
            return pump()
        }
        entry.run = nil
        entry.isForced = false
        tell(report, to: entry.listeners, after: rounds)
        entry.listeners = []
        let isChanged = entry.source.digest != source.digest
        if isChanged || report.isLost {
            setDue(report.source, now)
        } else if let due = report.nextDue {
            setDue(report.source, now + max(due.since(.now()), .seconds(1)))
        }
        pump()
    }

    private func holdHost(of source: Source, _ report: PollReport, _ now: ContinuousClock.Instant) {
        let ban = report.status == 403 ? bans.note(source.name, host: source.host, at: now) : nil
        guard let hold = [report.hold, ban].compactMap({ $0 }).max() else { return }
        queues.hold(host: source.host, until: now + hold)
        holds = holds.filter { $0.value > now }
        holds[source.host] = now + hold
        dismissListeners(.deferred(until: .now() + hold)) { $0.host == source.host }
        log.notice("host \(source.host): left alone for \(Int(hold.seconds)) s: it answered \(report.status ?? 0)")
    }

    /// While nothing can be written nothing is fetched.
    func pause(_ why: String) {
        guard probing == nil, !isStopping else { return }
        log.error("\(why): polling rests; tried again every \(Int(Self.probeInterval.seconds)) s")
        dismissListeners(.unwritable(why)) { _ in true }
        trouble = why
        interruptRounds()
        let committer = poll.committer
        probing = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.probeInterval)
                if (try? await committer.probe()) != nil { break }
            }
            await self?.resume()
        }
    }

    /// Who asked for a poll by name is not kept waiting for a disk, nor for a host.
    private func dismissListeners(_ outcome: PollReport.Outcome, of isMeant: (Source) -> Bool) {
        for (name, entry) in entries where entry.run == nil && !entry.listeners.isEmpty && isMeant(entry.source) {
            for listener in entry.listeners { listener(PollReport(source: name, outcome: outcome)) }
            entry.listeners = []
        }
    }

    private func resume() {
        probing = nil
        trouble = nil
        // What was read ahead may have been replayed over.
        for entry in entries.values { entry.known = nil }
        guard !isStopping else { return }
        log.notice("journal and store can be written again: polling goes on")
        resumeRounds()
        pump()
    }

    /// Says what came of a poll, once the pages that its source waits for are in.
    private func tell(
        _ report: PollReport, to listeners: [@Sendable (PollReport?) -> Void], after rounds: [Task<PageRounds.Outcome, Never>]
    ) {
        guard !rounds.isEmpty else {
            tell(report)
            for listener in listeners { listener(report) }
            return
        }
        Task {
            var report = report
            for round in rounds {
                let outcome = await round.value
                if case .cancelled = outcome, let trouble { report.add(.unwritable(trouble)) } else { report.add(outcome) }
            }
            tell(report)
            for listener in listeners { listener(report) }
        }
    }

    /// The source of that name; nil where it is not polled.
    func source(_ name: String) -> Source? { entries[name]?.source }

    private func tell(_ report: PollReport) {
        guard tellsPolls else { return }
        switch report.outcome {
        case .unchanged: log.debug("source \(report.source): unchanged")
        case .read(let new, let updated): log.info("source \(report.source): \(new) new, \(updated) updated")
        case .deferred, .stopped, .cutShort, .failed: if let complaint = report.complaint { log.warning("\(complaint)") }
        case .unwritable, .cancelled: break
        }
    }
}

extension PollReport {
    /// It came to nothing for no fault of the source's, and is tried again at once.
    fileprivate var isLost: Bool {
        switch outcome {
        case .unwritable, .cancelled: true
        default: false
        }
    }
}
