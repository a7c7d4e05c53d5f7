import Dispatch
import Glibc
import Logging
import Syndication

/// Where a running daemon takes polls by name: a socket in the state directory, for its owner alone.
///
/// A request is one line, `{"poll":["name",…]}`, an empty list meaning every source; the answers are one line a report, and then the end.
struct ControlSocket {
    static let fileName = "control.sock"

    private let accepting: any DispatchSourceRead

    /// nil, and a warning, where the socket cannot be made: the daemon does without.
    init?(in state: String, log: Logger, poll: @escaping @Sendable ([String]) async -> AsyncStream<PollReport>) {
        let path = "\(state)/\(Self.fileName)"
        guard let socket = UnixSocket.listening(at: path) else {
            log.warning("\(path): cannot be made: \(String(cString: strerror(errno))): `feedd poll` cannot ask this daemon")
            return nil
        }
        accepting = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: DispatchQueue(label: "feedd.control"))
        accepting.setEventHandler {
            guard let client = socket.accepted() else { return }
            DispatchQueue.global().async { Self.serve(client, poll) }
        }
        accepting.setCancelHandler {
            unlink(path)
            _ = socket
        }
        accepting.resume()
    }

    func close() {
        accepting.cancel()
    }

    private static func serve(_ client: UnixSocket, _ poll: @escaping @Sendable ([String]) async -> AsyncStream<PollReport>) {
        var names: [String]?
        client.readLines(patience: 5) { line in
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

    /// Asks the daemon of a state directory to poll the named sources, calling `each` as the reports come.
    ///
    /// - Returns: false where no daemon answers there, or it went away before the last report.
    static func ask(in state: String, for names: [String], each: (PollReport) -> Void) -> Bool {
        guard let socket = UnixSocket.connected(to: "\(state)/\(fileName)") else { return false }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("poll")
        writer.beginArray()
        for name in names { writer.string(name) }
        writer.endArray()
        writer.endObject()
        writer.endLine()
        guard socket.write(writer.bytes) else { return false }
        var isDone = false
        socket.readLines { line in
            if let report = PollReport(line: line) {
                each(report)
                return true
            }
            isDone = true
            return false
        }
        return isDone
    }
}
