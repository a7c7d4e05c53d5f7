import Bytes
import Glibc

/// Tells systemd about the state of the service (sd_notify(3)): one datagram a message. Does nothing where `NOTIFY_SOCKET` is not set.
struct SystemdNotifier: Sendable {
    private let address: String?

    /// - Parameter address: a path, or `@` and a name in the abstract name space.
    init(address: String? = getenv("NOTIFY_SOCKET").map { String(cString: $0) }) {
        self.address = address.flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    }

    func ready() { send("READY=1") }

    /// Shown by `systemctl status`.
    func status(_ text: String) { send("STATUS=\(text.onOneLine)") }

    /// `Type=notify-reload` needs the time of the monotonic clock.
    func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1_000)")
    }

    func stopping() { send("STOPPING=1\nSTATUS=stopping") }

    private func send(_ message: String) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        var path = Array(address.utf8)
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: name.sun_path) else { return }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout.size(ofValue: name.sun_family) + path.count)
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sockaddr in
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), sockaddr, length)
            }
        }
    }
}
