import Bytes
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

    /// A socket that is connected to nothing, for tests.
    static func unconnected() throws(Failure) -> UnixSocket { try UnixSocket() }

    deinit {
        close(descriptor)
    }

    /// Listens at the path, in place of what is there. The owner and its group may connect. ``accepted()`` does not wait.
    static func listening(at path: String) throws(Failure) -> UnixSocket {
        let socket = try UnixSocket()
        unlink(path)
        // `bind` does not follow a symbolic link, and the mode goes to no other file that takes the name in between.
        guard try socket.withAddress(path, { bind(socket.descriptor, $0, $1) }) == 0,
            fchmodat(AT_FDCWD, path, 0o660, AT_SYMLINK_NOFOLLOW) == 0, fcntl(socket.descriptor, F_SETFL, O_NONBLOCK) == 0,
            listen(socket.descriptor, 64) == 0
        else { throw Failure(code: errno) }
        return socket
    }

    static func connected(to path: String) throws(Failure) -> UnixSocket {
        let socket = try UnixSocket()
        if SymbolicLink.stands(at: path) { throw Failure(code: ELOOP) }
        guard try socket.withAddress(path, { connect(socket.descriptor, $0, $1) }) == 0 else { throw Failure(code: errno) }
        return socket
    }

    /// The next client that connected; `EAGAIN` where there is none.
    func accepted() -> Result<UnixSocket, Failure> {
        let other = accept(descriptor, nil, nil)
        guard other >= 0 else { return .failure(Failure(code: errno)) }
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        // A client that stops reading does not block its thread for ever.
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(other, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return .success(UnixSocket(accepted: other))
    }

    /// Ends all that waits for the socket: nobody can connect any more.
    func shutDown() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// What has arrived, without waiting: nothing where the other side is gone, nil where nothing has arrived yet.
    func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        return Array(buffer[..<max(0, count)])
    }

    /// Reads line by line, blocking, until `line` returns false or the other side closes. Stops at a line of more than 1 MiB.
    func readLines(_ line: ([UInt8]) -> Bool) {
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
