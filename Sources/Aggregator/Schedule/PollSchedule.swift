import Bytes
import Configuration
import HeapModule
import Store
import Transfer

/// Decides when each source is polled and when each article page is fetched: due times, host queues, pauses and shutdown. A state machine without clock,
/// network or disk: inputs carry the time, and what is to be done comes back as values.
///
/// A source goes from due to queued to in flight and back to due. Due times live in a heap. A due source waits in its host's queue until the host may be
/// asked and a connection is free.
struct PollSchedule {
    typealias Instant = ContinuousClock.Instant
    /// Somebody who asked for polls by name and awaits a report of each.
    typealias AskerID = UInt64
    /// A request for an article page, or for a robots.txt.
    typealias SlotID = UInt64

    private enum Life: Equatable {
        case running
        /// Journal or store cannot be written: nothing starts.
        case paused(why: String)
        case stopping
    }

    private enum Phase: Equatable {
        /// Polled only when asked for by name.
        case dormant
        case due(Instant)
        case queued(PollCause)
        case inFlight(PollCause)
        /// In flight, and waiting for its turn at the host that it was redirected to.
        case redirected(PollCause, to: String)
    }

    private struct Entry {
        var source: Source
        var phase = Phase.dormant
        /// Who awaits the report of the next poll that ends.
        var askers: [AskerID] = []
        /// The last poll got no answer: the next one does not go before those of sources that do answer.
        var isSilent = false

        /// A poll of it is under way.
        var isInFlight: Bool {
            switch phase {
            case .inFlight, .redirected: true
            case .dormant, .due, .queued: false
            }
        }

        /// It is neither queued nor in flight.
        var isWaiting: Bool {
            switch phase {
            case .dormant, .due: true
            case .queued, .inFlight, .redirected: false
            }
        }
    }

    private struct Due: Comparable {
        let at: Instant
        let name: String
        static func < (a: Due, b: Due) -> Bool { a.at < b.at }
    }

    /// Overdue and new sources start this far apart, or closer where there are so many that an interval would not hold them.
    private static let spread = Duration.milliseconds(100)
    /// The shortest time from the end of a poll to the next poll of the source.
    private static let shortestInterval = Duration.seconds(1)

    private var life = Life.running
    /// Whether sources are polled when they are due, and not on request alone.
    private var pollsWhenDue = false
    private var entries: [String: Entry] = [:]
    /// With lazy deletion: an entry is valid only while it equals its source's due time.
    private var dues = Heap<Due>()
    private var queues: HostQueues
    private var bans = HostBans()
    /// Until when hosts are not asked because they said so. Who asks for a poll of one is not kept waiting.
    private var holds: [String: Hold] = [:]

    private struct Hold {
        var until: Instant
        /// It was asked for a time that is longer than `longestObedience`.
        var isLong: Bool
    }

    /// A host that asks not to be asked for longer than this is asked all the same once somebody names one of its sources.
    static let longestObedience = Duration.seconds(24 * 60 * 60)
    /// Polls in flight of sources that were removed.
    private var orphans: Set<String> = []
    /// Slots that wait in a host's queue.
    private var waitingSlots: Set<SlotID> = []

    init(_ sources: [Source], perHost: Int, delay: Duration, connections: Int) {
        queues = HostQueues(perHost: perHost, delay: delay, connections: connections)
        entries.reserveCapacity(sources.count)
        for source in sources where source.enabled { entries[source.name] = Entry(source: source) }
    }

    /// The names of the enabled sources, sorted.
    var names: [String] { entries.keys.sorted() }
    var count: Int { entries.count }

    /// The source of that name; nil where it is not configured or not enabled.
    func source(_ name: String) -> Source? { entries[name]?.source }

    /// The names of sources that are being polled, sorted.
    var polling: [String] { entries.filter { $0.value.isInFlight }.keys.sorted() }

    func isInFlight(_ name: String) -> Bool { entries[name]?.isInFlight ?? false }

    var isStopping: Bool { life == .stopping }

    /// Why nothing can be written; nil while polling is not paused.
    var trouble: String? {
        if case .paused(let why) = life { why } else { nil }
    }
}

// MARK: - Steps

extension PollSchedule {
    enum Step: Equatable {
        /// Poll the source now. `finished` must follow.
        case poll(Source, PollCause)
        /// The poll of this source, which was redirected, may go on at the other host.
        case turn(String)
        /// This slot is granted. `slotReturned` must follow.
        case slot(SlotID)
        /// Nothing may start before then, unless there is another input.
        case wait(until: Instant)
        /// Nothing will start before there is another input.
        case idle
    }

