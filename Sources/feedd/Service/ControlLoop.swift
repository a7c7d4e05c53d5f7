import Glibc

/// Accepts the clients of a control socket and reads their requests, all in one thread: a client that sends nothing, or slowly, takes none.
struct ControlLoop {
    private let socket: UnixSocket
    private var waiting = WaitingClients<ContinuousClock.Instant>()
    /// Takes a client with its request over, which it may refuse.
    private let serve: (UnixSocket, ControlRequest) -> Void

    init(_ socket: UnixSocket, serve: @escaping (UnixSocket, ControlRequest) -> Void) {
        self.socket = socket
        self.serve = serve
    }

    /// Until the socket is shut down.
    mutating func run() {
        while true {
            var polled = waiting.clients.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
            polled.append(pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
            let count = poll(&polled, nfds_t(polled.count), timeout)
            guard count >= 0 || errno == EINTR else { return }
            let listening = polled.removeLast()
            // The socket was shut down. `accept` would not tell: on a non-blocking socket it fails with EAGAIN then, as where no client waits.
            if listening.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return }
            if count > 0 {
                // From behind, since those whose request is whole leave.
                for (index, entry) in polled.enumerated().reversed() where entry.revents != 0 { read(at: index) }
            }
            waiting.dropLate(now: .now)
            if count > 0, listening.revents != 0, !accept() { return }
        }
    }

    /// Until the next client is late, in milliseconds; without an end where none waits.
    private var timeout: Int32 {
        guard let (seconds, attoseconds) = waiting.wait(now: .now)?.components else { return -1 }
        return Int32(seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// - Returns: false where the socket listens no longer.
    private mutating func accept() -> Bool {
        while true {
            switch socket.accepted() {
            case .success(let client): waiting.add(client, now: .now)
            case .failure(let failure):
                switch failure.code {
                case EAGAIN: return true
                case EINTR, ECONNABORTED: continue
                case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                    // The client stays in the socket's queue; not to ask for it without a pause.
                    waiting.dropOldest()
                    usleep(100_000)
                    return true
                default: return false
                }
            }
        }
    }

    private mutating func read(at index: Int) {
        let client = waiting.clients[index].socket
        guard let bytes = client.receive() else { return }
        guard !bytes.isEmpty else {
            _ = waiting.remove(at: index)
            return
        }
        let line: [UInt8]
        switch waiting.receive(bytes, at: index) {
        case .more: return
        case .tooLong:
            _ = waiting.remove(at: index)
            return ControlSocket.refuse(client, ControlRequest.Refusal.tooLong)
        case .whole(let whole): line = whole
        }
        _ = waiting.remove(at: index)
        do {
            serve(client, try ControlRequest(line: line))
        } catch {
            ControlSocket.refuse(client, error)
        }
    }
}
