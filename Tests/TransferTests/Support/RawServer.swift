import Glibc
import Synchronization

/// A server on the loopback interface that sends whatever bytes a test wants, valid or not. It has a thread per connection, and stops when it is released.
final class RawServer: Sendable {
    /// One request on one connection.
    struct Exchange: Sendable {
        /// The request line and header; a scalar per byte (ISO 8859-1).
        let head: String
        /// The number of the request, over all connections, from 0.
        let number: Int
        /// Identifies the connection.
        var connection: Int { Int(peerPort) }
        fileprivate let socket: Int32
        fileprivate let peerPort: UInt16

        var path: String { head.split(separator: " ", maxSplits: 2).dropFirst().first.map(String.init) ?? "" }

        func header(_ name: String) -> String? {
            head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
        }

        /// False once the connection is closed.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress, $0.count, Int32(truncatingIfNeeded: MSG_NOSIGNAL))
                }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }

        @discardableResult
        func send(_ text: String) -> Bool { send(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }) }

        /// Sends nothing until the client closes the connection.
        func waitUntilClosed() {
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) > 0 {}
        }

        @discardableResult
        func answer(_ status: String, _ headers: [String] = [], _ body: [UInt8] = []) -> Bool {
            send("HTTP/1.1 \(status)\r\n" + (headers + ["Content-Length: \(body.count)"]).map { $0 + "\r\n" }.joined() + "\r\n")
                && send(body)
        }
    }

    /// Answers a request. Returns whether to keep the connection open for the next one.
    typealias Answer = @Sendable (Exchange) -> Bool

    /// What the threads share. They hold this and not the server, so that releasing the server stops them.
    private final class Connections: Sendable {
        let state = Mutex((sockets: Set<Int32>(), requests: 0, isStopped: false))

        /// False where the server has been stopped.
        func take(_ socket: Int32) -> Bool {
            state.withLock { state in
                if !state.isStopped { state.sockets.insert(socket) }
                return !state.isStopped
            }
        }

        /// Closes a socket under the lock: otherwise `stop` might shut down another one that has got its number.
        func release(_ socket: Int32) {
            state.withLock { state in
                state.sockets.remove(socket)
                Glibc.close(socket)
            }
        }

        /// Counts a request and returns its number.
        func count() -> Int {
            state.withLock { state in
                defer { state.requests += 1 }
                return state.requests
            }
        }

        func stop(_ listener: Int32) {
            state.withLock { state in
                if state.isStopped { return }
                state.isStopped = true
                shutdown(listener, Int32(SHUT_RDWR))
                for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
            }
        }
    }

    let port: UInt16
    private let listener: Int32
    private let connections = Connections()

    /// - Parameter readsRequest: false to answer as soon as a byte arrives, whatever it is.
    init(readsRequest: Bool = true, _ answer: @escaping Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in(
            sin_family: sa_family_t(AF_INET), sin_port: 0, sin_addr: in_addr(s_addr: UInt32(0x7F00_0001).bigEndian),
            sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1024) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure() }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let connections = connections
        Self.start {
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0, connections.take(socket) else {
                    if socket >= 0 { Glibc.close(socket) }
                    Glibc.close(listener)
                    return
                }
                let peerPort = Self.peerPort(socket)
                Self.start {
                    while let head = readsRequest ? Self.head(socket) : Self.firstByte(socket) {
                        guard answer(Exchange(head: head, number: connections.count(), socket: socket, peerPort: peerPort)) else { break }
                    }
                    connections.release(socket)
                }
            }
        }
    }

    struct Failure: Error {}

    deinit { stop() }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    var openConnections: Int { connections.state.withLock { $0.sockets.count } }

    var requests: Int { connections.state.withLock { $0.requests } }

    /// Closes the listening socket and all connections.
    func stop() { connections.stop(listener) }

    private static func peerPort(_ socket: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func head(_ socket: Int32) -> String? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            var byte: UInt8 = 0
            guard recv(socket, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
        return String(scalars)
    }

    private static func firstByte(_ socket: Int32) -> String? {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, 0) == 1 ? "" : nil
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        final class Box {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 256 << 10)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_create(
            &thread, &attributes,
            { box in
                if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
    }
}