    /// What to do now. To be called until it says `wait` or `idle`.
    mutating func next(_ now: Instant) -> Step {
        guard life == .running else { return .idle }
        enqueueDue(now)
        while true {
            switch queues.next(now) {
            case .run(.poll(let name)):
                guard let place = entries.index(forKey: name) else {
                    queues.finished(.poll(name), now)
                    continue
                }
                switch entries.values[place].phase {
                case .redirected(let cause, _):
                    entries.values[place].phase = .inFlight(cause)
                    return .turn(name)
                case .queued(let cause):
                    entries.values[place].phase = .inFlight(cause)
                    return .poll(entries.values[place].source, cause)
                case .dormant, .due, .inFlight: queues.finished(.poll(name), now)
                }
            case .run(.page(let slot)):
                guard waitingSlots.remove(slot) != nil else {
                    queues.finished(.page(slot), now)
                    continue
                }
                return .slot(slot)
            case .wait(let moment): return .wait(until: min(moment, dues.min?.at ?? moment))
            case .idle: return dues.min.map { .wait(until: $0.at) } ?? .idle
            }
        }
    }

    private mutating func enqueueDue(_ now: Instant) {
        while let due = dues.min {
            let place = entries.index(forKey: due.name).flatMap { entries.values[$0].phase == .due(due.at) ? $0 : nil }
            guard due.at <= now || place == nil else { return }
            dues.removeMin()
            if let place { enqueue(place, .due) }
        }
    }

    /// By its place in `entries`: an entry is large, and looking it up and copying it costs more than all else here.
    private mutating func enqueue(_ place: Dictionary<String, Entry>.Index, _ cause: PollCause) {
        let name = entries.keys[place]
        entries.values[place].phase = .queued(cause)
        // Local files and programs have no host whose limits would hold.
        let host = entries.values[place].source.isLocal ? "file:\(name)" : entries.values[place].source.host
        queues.enqueue(.poll(name), host: host, priority: cause > .due ? .asked : entries.values[place].isSilent ? .retry : .poll)
    }

    private mutating func setDue(_ place: Dictionary<String, Entry>.Index, _ at: Instant) {
        entries.values[place].phase = .due(at)
        dues.insert(Due(at: at, name: entries.keys[place]))
    }
}

// MARK: - Start and reload

extension PollSchedule {
    /// From now on sources are polled when they are due.
    ///
    /// - Parameter known: what the store knows of them.
    /// - Returns: the names of sources that are not polled any more because they answered 410 Gone for days.
    mutating func start(_ known: [String: KnownSchedule], at now: Moment) -> [String] {
        pollsWhenDue = true
        return schedule(names, known, at: now)
    }

    /// What a new configuration changes for polls that are under way or were asked for.
    struct Reload: Equatable {
        /// Sources that are gone, whose polls are in flight: to be cancelled.
        var cancelled: [String] = []
        /// Who asked for polls of sources that are gone, once for each: there will be no report.
        var disappointed: [AskerID] = []
        /// Sources that are not polled any more because they answered 410 Gone for days.
        var stopped: [String] = []
    }

    /// Takes over a new configuration. Polls in flight end with the source they began with; those of sources that are gone are to be cancelled.
    mutating func reload(_ sources: [Source], _ known: [String: KnownSchedule], at now: Moment) -> Reload {
        var reload = Reload()
        let enabled = sources.filter(\.enabled)
        let names = Set(enabled.map(\.name))
        for (name, entry) in entries where !names.contains(name) {
            if entry.isInFlight {
                reload.cancelled.append(name)
                orphans.insert(name)
            }
            queues.remove(.poll(name))
            reload.disappointed += entry.askers
            entries[name] = nil
        }
        var changed: [String] = []
        for source in enabled where entries[source.name]?.source != source {
            let isInFlight = orphans.remove(source.name) != nil
            entries[source.name, default: Entry(source: source, phase: isInFlight ? .inFlight(.due) : .dormant)].source = source
            guard let place = entries.index(forKey: source.name) else { continue }
            switch entries.values[place].phase {
            case .queued(let cause):
                // Its host may be another one now.
                queues.remove(.poll(source.name))
                enqueue(place, cause)
            case .inFlight, .redirected: break
            case .dormant, .due: changed.append(source.name)
            }
        }
        reload.cancelled.sort()
        reload.stopped = schedule(changed, known, at: now)
        return reload
    }

