import Testing

@testable import Transfer

@Suite("The robots.txt of hosts", .timeLimit(.minutes(2)))
struct RobotsCacheTests {
    private static let day = Duration.seconds(24 * 60 * 60)

    private func cache(most: Int = 100) -> RobotsCache {
        RobotsCache(fetcher: makeFetcher(), token: "feedd", mostEntries: most)
    }

    @Test("a file is asked for once a day")
    func once() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array("User-agent: feedd\nDisallow: /private".utf8)) }
        let cache = cache()
        let now = ContinuousClock.now
        #expect(await cache.known(server.url("/a"), now: now) == nil)
        #expect(try await cache.allows(server.url("/a"), now: now))
        #expect(try await !cache.allows(server.url("/private/x"), now: now))
        #expect(await cache.known(server.url("/private"), now: now + Self.day - .seconds(1)) == false)
        #expect(server.requests == 1)
        #expect(try await cache.allows(server.url("/a"), now: now + Self.day))
        #expect(server.requests == 2)
    }

    @Test("who asks meanwhile waits for the same answer")
    func together() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array("User-agent: *\nDisallow: /".utf8)) }
        let cache = cache()
        let verdicts = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 { group.addTask { try await cache.allows(server.url("/\(number)")) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(verdicts == Array(repeating: false, count: 20))
        #expect(server.requests == 1)
    }

    @Test(
        "4xx says that there are no rules; 5xx and 429 that they are not known, which forbids",
        arguments: [(404, true), (401, true), (403, true), (410, true), (429, false), (500, false), (503, false)])
    func statuses(_ status: Int, _ isAllowed: Bool) async throws {
        let server = try RawServer { $0.answer("\(status) X", [], Array("User-agent: *\nDisallow:".utf8)) }
        #expect(try await cache().allows(server.url("/a")) == isAllowed)
    }

    @Test("a host that cannot be reached forbids, and is asked again before a day is over")
    func unreachable() async throws {
        let server = try RawServer { $0.number == 0 ? false : $0.answer("200 OK", [], Array("User-agent: *\nDisallow:".utf8)) }
        let cache = cache()
        let now = ContinuousClock.now
        #expect(try await !cache.allows(server.url("/a"), now: now))
        #expect(try await cache.allows(server.url("/a"), now: now + .seconds(3600)))
    }

    @Test("what was known holds on while the host cannot be reached")
    func stale() async throws {
        let server = try RawServer {
            $0.number == 0 ? $0.answer("200 OK", [], Array("User-agent: *\nDisallow: /b".utf8)) : $0.answer("503 X")
        }
        let cache = cache()
        let now = ContinuousClock.now
        #expect(try await cache.allows(server.url("/a"), now: now))
        #expect(try await cache.allows(server.url("/a"), now: now + Self.day))
        #expect(try await !cache.allows(server.url("/b"), now: now + Self.day))
        #expect(server.requests == 2)
    }

    @Test("five redirects are followed; more are as good as no file", arguments: [(5, false), (6, true)])
    func redirects(_ hops: Int, _ isAllowed: Bool) async throws {
        let server = try RawServer { exchange in
            let hop = exchange.path == "/robots.txt" ? 0 : Int(exchange.path.dropFirst()) ?? 0
            if hop < hops { return exchange.answer("302 X", ["Location: /\(hop + 1)"]) }
            return exchange.answer("200 OK", [], Array("User-agent: *\nDisallow: /".utf8))
        }
        #expect(try await cache().allows(server.url("/a")) == isAllowed)
    }

    @Test("of a file that is too long the beginning counts", arguments: [true, false])
    func long(_ isAnnounced: Bool) async throws {
        let server = try RawServer { exchange in
            let body = Array("User-agent: *\nDisallow: /a\n".utf8) + Array(repeating: UInt8(ascii: "#"), count: 3 << 20)
            if isAnnounced { return exchange.answer("200 OK", [], body) }
            exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            exchange.send(body)
            return false
        }
        let cache = cache()
        #expect(try await !cache.allows(server.url("/a")))
        #expect(try await cache.allows(server.url("/b")))
    }

    @Test("only so many hosts are remembered")
    func bounded() async throws {
        let server = try RawServer { $0.answer("404 X") }
        let cache = cache(most: 8)
        // Other names for loopback, all answered by the same server.
        for number in 1...30 { #expect(try await cache.allows("http://127.0.0.\(number):\(server.port)/a") || true) }
        #expect(await cache.count <= 8)
    }

    @Test("what is no URL of a host is not allowed")
    func noHost() async throws {
        #expect(try await !cache().allows("file:///etc/passwd"))
        #expect(try await !cache().allows("nonsense"))
    }
}
