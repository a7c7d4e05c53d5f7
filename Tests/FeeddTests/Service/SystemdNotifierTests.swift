import Glibc
import TestSupport
import Testing

@testable import feedd

@Suite("Messages to systemd")
struct SystemdNotifierTests {
    /// What systemd's socket receives when `tell` is called.
    private func messages(_ tell: (SystemdNotifier) -> Void) throws -> [String] {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/notify"
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(result == 0)
        tell(SystemdNotifier(address: path))
        var messages: [String] = []
        var buffer = [UInt8](repeating: 0, count: 1_000)
        while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
            messages.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        return messages
    }

    @Test("ready, status and stopping are one datagram each")
    func plain() throws {
        let messages = try messages { systemd in
            systemd.ready()
            systemd.status("polling 1 source")
            systemd.stopping()
        }
        #expect(messages == ["READY=1", "STATUS=polling 1 source", "STOPPING=1\nSTATUS=stopping"])
    }

    @Test("a status stays one line, whatever is in it")
    func oneLine() throws {
        #expect(try messages { $0.status("a\nREADY=1") } == ["STATUS=a READY=1"])
    }

    @Test("a reload is told with the monotonic clock's time")
    func reload() throws {
        let message = try #require(try messages { $0.reloading() }.first)
        #expect(message.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        let time = try #require(Int(message.split(separator: "=").last ?? ""))
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        #expect((0...60_000_000).contains(now.tv_sec * 1_000_000 + now.tv_nsec / 1_000 - time))
    }

    @Test(
        "without a socket, or with one of another kind, nothing happens", arguments: [nil, "", "vsock:2:1234", "/tmp/nobody-listens-here"])
    func nobody(_ address: String?) {
        SystemdNotifier(address: address).ready()
    }
}
