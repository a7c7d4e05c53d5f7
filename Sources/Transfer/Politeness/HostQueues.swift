import DequeModule
import HeapModule

/// The requests that wait for their hosts, and which of them may start now. A value without clock and network: the time is passed in.
///
/// At most `perHost` requests to one host and `connections` in all are in flight, and two requests to one host start at least `delay` apart. A host that
/// is slow, has all its connections in use or is on hold does not delay any other. Requests start in the order of their priority; within each, hosts are served
/// round robin, and the requests of one host in the order in which they were queued. Every step is O(log n).
///
/// Requests of priority `asked` do not wait for connections that others have: a few more are theirs. Those of priority `retry` have half of the connections
/// at most, so that hosts which never answer cannot take all.
public struct HostQueues: Sendable {
    public enum Priority: Int, Sendable, CaseIterable {
        /// A poll that somebody asked for by name.
        case asked
        case poll
        /// The poll of a source that did not answer last time.
        case retry
        case article
    }

    public enum Next: Sendable, Hashable {
        /// Start this request now; it is in flight until ``HostQueues/finished(_:_:)``.
        case run(QueuedRequest)
        /// No request may start before then, unless one finishes or is queued.
        case wait(until: ContinuousClock.Instant)
        /// No request may start until one finishes or is queued.
        case idle
    }

    private let delay: Duration
    private let perHost: Int
    private let connections: Int
    /// What requests of priority `asked` may use beyond `connections`.
    private let reserve: Int
    private var inFlightByPriority = Priority.allCases.map { _ in 0 }
    private var hosts: [String: Host] = [:]
    private var places: [QueuedRequest: Place] = [:]
    /// Hosts with a queued request that may start at a later time, by that time.
    private var sleeping = Heap<TimedEntry>()
    /// Hosts without a queued request that must be remembered until a later time, by that time.
    private var expiring = Heap<TimedEntry>()
    /// Hosts that may start a request now, by the priority of that request.
    private var ready: [Deque<ReadyEntry>] = Priority.allCases.map { _ in [] }
    private var lastID: UInt64 = 0

    /// The number of requests that wait.
    public private(set) var queued = 0
    /// The number of requests that were started and have not finished.
    public private(set) var inFlight = 0
    /// The number of hosts that are remembered: those with a request queued or in flight, on hold, or asked less than `delay` ago.
    public var hostCount: Int { hosts.count }

    /// - Parameters:
    ///   - perHost, connections: at least 1.
    ///   - delay: from one start to the next.
    public init(perHost: Int, delay: Duration, connections: Int) {
        self.perHost = max(1, perHost)
        self.delay = delay
        self.connections = max(1, connections)
        reserve = max(1, connections / 16)
    }

    /// Appends a request to its host's queue. Has no effect where it is queued or in flight already.
    public mutating func enqueue(_ request: QueuedRequest, host: String, priority: Priority = .poll) {
        guard places[request] == nil else { return }
        let id = makeID()
        places[request] = Place(host: host, priority: priority, id: id, isRunning: false)
        hosts[host, default: Host()].enqueue(request, id: id, priority: priority)
        queued += 1
        updatePosition(host)
    }

    /// What to do now. To be called until the result is not ``Next/run(_:)`` any more.
    public mutating func next(_ now: ContinuousClock.Instant) -> Next {
        forgetExpired(now)
        wakeSleeping(now)
        for priority in Priority.allCases where mayStart(priority) {
            while let entry = ready[priority.rawValue].popFirst() {
                guard hosts[entry.host]?.entryID == entry.id else { continue }
                if let request = start(entry.host, priority, now) { return .run(request) }
            }
        }
        guard inFlight < connections + reserve else { return .idle }
        while let entry = sleeping.min {
            if hosts[entry.host]?.entryID == entry.id { return .wait(until: entry.time) }
            sleeping.removeMin()
        }
        return .idle
    }

    private func mayStart(_ priority: Priority) -> Bool {
        let own = inFlightByPriority[priority.rawValue]
        switch priority {
        case .asked: return inFlight < connections || own < min(reserve, connections) && inFlight < connections + reserve
        case .retry: return inFlight < connections && own < max(1, connections / 2)
        case .poll, .article: return inFlight < connections
        }
    }

    /// Whether a request would start now if one that is in flight ended.
    public var wantsConnections: Bool {
        inFlight >= connections && ready.contains { $0.contains { hosts[$0.host]?.entryID == $0.id } }
    }

    /// A request in flight has ended, with or without success.
    public mutating func finished(_ request: QueuedRequest, _ now: ContinuousClock.Instant) {
        guard let place = places[request], place.isRunning else { return }
        places[request] = nil
        inFlight -= 1
        inFlightByPriority[place.priority.rawValue] -= 1
        guard let host = hosts.index(forKey: place.host) else { return }
        hosts.values[host].inFlight -= 1
        updatePosition(host)
    }

    /// No request to that host starts before then (429, 503, `Retry-After`). Those in flight go on. A hold can only be extended.
    public mutating func hold(host name: String, until moment: ContinuousClock.Instant) {
        var host = hosts[name] ?? Host()
        host.notBefore = max(host.notBefore ?? moment, moment)
        hosts[name] = host
        updatePosition(name)
    }

    /// The host may be asked again at once, whatever hold there was.
    public mutating func lift(host name: String) {
        guard hosts[name]?.notBefore != nil else { return }
        hosts[name]?.notBefore = nil
        updatePosition(name)
    }

    /// A request in flight was redirected: it leaves its host, and waits for its turn at another one.
    public mutating func move(_ request: QueuedRequest, to host: String, _ now: ContinuousClock.Instant) {
        guard let place = places[request], place.isRunning else { return }
        finished(request, now)
        enqueue(request, host: host, priority: place.priority)
    }

