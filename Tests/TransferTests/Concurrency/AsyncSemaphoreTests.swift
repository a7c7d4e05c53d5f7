import Testing
import Transfer

@Suite("The asynchronous semaphore", .timeLimit(.minutes(1)))
struct AsyncSemaphoreTests {
    private actor Gauge {
        private(set) var now = 0
        private(set) var most = 0

        func enter() {
            now += 1
            most = max(most, now)
        }

        func leave() { now -= 1 }
    }

    @Test("at most its count hold it at once, and all get it", arguments: [0, 1, 3])
    func limit(_ count: Int) async {
        let semaphore = AsyncSemaphore(count)
        let gauge = Gauge()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await semaphore.wait()
                    await gauge.enter()
                    await Task.yield()
                    await gauge.leave()
                    semaphore.signal()
                }
            }
        }
        #expect(await gauge.now == 0)
        #expect((1...max(1, count)).contains(await gauge.most))
    }
}
