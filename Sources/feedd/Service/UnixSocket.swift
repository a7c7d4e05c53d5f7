import Glibc

/// A stream socket in the file system, as an open descriptor that closes itself.
final class UnixSocket: Sendable {
    /// Why a socket cannot be opened: the system's error number.
    struct Failure: Error, Equatable, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    let descriptor: Int32

    private init() throws(Failure) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { throw Failure(code: errno) }
    }

    private init(accepted descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Listens at the path, in place of what is there. The owner and its group may connect.
    static func listening(at path: String) throws(Failure) -> UnixSocket {
        let socket = try UnixSocket()
        unlink(path)
        guard try socket.withAddress(path, { bind(socket.descriptor, $0, $1) }) == 0, chmod(path, 0o660) == 0,
            listen(socket.descriptor, 16) == 0
        else { throw Failure(code: errno) }
        return socket
    }

    static func connected(to path: String) throws(Failure) -> UnixSocket {
        let socket = try UnixSocket()
        guard try socket.withAddress(path, { connect(socket.descriptor, $0, $1) }) == 0 else { throw Failure(code: errno) }
        return socket
    }

    /// The next client that connected; nil where there is none.
    func accepted() -> UnixSocket? {
        let other = accept(descriptor, nil, nil)
        guard other >= 0 else { return nil }
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        // A client that stops reading does not block its thread for ever.
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(other, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return UnixSocket(accepted: other)
    }

    /// Reads line by line, blocking, until `line` returns false or the other side closes. Stops at a line of more than 1 MiB.
    ///
    /// - Parameter timeout: for each read, in seconds; 0 for none.
    func readLines(timeout: Int = 0, _ line: ([UInt8]) -> Bool) {
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while pending.count < 1 << 20 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let whole = Array(pending[..<end])
                pending.removeSubrange(...end)
                guard line(whole) else { return }
            }
        }
    }

    /// - Returns: false where the other side is gone.
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws(Failure) -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else { throw Failure(code: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
