import DequeModule
import HeapModule

/// What waits for which host, and what may start now: politeness as a value, without a clock or a network.
///
/// At most `perHost` requests run to a host and `connections` in all, and two starts to a host lie `delay` apart. A host that is slow, full or held
/// holds up no other. Polls go before articles; among each, hosts take turns, and what came first to a host goes first. Every step is O(log n).
public struct HostQueues: Sendable {
    public enum Priority: Int, Sendable, CaseIterable {
        case poll, article
    }

    public enum Next: Sendable, Hashable {
        /// Start this one now; it is in flight until ``HostQueues/finished(_:now:)``.
        case run(Errand)
        /// Nothing may start before then, unless something finishes or is queued.
        case wait(until: ContinuousClock.Instant)
        /// Nothing will start before something finishes or is queued.
        case idle
    }

    private let delay: Duration
    private let perHost: Int
    private let connections: Int
    private var hosts: [String: Host] = [:]
    private var places: [Errand: Place] = [:]
    /// Hosts with something to start as soon as a moment comes, by that moment.
    private var sleeping = Heap<Wake>()
    /// Hosts with nothing to start that must be remembered until a moment, by that moment.
    private var fading = Heap<Wake>()
    /// Hosts that may start something now, by the priority of what they have.
    private var ready: [Deque<Turn>] = Priority.allCases.map { _ in [] }
    private var nextTicket: UInt64 = 0

    /// How many wait.
    public private(set) var queued = 0
    /// How many run.
    public private(set) var inFlight = 0
    /// How many hosts are known: those with something queued, in flight, held, or asked less than `delay` ago.
    public var hostCount: Int { hosts.count }

    /// `perHost` and `connections` are at least 1; `delay` is from one start to the next.
    public init(perHost: Int, delay: Duration, connections: Int) {
        self.perHost = max(1, perHost)
        self.delay = delay
        self.connections = max(1, connections)
    }

    /// Puts it at the end of its host's queue. What is queued or in flight already stays where it is.
    public mutating func enqueue(_ errand: Errand, host: String, priority: Priority = .poll) {
        guard places[errand] == nil else { return }
        let ticket = makeTicket()
        places[errand] = Place(host: host, priority: priority, ticket: ticket, isRunning: false)
        hosts[host, default: Host()].enqueue(errand, ticket: ticket, priority: priority)
        queued += 1
        settle(host)
    }

    /// What to do now. Call it until it no longer says ``Next/run(_:)``.
    public mutating func next(_ now: ContinuousClock.Instant) -> Next {
        forget(now)
        awaken(now)
        guard inFlight < connections else { return .idle }
        for priority in Priority.allCases {
            while let turn = ready[priority.rawValue].popFirst() {
                guard hosts[turn.host]?.turn == turn.number else { continue }
                if let errand = start(turn.host, priority, now) { return .run(errand) }
            }
        }
        while let wake = sleeping.min {
            if hosts[wake.host]?.turn == wake.turn { return .wait(until: wake.at) }
            sleeping.removeMin()
        }
        return .idle
    }

    /// It has run, well or not; its place is free.
    public mutating func finished(_ errand: Errand, _ now: ContinuousClock.Instant) {
        guard let place = places[errand], place.isRunning else { return }
        places[errand] = nil
        inFlight -= 1
        guard let host = hosts.index(forKey: place.host) else { return }
        hosts.values[host].inFlight -= 1
        settle(host)
    }

    /// Starts nothing to that host before then (429, 503, Retry-After). What runs there runs on; an earlier moment than one given before changes nothing.
    public mutating func hold(host name: String, until moment: ContinuousClock.Instant) {
        var host = hosts[name] ?? Host()
        host.notBefore = max(host.notBefore ?? moment, moment)
        hosts[name] = host
        settle(name)
    }

    /// Takes it out of its queue. What runs is not stopped: it is to be finished as ever.
    public mutating func remove(_ errand: Errand) {
        guard let place = places[errand], !place.isRunning else { return }
        places[errand] = nil
        queued -= 1
        hosts[place.host]?.removeOne(place.priority, places)
        settle(place.host)
    }
}

extension HostQueues {
    private struct Place {
        var host: String
        var priority: Priority
        var ticket: UInt64
        var isRunning: Bool
    }

    /// When a host's turn comes. Of a host's turns only the one that it names itself still counts.
    private struct Wake: Comparable {
        var at: ContinuousClock.Instant
        var turn: UInt64
        var host: String

