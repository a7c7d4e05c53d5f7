import TestSupport
import Testing

@testable import Transfer

@Suite("Transfers within the memory budget", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct BudgetedTransferTests {
    static let size = 1 << 20

    private func makeServer(packed: Bool = false) throws -> RawServer {
        let body = [UInt8](repeating: 0x41, count: Self.size)
        return try RawServer {
            packed ? $0.answer("200 OK", ["Content-Encoding: gzip"], Self.packed) : $0.answer("200 OK", [], body)
        }
    }

    /// A gzip body of a few kilobytes that is a little less than `size` when decompressed.
    private static let packed = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflateBomb(508)
    private static let unpackedSize = 508 * 2064 + 1

    @Test("bodies that are larger than the budget are received whole, one after another", arguments: [false, true])
    func pausing(packed: Bool) async throws {
        let server = try makeServer(packed: packed)
        let budget = MemoryBudget(limit: 256 << 10)
        let fetcher = makeFetcher(budget: budget)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let response = try await fetcher.fetch(Request(url: server.url()))
                    #expect(response.body.bytes.count == (packed ? Self.unpackedSize : Self.size))
                    // Without the budget 16 MiB would be in use. With it, one body, and of each other one what one read brought.
                    #expect(budget.used < 4 * Self.size)
                }
            }
            try await group.waitForAll()
        }
        try await allReturned(to: budget)
    }

    @Test(
        "a body that is in use keeps its share of the budget, and the next transfer waits until it is released", arguments: [false, true])
    func kept(packed: Bool) async throws {
        let server = try makeServer(packed: packed)
        let budget = MemoryBudget(limit: 256 << 10)
        let fetcher = makeFetcher(budget: budget)
        var first: Response? = try await fetcher.fetch(Request(url: server.url()))
        #expect(budget.used >= Self.unpackedSize)
        let second = Task { try await fetcher.fetch(Request(url: server.url())) }
        while server.requests < 2 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(100))
        #expect(budget.used < 2 * Self.unpackedSize)
        #expect(first?.body.bytes.isEmpty == false)
        first = nil
        #expect(try await second.value.body.bytes.isEmpty == false)
    }

    @Test("a gzip body stays as it was received until there is room for it")
    func roomToDecompress() async throws {
        let budget = MemoryBudget(limit: 256 << 10)
        let others = budget.lease(256 << 10)
        let lease = budget.open()
        lease.grow(by: Self.packed.count)
        let transfer = CompletedTransfer(
            response: Response(status: 200, url: "https://example.org/"),
            packed: CompletedTransfer.PackedBody(bytes: Self.packed, codings: [.gzip], lease: lease, host: "example.org"))
        let unpacking = Task { try await transfer.unpacked(for: Request(url: "https://example.org/")) }
        try await Task.sleep(for: .milliseconds(100))
        #expect(budget.used == others.size + Self.packed.count)
        others.release()
        #expect(try await unpacking.value.body.bytes.count == Self.unpackedSize)
    }

    @Test("a paused transfer can be cancelled")
    func cancelled() async throws {
        let server = try makeServer()
        let budget = MemoryBudget(limit: 64 << 10)
        let fetcher = makeFetcher(budget: budget)
        // The oldest growing lease never closes, so that all transfers pause.
        let oldest = budget.open()
        oldest.grow(by: 100 << 10)
        let tasks = (0..<5).map { _ in Task { await failure(of: fetcher, Request(url: server.url())) } }
        while server.requests < 5 { try await Task.sleep(for: .milliseconds(5)) }
        for task in tasks.dropLast() { task.cancel() }
        for task in tasks.dropLast() { #expect(await task.value == .cancelled) }
        oldest.release()
        #expect(await tasks[4].value == nil)
    }

    @Test("the time that a transfer is paused does not count for its timeouts")
    func patience() async throws {
        let server = try makeServer()
        let budget = MemoryBudget(limit: 64 << 10)
        let fetcher = makeFetcher(budget: budget, slowTime: .seconds(1))
        let oldest = budget.open()
        oldest.grow(by: 100 << 10)
        let task = Task { try? await fetcher.fetch(Request(url: server.url(), timeout: .seconds(1))) }
        try await Task.sleep(for: .milliseconds(1500))
        oldest.release()
        let response = await task.value
        #expect(response?.interruption == nil)
        #expect(response?.body.bytes.count == Self.size)
    }

    @Test("the bytes of a file count against the budget")
    func files() async throws {
        let file = try TemporaryFile([UInt8](repeating: 0x41, count: 1000))
        let budget = MemoryBudget(limit: 100)
        let response = try await makeFetcher(budget: budget).fetch(Request(url: file.url, allowsFile: true))
        #expect(budget.used >= 1000)
        #expect(response.body.bytes.count == 1000)
    }
}
