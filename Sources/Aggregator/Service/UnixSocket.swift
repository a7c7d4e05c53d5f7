import Glibc

/// A stream socket in the file system, as an open descriptor that closes itself.
final class UnixSocket: Sendable {
    let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// nil where the path is too long for a socket, or the call failed: `errno` says why.
    static func listening(at path: String) -> UnixSocket? {
        guard let socket = make() else { return nil }
        unlink(path)
        let mask = umask(0o077)
        defer { umask(mask) }
        guard socket.with(path, { bind(socket.descriptor, $0, $1) }) == 0, listen(socket.descriptor, 16) == 0 else { return nil }
        return socket
    }

    /// nil where nobody listens there.
    static func connected(to path: String) -> UnixSocket? {
        guard let socket = make(), socket.with(path, { connect(socket.descriptor, $0, $1) }) == 0 else { return nil }
        return socket
    }

    /// The next who connected; nil where nobody has.
    func accepted() -> UnixSocket? {
        let other = accept(descriptor, nil, nil)
        guard other >= 0 else { return nil }
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        // Who stops reading is not waited for.
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(other, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return UnixSocket(other)
    }

    /// Reads line by line, blocking, until `line` says enough or the other side is done.
    ///
    /// - Parameter patience: in seconds, for each read; 0 waits for ever.
    func readLines(patience: Int = 0, _ line: ([UInt8]) -> Bool) {
        var limit = timeval(tv_sec: patience, tv_usec: 0)
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

    /// False where the other side is gone.
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

    private static func make() -> UnixSocket? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        return descriptor >= 0 ? UnixSocket(descriptor) : nil
    }

    private func with(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
