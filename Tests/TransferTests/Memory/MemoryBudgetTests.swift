import Testing

@testable import Transfer

@Suite("The memory budget", .timeLimit(.minutes(1)))
struct MemoryBudgetTests {
    @Test("a lease returns its bytes exactly once")
    func release() {
        let budget = MemoryBudget(limit: 100)
        var lease: Lease? = budget.lease(30)
        lease?.grow(by: 12)
        #expect(budget.used == 42)
        #expect(lease?.size == 42)
        lease?.release()
        lease?.release()
        #expect(budget.used == 0)
        lease = budget.lease(200)
        #expect(budget.used == 200)
        lease = nil
        #expect(budget.used == 0)
    }

    @Test("whoever waits for room is woken when there is some")
    func room() async {
        let budget = MemoryBudget(limit: 100)
        await budget.room()
        let lease = budget.lease(100)
        let waiters = (0..<10).map { _ in Task { await budget.room() } }
        await Task.yield()
        lease.release()
        for waiter in waiters { await waiter.value }
        #expect(budget.used == 0)
    }

    @Test("a task that waits for room can be cancelled")
    func cancelled() async {
        let budget = MemoryBudget(limit: 1)
        let lease = budget.lease(1)
        let waiters = (0..<100).map { _ in Task { await budget.room() } }
        for waiter in waiters { waiter.cancel() }
        for waiter in waiters { await waiter.value }
        #expect(lease.size == 1)
    }

    @Test("closing the oldest lease wakes the next oldest")
    func next() async {
        let budget = MemoryBudget(limit: 10)
        let (first, second) = (budget.open(), budget.open())
        first.grow(by: 5)
        second.grow(by: 20)
        #expect(!second.hasRoom)
        let waiter = Task { await second.waitForRoom() }
        await Task.yield()
        first.close()
        await waiter.value
        #expect(second.hasRoom)
    }

    @Test("work that does not fit waits for other work, and takes its share at once when it is cancelled")
    func work() async {
        let budget = MemoryBudget(limit: 1000)
        let large = await budget.work(900)
        let next = Task { await budget.work(800) }
        await Task.yield()
        #expect(budget.used == 900)
        large.release()
        let granted = await next.value
        #expect(granted.size == 800)
        let cancelled = Task { await budget.work(600) }
        await Task.yield()
        cancelled.cancel()
        let forced = await cancelled.value
        #expect(forced.size == 600 && budget.used == 1400)
        granted.release()
        forced.release()
        #expect(budget.used == 0)
    }

    @Test("who waits for work does not wait for what bodies hold; who waits to grow does")
    func waiters() async throws {
        let budget = MemoryBudget(limit: 1000)
        let held = await budget.work(900)
        let work = Task { await budget.work(900) }
        await Task.yield()
        #expect(!budget.hasWaiters)
        let (first, second) = (budget.open(), budget.open())
        first.grow(by: 900)
        second.grow(by: 900)
        budget.notify(id: 1_000_000, for: [second]) {}
        #expect(budget.hasWaiters)
        budget.stopNotifying(id: 1_000_000)
        #expect(!budget.hasWaiters)
        held.release()
        #expect(await work.value.size == 900)
    }
}