    /// Gives sources their due times by what the store knows of them. Overdue and new ones are spread out, so that a start is no burst of requests.
    private mutating func schedule(_ names: [String], _ known: [String: KnownSchedule], at now: Moment) -> [String] {
        guard pollsWhenDue else { return [] }
        var stopped: [String] = []
        var overdue: [Dictionary<String, Entry>.Index] = []
        for name in names {
            guard let place = entries.index(forKey: name), entries.values[place].isWaiting else { continue }
            let source = entries.values[place].source
            guard let schedule = known[name], schedule.configuration == source.digest, let due = schedule.nextDue else {
                overdue.append(place)
                continue
            }
            if schedule.isStopped {
                stopped.append(name)
                continue
            }
            let bounded = NextPoll.bounded(due, notBefore: schedule.notBefore, of: source, now: now.wall)
            if bounded > now.wall { setDue(place, now.instant(of: bounded)) } else { overdue.append(place) }
        }
        for (turn, place) in overdue.enumerated() {
            setDue(place, now.instant + min(Self.spread, entries.values[place].source.interval / overdue.count) * turn)
        }
        return stopped
    }
}

// MARK: - Polls that were asked for

extension PollSchedule {
    /// Why polls that were asked for will not come soon.
    enum Obstacle: Equatable {
        /// Journal or store cannot be written.
        case paused(why: String)
        /// The host asked for fewer requests.
        case held(until: Instant)
        case stopping
    }

    /// A requested poll that will not run soon: its requesters get an answer now instead of waiting for it.
    struct Dismissal: Equatable {
        let source: String
        let askers: [AskerID]
        let obstacle: Obstacle
    }

    /// Queues a poll of each of these sources, whatever its due time.
    ///
    /// - Parameters:
    ///   - names: each once. Names that are not configured, or not enabled, are skipped.
    ///   - cause: whether somebody named these sources, or asked for all.
    /// - Returns: the hosts whose hold that ends.
    mutating func request(_ names: [String], _ cause: PollCause, for asker: AskerID) -> [String] {
        var lifted: [String] = []
        for name in names {
            guard let place = entries.index(forKey: name) else { continue }
            entries.values[place].askers.append(asker)
            let host = entries.values[place].source.host
            if lift(host: host, for: cause) { lifted.append(host) }
            switch entries.values[place].phase {
            // The report of a poll in flight answers this request, too.
            case .inFlight, .redirected: break
            case .queued(.due):
                // It goes before those that nobody asked for.
                queues.remove(.poll(name))
                enqueue(place, cause)
            case .queued(let other): entries.values[place].phase = .queued(max(cause, other))
            case .dormant, .due: enqueue(place, cause)
            }
        }
        return lifted
    }

    /// Ends a long hold of the host, where somebody named a source there.
    ///
    /// - Returns: whether there was one.
    private mutating func lift(host: String, for cause: PollCause) -> Bool {
        guard cause == .named, holds[host]?.isLong == true else { return false }
        holds[host] = nil
        queues.lift(host: host)
        return true
    }

    /// Takes out those who asked for polls that cannot begin soon, because of a pause, a host's wish, or the end. The polls themselves stay queued.
    mutating func dismissals(_ now: Instant) -> [Dismissal] {
        switch life {
        case .paused(let why): return dismiss { _ in .paused(why: why) }
        case .stopping: return dismiss { _ in .stopping }
        case .running:
            guard !holds.isEmpty else { return [] }
            holds = holds.filter { $0.value.until > now }
            let holds = holds
            return dismiss { source in holds[source.host].map { .held(until: $0.until) } }
        }
    }

    private mutating func dismiss(_ obstacle: (Source) -> Obstacle?) -> [Dismissal] {
        var dismissals: [Dismissal] = []
        for (name, entry) in entries where !entry.askers.isEmpty && !entry.isInFlight {
            guard let obstacle = obstacle(entry.source) else { continue }
            dismissals.append(Dismissal(source: name, askers: entry.askers, obstacle: obstacle))
            entries[name]?.askers = []
        }
        return dismissals
    }
}

// MARK: - Ends of polls

extension PollSchedule {
    enum Ending: Equatable {
        /// nil where the source is not polled by itself any more.
        case nextDue(Timestamp?)
        /// It came to nothing for no fault of the source's: it is repeated as soon as possible.
        case lost
    }

    /// What becomes of a poll that was redirected.
    struct Redirection: Equatable {
        /// nil where the poll waits, until `next` says that its turn has come.
        var turn: Request.Turn?
        /// A hold of the host has ended, since somebody named the source.
        var isLifted = false
    }

    /// The poll in flight was redirected to another host, where it has to wait for its turn. There is none where polling is paused, feedd is stopping, or the
    /// source is gone.
    mutating func redirected(_ name: String, to host: String, at now: Instant) -> Redirection {
        guard life == .running, let place = entries.index(forKey: name), case .inFlight(let cause) = entries.values[place].phase,
            !orphans.contains(name)
        else { return Redirection(turn: .refused) }
        let isLifted = lift(host: host, for: cause)
        if let hold = holds[host], hold.until > now { return Redirection(turn: .onHold(hold.until - now), isLifted: isLifted) }
        entries.values[place].phase = .redirected(cause, to: host)
        queues.move(.poll(name), to: host, now)
        return Redirection(isLifted: isLifted)
    }

