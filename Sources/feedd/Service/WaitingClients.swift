/// The clients of the control socket whose request is not whole yet, in the order in which they came: a few, each for a limited time.
struct WaitingClients<Instant: InstantProtocol> where Instant.Duration == Duration {
    struct Client {
        let socket: UnixSocket
        let deadline: Instant
        /// What came of the request.
        var received: [UInt8] = []
    }

    private(set) var clients: [Client] = []
    let most: Int
    let patience: Duration

    /// - Parameters:
    ///   - most: how many wait at most.
    ///   - patience: how long a client may take for its whole request, however it spreads it.
    init(most: Int = 32, patience: Duration = .seconds(5)) {
        self.most = most
        self.patience = patience
    }

    /// Where the greatest number of clients is reached, drops the one that connected first: a client that has a request sends it at once.
    mutating func add(_ socket: UnixSocket, now: Instant) {
        if clients.count >= most { clients.removeFirst() }
        clients.append(Client(socket: socket, deadline: now.advanced(by: patience)))
    }

    /// Drops those whose time is over.
    mutating func dropLate(now: Instant) {
        clients.removeAll { $0.deadline <= now }
    }

    /// Makes room for a descriptor.
    mutating func dropOldest() {
        if !clients.isEmpty { clients.removeFirst() }
    }

    /// How long until the next one is late; nil where none waits.
    func wait(now: Instant) -> Duration? {
        // All have the same patience, so that the first is the first to be late.
        clients.first.map { max(.zero, now.duration(to: $0.deadline)) }
    }

    enum Progress: Equatable {
        /// The request's line, without its end.
        case whole([UInt8])
        case tooLong
        case more
    }

    /// - Returns: whether the request of the client at `index` is complete now.
    mutating func receive(_ bytes: some Collection<UInt8>, at index: Int) -> Progress {
        let searched = clients[index].received.count
        clients[index].received += bytes
        let received = clients[index].received
        if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")), end <= ControlRequest.longest {
            return .whole(Array(received[..<end]))
        }
        return received.count > ControlRequest.longest ? .tooLong : .more
    }

    mutating func remove(at index: Int) -> UnixSocket { clients.remove(at: index).socket }
}
