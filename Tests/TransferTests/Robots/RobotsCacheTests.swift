import TestSupport
import Testing

@testable import Transfer

@Suite("The robots.txt of hosts", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct RobotsCacheTests {
    private static let day = Duration.seconds(24 * 60 * 60)

    private func cache(mostEntries: Int = 100, mostBytes: Int = 1 << 20) -> RobotsCache {
        RobotsCache(fetcher: makeFetcher(), token: "feedd", mostEntries: mostEntries, mostBytes: mostBytes)
    }

    @Test("a host's file is fetched once a day")
    func once() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array("User-agent: feedd\nDisallow: /private".utf8)) }
        let cache = cache()
        let now = ContinuousClock.now
        #expect(await cache.known(server.url("/a"), now: now) == nil)
        #expect(try await cache.allows(server.url("/a"), now: now))
        #expect(try await !cache.allows(server.url("/private/x"), now: now))
        #expect(try await cache.verdict(on: server.url("/private/x"), now: now) == .forbidden)
        #expect(await cache.known(server.url("/private"), now: now + Self.day - .seconds(1)) == false)
        #expect(server.requests == 1)
        #expect(try await cache.allows(server.url("/a"), now: now + Self.day))
        #expect(server.requests == 2)
    }

    @Test("requests for the same host share one fetch")
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
        "a 4xx means that there are no rules; after a 5xx or 429 everything is forbidden",
        arguments: [(404, true), (401, true), (403, true), (410, true), (429, false), (500, false), (503, false)])
    func statuses(_ status: Int, _ isAllowed: Bool) async throws {
        let server = try RawServer { $0.answer("\(status) X", [], Array("User-agent: *\nDisallow:".utf8)) }
        #expect(try await cache().allows(server.url("/a")) == isAllowed)
    }

    @Test("while a host cannot be reached everything is forbidden, and its file is asked for again after ten minutes")
    func unreachable() async throws {
        let server = try RawServer { $0.number == 0 ? false : $0.answer("200 OK", [], Array("User-agent: *\nDisallow:".utf8)) }
        let cache = cache()
        let now = ContinuousClock.now
        #expect(try await !cache.allows(server.url("/a"), now: now))
        #expect(try await cache.verdict(on: server.url("/a"), now: now) == .unreachable)
        #expect(try await !cache.allows(server.url("/a"), now: now + .seconds(599)))
        #expect(server.requests == 1)
        #expect(try await cache.allows(server.url("/a"), now: now + .seconds(600)))
        #expect(server.requests == 2)
    }

    @Test("a file that one request may not reach is not unreachable for others")
    func privateAddresses() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array("User-agent: *\nDisallow: /b".utf8)) }
        let cache = cache()
        #expect(try await !cache.allows(server.url("/a"), allowsPrivateAddresses: false))
        #expect(server.requests == 0)
        #expect(try await cache.allows(server.url("/a"), allowsPrivateAddresses: true))
        #expect(await cache.known(server.url("/a"), allowsPrivateAddresses: false) == false)
        #expect(await cache.known(server.url("/a"), allowsPrivateAddresses: true) == true)
    }

    @Test("known rules hold on while the host cannot be reached")
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

    @Test("five redirects are followed; after more there are no rules", arguments: [(5, false), (6, true)])
    func redirects(_ hops: Int, _ isAllowed: Bool) async throws {
        let server = try RawServer { exchange in
            let hop = exchange.path == "/robots.txt" ? 0 : Int(exchange.path.dropFirst()) ?? 0
            if hop < hops { return exchange.answer("302 X", ["Location: /\(hop + 1)"]) }
            return exchange.answer("200 OK", [], Array("User-agent: *\nDisallow: /".utf8))
        }
        #expect(try await cache().allows(server.url("/a")) == isAllowed)
    }

    @Test("the beginning of a file that is too long counts", arguments: [true, false])
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

    @Test("hosts and rules are remembered up to a limit, the latest ones", arguments: [(8, 1 << 20), (100, 2_000)])
    func bounded(mostEntries: Int, mostBytes: Int) async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array("User-agent: *\nDisallow: /private".utf8)) }
        let cache = cache(mostEntries: mostEntries, mostBytes: mostBytes)
        // All of 127/8 is the loopback interface, but each address is another host.
        let urls = (1...30).map { "http://127.0.0.\($0):\(server.port)/private" }
        for url in urls {
            #expect(try await !cache.allows(url))
            #expect(await cache.known(url) == false)
        }
        #expect(await cache.count <= 12)
        #expect(await cache.known(urls[0]) == nil)
        #expect(await cache.known(urls[28]) == false)
    }

    @Test("a task whose fetch was cancelled with another task begins its own")
    func cancelled() async throws {
        let server = try RawServer { exchange in
            if exchange.number > 0 { return exchange.answer("200 OK", [], Array("User-agent: *\nDisallow: /".utf8)) }
            exchange.waitUntilClosed()
            return false
        }
        let cache = cache()
        let first = Task { try await cache.allows(server.url("/a")) }
        while server.requests < 1 { try await Task.sleep(for: .milliseconds(5)) }
        let second = Task { try await cache.allows(server.url("/a")) }
        await Task.yield()
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await second.value == false)
        #expect(server.requests == 2)
    }

    @Test("a URL without a host is forbidden")
    func noHost() async throws {
        #expect(try await !cache().allows("file:///etc/passwd"))
        #expect(try await !cache().allows("nonsense"))
    }
}

extension RobotsCache {
    fileprivate func allows(
        _ url: String, allowsPrivateAddresses: Bool? = nil, now: ContinuousClock.Instant = .now
    ) async throws -> Bool {
        try await verdict(on: url, allowsPrivateAddresses: allowsPrivateAddresses, now: now) == .allowed
    }

    fileprivate func known(_ url: String, allowsPrivateAddresses: Bool? = nil, now: ContinuousClock.Instant = .now) -> Bool? {
        knownVerdict(on: url, allowsPrivateAddresses: allowsPrivateAddresses, now: now).map { $0 == .allowed }
    }
}