    /// A poll is over, well or not.
    ///
    /// - Parameters:
    ///   - source: as it was configured when the poll began.
    ///   - isSilent: there was no answer.
    /// - Returns: who asked for its report.
    mutating func finished(_ source: Source, _ ending: Ending, isSilent: Bool = false, at now: Moment) -> [AskerID] {
        let name = source.name
        // One that waits for its turn elsewhere is in a queue.
        if isInFlight(name) { queues.remove(.poll(name)) }
        queues.finished(.poll(name), now.instant)
        guard orphans.remove(name) == nil, let place = entries.index(forKey: name) else { return [] }
        let askers = entries.values[place].askers
        entries.values[place].askers = []
        entries.values[place].phase = .dormant
        entries.values[place].isSilent = isSilent
        guard pollsWhenDue else { return askers }
        switch ending {
        case .nextDue where entries.values[place].source.digest != source.digest, .lost: setDue(place, now.instant)
        case .nextDue(let due?): setDue(place, max(now.instant(of: due), now.instant + Self.shortestInterval))
        case .nextDue(nil): break
        }
        return askers
    }
}

// MARK: - Hosts

extension PollSchedule {
    /// A source got 403 from the host. Where several of a host's sources did, the host refuses feedd as a whole.
    ///
    /// - Returns: how long not to ask the host; nil where this says nothing of the whole host.
    mutating func refused(_ name: String, by host: String, at now: Instant) -> Duration? {
        bans.noteForbidden(name, host: host, at: now)
    }

    /// Starts no request to the host until then.
    ///
    /// - Parameter asked: when the host asked for that.
    /// - Returns: the polls that waited for their turn there: they do not get it.
    mutating func hold(host: String, until moment: Instant, since asked: Instant) -> [String] {
        queues.hold(host: host, until: moment)
        guard holds[host].map({ $0.until < moment }) ?? true else { return [] }
        holds[host] = Hold(until: moment, isLong: moment - asked > Self.longestObedience)
        return redirected(to: host)
    }

    /// Takes the polls that wait for their turn at a host out of its queue: they end without.
    private mutating func redirected(to held: String) -> [String] {
        var names: [String] = []
        for (name, entry) in entries {
            guard case .redirected(let cause, to: held) = entry.phase else { continue }
            queues.remove(.poll(name))
            entries[name]?.phase = .inFlight(cause)
            names.append(name)
        }
        return names.sorted()
    }

    /// Whether requests wait for a connection.
    var wantsConnections: Bool { life == .running && queues.wantsConnections }
}

// MARK: - Slots for pages

extension PollSchedule {
    /// A page of the host is to be fetched; its slot is granted by `next`.
    ///
    /// - Returns: false where no slot will be granted: polling is paused, or feedd is stopping.
    mutating func requestSlot(_ slot: SlotID, at host: String) -> Bool {
        guard life == .running else { return false }
        waitingSlots.insert(slot)
        queues.enqueue(.page(slot), host: host, priority: .article)
        return true
    }

    /// Nobody waits for the slot any more. A slot that was granted is to be returned instead.
    mutating func abandonSlot(_ slot: SlotID) {
        guard waitingSlots.remove(slot) != nil else { return }
        queues.remove(.page(slot))
    }

    mutating func slotReturned(_ slot: SlotID, at now: Instant) {
        queues.finished(.page(slot), now)
    }

    /// The polls that wait for their turn at another host, and will not get it while nothing starts.
    var waitingForTurn: [String] {
        entries.filter { if case .redirected = $0.value.phase { true } else { false } }.keys.sorted()
    }

    /// - Returns: the slots that waited and will not be granted.
    private mutating func refuseSlots() -> [SlotID] {
        let refused = waitingSlots.sorted()
        for slot in refused { queues.remove(.page(slot)) }
        waitingSlots = []
        return refused
    }
}

// MARK: - Pause and stop

extension PollSchedule {
    /// Starts nothing until `resume`: journal or store cannot be written. Polls in flight go on.
    ///
    /// - Returns: the slots that waited and will not be granted; nil where polling is paused already, or feedd is stopping.
    mutating func pause(_ why: String) -> [SlotID]? {
        guard life == .running else { return nil }
        life = .paused(why: why)
        return refuseSlots()
    }

    /// - Returns: false where polling was not paused, or feedd is stopping.
    mutating func resume() -> Bool {
        guard case .paused = life else { return false }
        life = .running
        return true
    }

    /// Starts nothing any more. Polls in flight go on.
    ///
    /// - Returns: the slots that waited and will not be granted.
    mutating func stop() -> [SlotID] {
        life = .stopping
        return refuseSlots()
    }
}
