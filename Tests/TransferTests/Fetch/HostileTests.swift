import Glibc
import TestSupport
import Testing

@testable import Transfer

@Suite("Broken and hostile servers", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct HostileTests {
    @Test(
        "a connection that is closed early leaves the part of the body that had arrived, and the reason",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>half",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<rss>half\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<rss>half\r\n20\r\n",
        ])
    func cut(answer: String) async throws {
        let server = try RawServer { exchange in
            exchange.send(answer)
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.interruption == .connectionClosed(host: "127.0.0.1:\(server.port)"))
        #expect(response.body.bytes == Array("<rss>half".utf8))
        #expect(!response.isComplete)
    }

    @Test("a chunk without a valid size is not HTTP, and what came before it is kept", arguments: ["nonsense", "-5", "FFFFFFFFFFFFFFFFF"])
    func badChunk(size: String) async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<rss>half\r\n\(size)\r\nmore\r\n")
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        guard case .notHTTP = response.interruption else {
            Issue.record("\(String(describing: response.interruption))")
            return
        }
        #expect(response.body.bytes == Array("<rss>half".utf8))
    }

    @Test("a header that is broken off is an error")
    func cutHeader() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nContent-Ty")
            return false
        }
        #expect(await failure(of: makeFetcher(), Request(url: server.url())) == .connectionClosed(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a header line of 10 MB is an error that says so")
    func endlessLine() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nX: ")
            for _ in 0..<160 where !exchange.send(Array(repeating: 0x79, count: 65_536)) { break }
            return false
        }
        let error = await failure(of: makeFetcher(), Request(url: server.url()))
        #expect(error == .headerTooLarge(host: "127.0.0.1:\(server.port)", limit: 64 << 10))
    }

    @Test(
        "a coding that was not offered is refused by its name, and more than two are refused",
        arguments: [("br", "'br'"), ("compress", "'compress'"), ("gzip, gzip, gzip", "more than 2"), ("zstd, br", "'br'")])
    func refusedCoding(encoding: String, words: String) async throws {
        let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: " + encoding], Array("whatever".utf8)) }
        let error = await failure(of: makeFetcher(), Request(url: server.url()))
        #expect(error.map { "\($0)".contains(words) } == true, "\(String(describing: error))")
    }

    @Test("a body in a transfer coding is refused before libcurl decodes it")
    func transferCoding() async throws {
        let bomb = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflateBomb(20_000)
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")
            exchange.send(bomb)
            return false
        }
        let error = await failure(of: makeFetcher(), Request(url: server.url()))
        #expect(error == .unknownTransferCoding(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a body without a length ends with the connection, and is complete")
    func untilClosed() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.0 200 OK\r\n\r\n<rss/>")
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url()))
        #expect(response.isComplete)
        #expect(response.body.bytes == Array("<rss/>".utf8))
    }

    @Test("a connection that is closed before the body is an error", arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"])
    func nothing(answer: String) async throws {
        let server = try RawServer { exchange in
            exchange.send(answer)
            return false
        }
        #expect(await failure(of: makeFetcher(), Request(url: server.url())) == .connectionClosed(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a server that does not speak HTTP is an error that says so")
    func noHTTP() async throws {
        let server = try RawServer { exchange in
            exchange.send("SSH-2.0-OpenSSH_9.2\r\n\r\n")
            return false
        }
        guard case .notHTTP = await failure(of: makeFetcher(), Request(url: server.url())) else {
            Issue.record("not notHTTP")
            return
        }
    }

    @Test("an https URL of a port that speaks plain HTTP is an error that says so")
    func plainUnderTLS() async throws {
        let server = try RawServer(readsRequest: false) { $0.answer("400 Bad Request") }
        let error = await failure(of: makeFetcher(), Request(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error == .notTLS(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a server that closes the connection during the TLS handshake is a TLS error")
    func closedUnderTLS() async throws {
        let server = try RawServer(readsRequest: false) { _ in false }
        guard case .tls = await failure(of: makeFetcher(), Request(url: "https://127.0.0.1:\(server.port)/")) else {
            Issue.record("not tls")
            return
        }
    }

    @Test("a decompression bomb is stopped at the limit", arguments: ["gzip", "deflate", "deflate, gzip"])
    func bomb(encoding: String) async throws {
        let header: [UInt8] = encoding == "gzip" ? [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] : []
        let bomb = encoding == "deflate, gzip" ? storedGzip(deflateBomb(20_000)) : header + deflateBomb(20_000)
        let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: " + encoding], bomb) }
        let budget = MemoryBudget(limit: 32 << 20)
        let error = await failure(of: makeFetcher(budget: budget), Request(url: server.url(), bodyLimit: 1 << 20))
        #expect(error == .tooLarge(host: "127.0.0.1:\(server.port)", limit: 1 << 20))
        try await allReturned(to: budget)
        let whole = try await makeFetcher().fetch(Request(url: server.url(), bodyLimit: 64 << 20))
        #expect(whole.body.bytes.count == 20_000 * 2064 + 1)
        // The bomb's stream has no end.
        #expect(whole.interruption == .cutContent(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a body that is not what its Content-Encoding says is an error")
    func garbage() async throws {
        let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: gzip"], Array("this is no gzip".utf8)) }
        #expect(await failure(of: makeFetcher(), Request(url: server.url())) == .badContentEncoding(host: "127.0.0.1:\(server.port)"))
    }

    @Test("a body over the limit is an error, whether its size is announced or not", arguments: ["Content-Length: 5000", "X: y"])
    func tooLarge(header: String) async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n")
            exchange.send(Array(repeating: 0x41, count: 5000))
            return false
        }
        let fetcher = makeFetcher()
        #expect(
            await failure(of: fetcher, Request(url: server.url(), bodyLimit: 4999))
                == .tooLarge(host: "127.0.0.1:\(server.port)", limit: 4999))
        #expect(try await fetcher.fetch(Request(url: server.url(), bodyLimit: 5000)).body.bytes.count == 5000)
    }

    @Test("an endless error page does not hide the status")
    func hugeErrorPage() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\n\r\n")
            while exchange.send(Array(repeating: 0x41, count: 65_536)) {}
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url(), bodyLimit: 1000))
        #expect(response.status == 503)
        #expect(response.headers["Retry-After"] == "60")
        #expect(response.isComplete && response.body.bytes.isEmpty)
    }

    @Test("an endless header is an error")
    func endlessHeader() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\n")
            while exchange.send("X: " + String(repeating: "y", count: 8000) + "\r\n") {}
            return false
        }
        let error = await failure(of: makeFetcher(), Request(url: server.url()))
        #expect(error == .headerTooLarge(host: "127.0.0.1:\(server.port)", limit: 64 << 10))
    }

    @Test("endless interim responses are an error")
    func endlessInterim() async throws {
        let server = try RawServer { exchange in
            while exchange.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n") {}
            return false
        }
        let error = await failure(of: makeFetcher(), Request(url: server.url()))
        #expect(error == .headerTooLarge(host: "127.0.0.1:\(server.port)", limit: 64 << 10))
    }

    @Test("a server that does not answer is a timeout")
    func silence() async throws {
        let server = try RawServer { exchange in
            exchange.waitUntilClosed()
            return false
        }
        let request = Request(url: server.url(), timeout: .milliseconds(300))
        #expect(await failure(of: makeFetcher(), request) == .timedOut(host: "127.0.0.1:\(server.port)", after: .milliseconds(300)))
    }

    @Test("a timeout within the body leaves the part that had arrived")
    func silenceInTheMiddle() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
            exchange.waitUntilClosed()
            return false
        }
        let response = try await makeFetcher().fetch(Request(url: server.url(), timeout: .milliseconds(500)))
        #expect(response.interruption == .timedOut(host: "127.0.0.1:\(server.port)", after: .milliseconds(500)))
        #expect(response.body.bytes == Array("<rss>".utf8))
    }

    @Test("a body that arrives too slowly is given up")
    func trickle() async throws {
        let server = try RawServer { exchange in
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n<rss>")
            while exchange.send([0x20]) { usleep(500_000) }
            return false
        }
        let response = try await makeFetcher(slowTime: .seconds(1)).fetch(Request(url: server.url(), timeout: .seconds(60)))
        #expect(response.interruption == .tooSlow(host: "127.0.0.1:\(server.port)"))
        #expect(response.body.bytes.starts(with: "<rss>".utf8))
    }

    @Test("a closed port is an error that says so")
    func refused() async throws {
        let server = try RawServer { _ in false }
        let request = Request(url: server.url())
        let host = "127.0.0.1:\(server.port)"
        server.stop()
        #expect(await failure(of: makeFetcher(), request) == .connectionRefused(host: host))
    }

    @Test("a name that does not resolve is an error with the host and none of the URL's secrets")
    func unresolved() async throws {
        let error = await failure(
            of: makeFetcher(), Request(url: "http://user:secret@no-such-host.invalid/feed?token=1", timeout: .seconds(5)))
        switch error {
        case .nameNotResolved(let host), .timedOut(let host, _): #expect(host == "no-such-host.invalid")
        default: Issue.record("\(String(describing: error))")
        }
        #expect(error.map { !"\($0)".contains("secret") && !"\($0)".contains("token") } == true)
    }

    @Test(
        "addresses that are not public are not connected to",
        arguments: [
            "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "10.255.255.1", "169.254.169.254",
        ])
    func privateAddress(host: String) async throws {
        let server = try RawServer { $0.answer("200 OK") }
        let fetcher = makeFetcher(allowsPrivateAddresses: false)
        guard case .refusedAddress = await failure(of: fetcher, Request(url: "http://\(host):\(server.port)/")) else {
            Issue.record("not refused")
            return
        }
        #expect(server.requests == 0)
    }

    @Test("only http and https are fetched", arguments: ["ftp", "gopher", "file", "dict", "data"])
    func schemes(scheme: String) async throws {
        #expect(await failure(of: makeFetcher(), Request(url: "\(scheme)://127.0.0.1/x")) == .unsupportedScheme(scheme))
    }

    @Test(
        "an invalid URL is an error", arguments: ["", "/feed.xml", "http://", "http://a b/", "http://[::1", "http://x:99999/", "nonsense"])
    func badURL(url: String) async throws {
        guard case .badURL = await failure(of: makeFetcher(), Request(url: url)) else {
            Issue.record("not badURL")
            return
        }
    }
}
