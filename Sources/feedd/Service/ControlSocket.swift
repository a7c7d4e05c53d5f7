import Aggregator
import Dispatch
import Glibc
import Logging
import Syndication

/// Takes requests for polls by name while the daemon runs: a socket in the state directory, for its owner and its group.
///
/// A request is one line, `{"poll":["name",…]}`, where an empty list means every source. The answer is one line for each report, then `{"done":true}`.
struct ControlSocket {
    static let fileName = "control.sock"

    private let path: String
    private let accepting: any DispatchSourceRead

    /// nil, and a warning in the log, where the socket cannot be made: the daemon runs without it.
    init?(in state: String, log: Logger, poll: @escaping @Sendable ([String]) async -> AsyncStream<PollReport>) {
        path = "\(state)/\(Self.fileName)"
        let socket: UnixSocket
        do {
            socket = try UnixSocket.listening(at: path)
        } catch {
            log.warning("\(path): cannot listen there: \(error): `feedd poll` cannot ask this daemon")
            return nil
        }
        accepting = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: DispatchQueue(label: "feedd.control"))
        accepting.setEventHandler {
            guard let client = socket.accepted() else { return }
            DispatchQueue.global().async { Self.serve(client, poll) }
        }
        accepting.setCancelHandler { withExtendedLifetime(socket) {} }
        accepting.resume()
    }

    func close() {
        unlink(path)
        accepting.cancel()
    }

    private static func serve(_ client: UnixSocket, _ poll: @escaping @Sendable ([String]) async -> AsyncStream<PollReport>) {
        var names: [String]?
        client.readLines(timeout: 5) { line in
            names = (try? JSONValue.parse(line))?["poll"]?.array?.compactMap(\.string)
            return false
        }
        guard let names else { return }
        Task {
            for await report in await poll(names) {
                guard client.write(report.line) else { return }
            }
            _ = client.write(Array("{\"done\":true}\n".utf8))
        }
    }
}

// MARK: - Asking

extension ControlSocket {
    enum Answer: Equatable {
        /// Every report came.
        case complete
        /// The daemon went away before the last report.
        case cutOff
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
            answer = .complete
            return false
        }
        return answer
    }
}