        static func < (a: Wake, b: Wake) -> Bool { (a.at, a.turn) < (b.at, b.turn) }
    }

    private struct Turn {
        var host: String
        var number: UInt64
    }

    /// Where a host waits for its turn.
    private enum Position: Equatable {
        case nowhere
        case ready(Priority)
        case sleeping(until: ContinuousClock.Instant)
        case fading(until: ContinuousClock.Instant)
    }

    private struct Host {
        private var queues: [Deque<(errand: Errand, ticket: UInt64)>] = [[], []]
        private var counts = [0, 0]
        var inFlight = 0
        /// The end of the delay since the last start, or of a hold.
        var notBefore: ContinuousClock.Instant?
        var position = Position.nowhere
        /// Names the entry in `ready`, `sleeping` or `fading` that counts; others of this host are old.
        var turn: UInt64 = 0

        func position(perHost: Int) -> Position {
            if let priority = Priority.allCases.first(where: { counts[$0.rawValue] > 0 }) {
                if inFlight >= perHost { return .nowhere }
                return notBefore.map { .sleeping(until: $0) } ?? .ready(priority)
            }
            return inFlight > 0 ? .nowhere : notBefore.map { .fading(until: $0) } ?? .nowhere
        }

        var isForgettable: Bool { counts == [0, 0] && inFlight == 0 && notBefore == nil }

        mutating func enqueue(_ errand: Errand, ticket: UInt64, priority: Priority) {
            queues[priority.rawValue].append((errand, ticket))
            counts[priority.rawValue] += 1
        }

        /// The first that still waits, by `places`.
        mutating func dequeue(_ priority: Priority, _ places: [Errand: Place]) -> Errand? {
            while let (errand, ticket) = queues[priority.rawValue].popFirst() {
                guard places[errand]?.ticket == ticket else { continue }
                counts[priority.rawValue] -= 1
                return errand
            }
            return nil
        }

        /// One that waited here waits no more. Such are swept out once they are the greater part.
        mutating func removeOne(_ priority: Priority, _ places: [Errand: Place]) {
            counts[priority.rawValue] -= 1
            if queues[priority.rawValue].count > 2 * counts[priority.rawValue] + 8 {
                queues[priority.rawValue].removeAll { places[$0.errand]?.ticket != $0.ticket }
            }
        }
    }

    private mutating func makeTicket() -> UInt64 {
        nextTicket &+= 1
        return nextTicket
    }

    /// Puts a host where its state says.
    private mutating func settle(_ name: String) {
        if let place = hosts.index(forKey: name) { settle(place) }
    }

    private mutating func settle(_ place: Dictionary<String, Host>.Index) {
        let name = hosts.keys[place]
        let position = hosts.values[place].position(perHost: perHost)
        let isNew = position != hosts.values[place].position
        guard !hosts.values[place].isForgettable else {
            hosts.remove(at: place)
            return
        }
        guard isNew else { return }
        let turn = makeTicket()
        hosts.values[place].position = position
        hosts.values[place].turn = turn
        switch position {
        case .nowhere: break
        case .ready(let priority): ready[priority.rawValue].append(Turn(host: name, number: turn))
        case .sleeping(let moment): sleeping.insert(Wake(at: moment, turn: turn, host: name))
        case .fading(let moment): fading.insert(Wake(at: moment, turn: turn, host: name))
        }
    }

    /// Hosts whose moment has come may start again.
    private mutating func awaken(_ now: ContinuousClock.Instant) {
        while let wake = sleeping.min, wake.at <= now {
            sleeping.removeMin()
            guard hosts[wake.host]?.turn == wake.turn else { continue }
            hosts[wake.host]?.notBefore = nil
            hosts[wake.host]?.position = .nowhere
            settle(wake.host)
        }
    }

    private mutating func forget(_ now: ContinuousClock.Instant) {
        while let wake = fading.min, wake.at <= now {
            fading.removeMin()
            if hosts[wake.host]?.turn == wake.turn { hosts[wake.host] = nil }
        }
    }

    private mutating func start(_ name: String, _ priority: Priority, _ now: ContinuousClock.Instant) -> Errand? {
        guard let place = hosts.index(forKey: name), let errand = hosts.values[place].dequeue(priority, places) else { return nil }
        places[errand]?.isRunning = true
        queued -= 1
        inFlight += 1
        hosts.values[place].inFlight += 1
        hosts.values[place].notBefore = delay > .zero ? now + delay : nil
        hosts.values[place].position = .nowhere
        settle(place)
        return errand
    }
}
