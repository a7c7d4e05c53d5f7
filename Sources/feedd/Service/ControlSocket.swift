import Aggregator
import Dispatch
import Glibc
import Logging
import Synchronization
import Syndication

/// Takes requests for polls by name while the daemon runs: a socket in the state directory, for its owner and its group.
///
/// A request is one line, see ``ControlRequest``. The answer is one line for each report, then `{"done":true}`; or `{"error":"…"}` where the request is refused.
/// Clients that are idle or hostile do not keep others away: ``WaitingClients`` bounds what a request may take, and only a few are answered at a time.
struct ControlSocket {
    static let fileName = "control.sock"
    /// How many requests are answered at a time. More are refused.
    static let mostServed = 16

    private let path: String
    private let socket: UnixSocket

    /// nil, and a warning in the log, where the socket cannot be made: the daemon runs without it.
    init?(in state: String, log: Logger, poll: @escaping @Sendable ([String]) async -> AsyncStream<PollReport>) {
        let path = "\(state)/\(Self.fileName)"
        let socket: UnixSocket
        do {
            socket = try UnixSocket.listening(at: path)
        } catch {
            log.warning("\(path): cannot listen there: \(error): `feedd poll` cannot ask this daemon")
            return nil
        }
        (self.path, self.socket) = (path, socket)
        // Blocks while it waits for clients, and nothing else.
        DispatchQueue(label: "feedd.control").async {
            let served = Served()
            var loop = ControlLoop(socket) { client, request in
                guard served.begin() else { return Self.refuse(client, "\(Self.mostServed) requests are being answered: try again later") }
                Task {
                    await Self.answer(client, await poll(request.names))
                    served.end()
                }
            }
            loop.run()
        }
    }

    func close() {
        unlink(path)
        socket.shutDown()
    }

    /// Says why a request is not answered. The client is let go.
    static func refuse(_ client: UnixSocket, _ why: some CustomStringConvertible) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.string(why.description)
        writer.endObject()
        writer.endLine()
        _ = client.write(writer.bytes)
    }

    private static func answer(_ client: UnixSocket, _ reports: AsyncStream<PollReport>) async {
        for await report in reports {
            guard await write(report.line, to: client) else { return }
        }
        _ = await write(Array("{\"done\":true}\n".utf8), to: client)
    }

    /// Writes on a thread that may block: those of tasks are few.
    private static func write(_ bytes: [UInt8], to client: UnixSocket) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: client.write(bytes)) }
        }
    }

    /// Counts the requests that are being answered.
    private final class Served: Sendable {
        private let count = Mutex(0)

        /// - Returns: false where the greatest number is reached.
        func begin() -> Bool {
            count.withLock { count in
                guard count < mostServed else { return false }
                count += 1
                return true
            }
        }

        func end() { count.withLock { $0 -= 1 } }
    }
}

// MARK: - Asking

extension ControlSocket {
    enum Answer: Equatable {
        /// Every report came.
        case complete
        /// The daemon went away before the last report.
        case cutOff
        /// The daemon answers no such request, or not now, and says why.
        case refused(String)
        /// No daemon listens there, or this user may not ask it.
        case none
    }

    /// Asks the daemon of a state directory to poll the named sources, or all of its own where none is named, calling `each` as the reports come.
    static func ask(in state: String, for names: [String], each: (PollReport) -> Void) -> Answer {
        guard let socket = try? UnixSocket.connected(to: "\(state)/\(fileName)") else { return .none }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("poll")
        writer.beginArray()
        for name in names { writer.string(name) }
        writer.endArray()
        writer.endObject()
        writer.endLine()
        guard socket.write(writer.bytes) else { return .cutOff }
        var answer = Answer.cutOff
        socket.readLines { line in
            if let report = PollReport(line: line) {
                each(report)
                return true
            }
            let why = (try? JSONValue.parse(line))?["error"]?.string
            answer = why.map { .refused($0) } ?? .complete
            return false
        }
        return answer
    }
}
