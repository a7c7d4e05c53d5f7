import Glibc
import TestSupport
import Testing

@testable import feedd

@Suite("Unix sockets")
struct UnixSocketTests {
    @Test("lines come through whole, also in pieces, until the reader has enough")
    func lines() throws {
        let directory = try TemporaryDirectory()
        let listener = try UnixSocket.listening(at: "\(directory.path)/s")
        let client = try UnixSocket.connected(to: "\(directory.path)/s")
        let server = try listener.accepted().get()
        for piece in ["on", "e\ntw", "o\nthree\n"] { #expect(client.write(Array(piece.utf8))) }
        var lines: [String] = []
        server.readLines { line in
            lines.append(String(decoding: line, as: UTF8.self))
            return lines.count < 2
        }
        #expect(lines == ["one", "two"])
    }

    @Test("what the other side leaves unfinished is no line")
    func unfinished() throws {
        let directory = try TemporaryDirectory()
        let listener = try UnixSocket.listening(at: "\(directory.path)/s")
        var client: UnixSocket? = try UnixSocket.connected(to: "\(directory.path)/s")
        let server = try listener.accepted().get()
        #expect(client?.write(Array("one\nhalf".utf8)) == true)
        client = nil
        var count = 0
        server.readLines { _ in
            count += 1
            return true
        }
        #expect(count == 1)
    }

    @Test("writing to a side that is gone fails, without a signal")
    func gone() throws {
        let directory = try TemporaryDirectory()
        let listener = try UnixSocket.listening(at: "\(directory.path)/s")
        let client = try UnixSocket.connected(to: "\(directory.path)/s")
        var server: UnixSocket? = try listener.accepted().get()
        #expect(server != nil)
        server = nil
        #expect(!(0..<10).allSatisfy { _ in client.write([0x0A]) })
    }

    @Test("a socket that a process left behind is replaced")
    func replaced() throws {
        let directory = try TemporaryDirectory()
        var first: UnixSocket? = try UnixSocket.listening(at: "\(directory.path)/s")
        #expect(first != nil)
        first = nil
        #expect(throws: UnixSocket.Failure(code: ECONNREFUSED)) { try UnixSocket.connected(to: "\(directory.path)/s") }
        let second = try UnixSocket.listening(at: "\(directory.path)/s")
        _ = try UnixSocket.connected(to: "\(directory.path)/s")
        _ = try second.accepted().get()
        #expect(throws: UnixSocket.Failure(code: EAGAIN)) { try second.accepted().get() }
    }

    @Test("a symbolic link is neither listened at nor connected to")
    func links() throws {
        let directory = try TemporaryDirectory()
        let other = try UnixSocket.listening(at: "\(directory.path)/other")
        symlink("\(directory.path)/other", "\(directory.path)/s")
        #expect(throws: UnixSocket.Failure(code: ELOOP)) { try UnixSocket.connected(to: "\(directory.path)/s") }
        let own = try UnixSocket.listening(at: "\(directory.path)/s")
        _ = try UnixSocket.connected(to: "\(directory.path)/s")
        _ = try own.accepted().get()
        #expect(throws: UnixSocket.Failure(code: EAGAIN)) { try other.accepted().get() }
    }

    @Test("where nobody listens, and where the path is too long, the system's error is told")
    func failures() throws {
        #expect(throws: UnixSocket.Failure(code: ENOENT)) { try UnixSocket.connected(to: "/tmp/there/is/nothing") }
        #expect(throws: UnixSocket.Failure(code: ENAMETOOLONG)) {
            try UnixSocket.listening(at: "/tmp/" + String(repeating: "x", count: 200))
        }
    }
}