    /// Removes a request from its queue. Has no effect on one in flight, which still has to be reported as finished.
    public mutating func remove(_ request: QueuedRequest) {
        guard let place = places[request], !place.isRunning else { return }
        places[request] = nil
        queued -= 1
        hosts[place.host]?.removeOne(place.priority, places)
        updatePosition(place.host)
    }
}

extension HostQueues {
    private struct Place {
        var host: String
        var priority: Priority
        /// Told apart by this number, an entry of an earlier request of the same name is skipped.
        var id: UInt64
        var isRunning: Bool
    }

    /// An entry of a host in one of the heaps. Lazy deletion: it is valid only while its number is the host's `entryID`.
    private struct TimedEntry: Comparable {
        var time: ContinuousClock.Instant
        var id: UInt64
        var host: String

        static func < (a: TimedEntry, b: TimedEntry) -> Bool { (a.time, a.id) < (b.time, b.id) }
    }

    /// An entry of a host in one of the ready queues, with lazy deletion too.
    private struct ReadyEntry {
        var host: String
        var id: UInt64
    }

    /// The queue or heap in which a host has its valid entry.
    private enum Position: Equatable {
        case unlisted
        case ready(Priority)
        case sleeping(until: ContinuousClock.Instant)
        case expiring(at: ContinuousClock.Instant)
    }

    private struct Host {
        private var queues: [Deque<(request: QueuedRequest, id: UInt64)>] = Priority.allCases.map { _ in [] }
        /// The number of valid entries in each queue.
        private var counts = Priority.allCases.map { _ in 0 }
        var inFlight = 0
        /// The end of the delay since the last start, or of a hold.
        var notBefore: ContinuousClock.Instant?
        var position = Position.unlisted
        /// The number of the host's valid entry in `ready`, `sleeping` or `expiring`.
        var entryID: UInt64 = 0

        func position(perHost: Int) -> Position {
            if let priority = Priority.allCases.first(where: { counts[$0.rawValue] > 0 }) {
                if inFlight >= perHost { return .unlisted }
                return notBefore.map { .sleeping(until: $0) } ?? .ready(priority)
            }
            return inFlight > 0 ? .unlisted : notBefore.map { .expiring(at: $0) } ?? .unlisted
        }

        var isForgettable: Bool { counts.allSatisfy { $0 == 0 } && inFlight == 0 && notBefore == nil }

        mutating func enqueue(_ request: QueuedRequest, id: UInt64, priority: Priority) {
            queues[priority.rawValue].append((request, id))
            counts[priority.rawValue] += 1
        }

        /// Removes and returns the first request that was not removed meanwhile.
        mutating func dequeue(_ priority: Priority, _ places: [QueuedRequest: Place]) -> QueuedRequest? {
            while let (request, id) = queues[priority.rawValue].popFirst() {
                guard places[request]?.id == id else { continue }
                counts[priority.rawValue] -= 1
                return request
            }
            return nil
        }

        /// Counts one queued entry as removed. Removed entries are purged when they outnumber the valid ones.
        mutating func removeOne(_ priority: Priority, _ places: [QueuedRequest: Place]) {
            counts[priority.rawValue] -= 1
            if queues[priority.rawValue].count > 2 * counts[priority.rawValue] + 8 {
                queues[priority.rawValue].removeAll { places[$0.request]?.id != $0.id }
            }
        }
    }

    private mutating func makeID() -> UInt64 {
        lastID &+= 1
        return lastID
    }

    /// Enters a host into the queue or heap that its state asks for, or forgets it.
    private mutating func updatePosition(_ name: String) {
        if let place = hosts.index(forKey: name) { updatePosition(place) }
    }

    private mutating func updatePosition(_ place: Dictionary<String, Host>.Index) {
        let name = hosts.keys[place]
        let position = hosts.values[place].position(perHost: perHost)
        let isNew = position != hosts.values[place].position
        guard !hosts.values[place].isForgettable else {
            hosts.remove(at: place)
            return
        }
        guard isNew else { return }
        let id = makeID()
        hosts.values[place].position = position
        hosts.values[place].entryID = id
        switch position {
        case .unlisted: break
        case .ready(let priority): ready[priority.rawValue].append(ReadyEntry(host: name, id: id))
        case .sleeping(let time): sleeping.insert(TimedEntry(time: time, id: id, host: name))
        case .expiring(let time): expiring.insert(TimedEntry(time: time, id: id, host: name))
        }
    }

    /// Hosts whose delay or hold is over may start requests again.
    private mutating func wakeSleeping(_ now: ContinuousClock.Instant) {
        while let entry = sleeping.min, entry.time <= now {
            sleeping.removeMin()
            guard hosts[entry.host]?.entryID == entry.id else { continue }
            hosts[entry.host]?.notBefore = nil
            hosts[entry.host]?.position = .unlisted
            updatePosition(entry.host)
        }
    }

    private mutating func forgetExpired(_ now: ContinuousClock.Instant) {
        while let entry = expiring.min, entry.time <= now {
            expiring.removeMin()
            if hosts[entry.host]?.entryID == entry.id { hosts[entry.host] = nil }
        }
    }

    private mutating func start(_ name: String, _ priority: Priority, _ now: ContinuousClock.Instant) -> QueuedRequest? {
        guard let place = hosts.index(forKey: name), let request = hosts.values[place].dequeue(priority, places) else { return nil }
        places[request]?.isRunning = true
        queued -= 1
        inFlight += 1
        inFlightByPriority[priority.rawValue] += 1
        hosts.values[place].inFlight += 1
        hosts.values[place].notBefore = delay > .zero ? now + delay : nil
        hosts.values[place].position = .unlisted
        updatePosition(place)
        return request
    }
}
