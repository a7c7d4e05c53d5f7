import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Transfer

@Suite("Many transfers at once", .slow, .tags(.slow), .timeLimit(.minutes(3)))
struct ConcurrencyTests {
    @Test("a thousand fetches at a time all get their own response")
    func thousand() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array($0.path.utf8)) }
        let fetcher = makeFetcher(connections: 1000, perHost: 100)
        let right = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask { (try? await fetcher.fetch(Request(url: server.url("/\(number)"))))?.body.bytes == Array("/\(number)".utf8) }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(right == 1000)
        #expect(server.requests == 1000)
    }

    @Test("no more transfers than allowed are in flight, in all and to one host", arguments: [(3, 100), (100, 3)])
    func limits(connections: Int, perHost: Int) async throws {
        let running = Mutex((now: 0, most: 0))
        let server = try RawServer { exchange in
            running.withLock {
                $0.now += 1; $0.most = max($0.most, $0.now)
            }
            usleep(10_000)
            running.withLock { $0.now -= 1 }
            return exchange.answer("200 OK")
        }
        let fetcher = makeFetcher(connections: connections, perHost: perHost)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<30 { group.addTask { #expect((try? await fetcher.fetch(Request(url: server.url())))?.status == 200) } }
        }
        #expect(server.requests == 30)
        #expect(running.withLock { $0.most } <= 3)
    }

    @Test("a connection serves one transfer after another")
    func reuse() async throws {
        let sockets = Mutex<Set<Int>>([])
        let server = try RawServer { exchange in
            sockets.withLock { _ = $0.insert(exchange.connection) }
            return exchange.answer("200 OK")
        }
        let fetcher = makeFetcher()
        for _ in 0..<20 { _ = try await fetcher.fetch(Request(url: server.url())) }
        #expect(sockets.withLock { $0.count } == 1)
    }

    @Test("cancelling a task ends its transfer, in flight or waiting for a connection, and no other")
    func cancellation() async throws {
        let server = try RawServer { exchange in
            if exchange.path == "/quick" { return exchange.answer("200 OK") }
            exchange.waitUntilClosed()
            return false
        }
        let fetcher = makeFetcher(connections: 2)
        let flying = Task { await failure(of: fetcher, Request(url: server.url("/slow"))) }
        let other = Task { await failure(of: fetcher, Request(url: server.url("/slow"))) }
        while server.requests < 2 { try await Task.sleep(for: .milliseconds(5)) }
        let waiting = Task { await failure(of: fetcher, Request(url: server.url("/slow"))) }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        flying.cancel()
        #expect(await flying.value == .cancelled)
        #expect(try await fetcher.fetch(Request(url: server.url("/quick"))).status == 200)
        other.cancel()
        #expect(await other.value == .cancelled)
    }

    @Test("a fetch in a task that is cancelled already fails as cancelled")
    func cancelledBefore() async throws {
        let server = try RawServer { $0.answer("200 OK") }
        let fetcher = makeFetcher()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await failure(of: fetcher, Request(url: server.url()))
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("every fetch ends, whenever tasks are cancelled")
    func cancellationStorm() async throws {
        let server = try RawServer { $0.answer("200 OK", [], Array(repeating: 0x41, count: 50_000)) }
        let budget = MemoryBudget(limit: 1 << 20)
        let fetcher = makeFetcher(connections: 20, budget: budget)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task { await failure(of: fetcher, Request(url: server.url())) }
                    for _ in 0..<(number % 40) { await Task.yield() }
                    if number % 3 != 0 { task.cancel() }
                    let error = await task.value
                    #expect(error == nil || error == .cancelled)
                    if number % 3 == 0 { #expect(error == nil) }
                }
            }
        }
        try await allReturned(to: budget)
    }

    @Test("shutting down cancels the transfers in flight, and those that are asked for later")
    func shutDown() async throws {
        let server = try RawServer { exchange in
            exchange.waitUntilClosed()
            return false
        }
        let fetcher = makeFetcher(connections: 4)
        let tasks = (0..<8).map { _ in Task { await failure(of: fetcher, Request(url: server.url())) } }
        while server.requests < 4 { try await Task.sleep(for: .milliseconds(5)) }
        await fetcher.shutDown()
        for task in tasks { #expect(await task.value == .cancelled) }
        #expect(await failure(of: fetcher, Request(url: server.url())) == .cancelled)
        await fetcher.shutDown()
    }

    @Test("a fetcher that is released closes its connections")
    func dropped() async throws {
        let server = try RawServer { $0.answer("200 OK") }
        for _ in 0..<50 { #expect(try await makeFetcher().fetch(Request(url: server.url())).status == 200) }
        while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
}
