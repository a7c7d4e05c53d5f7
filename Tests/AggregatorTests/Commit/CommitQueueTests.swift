import Testing

@testable import Aggregator

/// Group commit without clock, queue or disk.
@Suite("Commit queue")
struct CommitQueueTests {
    private struct Refused: Error {}

    private static let error = CommitError(Refused())

    private func queue(interval: Duration? = .seconds(1)) -> CommitQueue<Int> {
        CommitQueue(interval: interval, fullGroup: 100, largestGroup: 150)
    }

    /// An action as a test can compare it.
    private enum Seen: Equatable {
        case nothing
        case schedule(Duration)
        case commit([Int], bytes: Int)
        case refuse([Int])
    }

    private func seen(_ action: CommitQueue<Int>.Action?) -> Seen {
        switch action {
        case nil: .nothing
        case .schedule(let delay): .schedule(delay)
        case .commit(let group, let bytes): .commit(group, bytes: bytes)
        case .refuse(let group, _): .refuse(group)
        }
    }

    @Test("the first submission starts the timer, later ones join its group, and the timer commits them together")
    func gathers() {
        var queue = queue()
        #expect(seen(queue.submit(1, bytes: 10)) == .schedule(.seconds(1)))
        #expect(seen(queue.submit(2, bytes: 20)) == .nothing)
        #expect(seen(queue.timerFired()) == .commit([1, 2], bytes: 30))
        #expect(seen(queue.committed()) == .nothing)
        #expect(seen(queue.submit(3, bytes: 1)) == .schedule(.seconds(1)))
    }

    @Test("a full group is committed without waiting", arguments: [99, 100, 101])
    func full(bytes: Int) {
        var queue = queue()
        #expect(seen(queue.submit(1, bytes: 0)) == .schedule(.seconds(1)))
        #expect(seen(queue.submit(2, bytes: bytes)) == (bytes < 100 ? .nothing : .commit([1, 2], bytes: bytes)))
    }

    @Test("a submission that fills a group by itself is committed at once")
    func large() {
        var queue = queue()
        #expect(seen(queue.submit(1, bytes: 100)) == .commit([1], bytes: 100))
    }

    @Test("what exceeds the largest group is committed directly after it, each group in the order of submission")
    func splits() {
        var queue = queue()
        _ = queue.submit(0, bytes: 100)
        for number in 1...5 { #expect(seen(queue.submit(number, bytes: 60)) == .nothing) }
        #expect(seen(queue.submit(6, bytes: 1000)) == .nothing)
        #expect(seen(queue.submit(7, bytes: 1)) == .nothing)
        #expect(seen(queue.committed()) == .commit([1, 2], bytes: 120))
        #expect(seen(queue.committed()) == .commit([3, 4], bytes: 120))
        #expect(seen(queue.committed()) == .commit([5], bytes: 60))
        #expect(seen(queue.committed()) == .commit([6], bytes: 1000))
        #expect(seen(queue.committed()) == .commit([7], bytes: 1))
        #expect(seen(queue.committed()) == .nothing)
        #expect(seen(queue.submit(8, bytes: 1)) == .schedule(.seconds(1)))
    }

    @Test("submissions without records do not fill a group")
    func withoutRecords() {
        var queue = queue()
        for number in 1...3 { _ = queue.submit(number, bytes: 0) }
        #expect(seen(queue.submit(4, bytes: 1000)) == .commit([1, 2, 3, 4], bytes: 1000))
    }

    @Test("a timer that fires late commits nothing twice")
    func lateTimer() {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        _ = queue.submit(2, bytes: 100)
        #expect(seen(queue.timerFired()) == .nothing)
        _ = queue.committed()
        #expect(seen(queue.timerFired()) == .nothing)
    }

    @Test("what comes during a commit is gathered, and its time counts from the commit's end", arguments: [0, 100])
    func during(bytes: Int) {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        _ = queue.timerFired()
        #expect(seen(queue.submit(2, bytes: bytes)) == .nothing)
        #expect(seen(queue.submit(3, bytes: 0)) == .nothing)
        #expect(seen(queue.committed()) == (bytes < 100 ? .schedule(.seconds(1)) : .commit([2, 3], bytes: bytes)))
    }

    @Test("without an interval each submission is a group of its own, in order")
    func always() {
        var queue = queue(interval: nil)
        #expect(seen(queue.submit(1, bytes: 5)) == .commit([1], bytes: 5))
        #expect(seen(queue.submit(2, bytes: 6)) == .nothing)
        #expect(seen(queue.submit(3, bytes: 7)) == .nothing)
        #expect(seen(queue.committed()) == .commit([2], bytes: 6))
        #expect(seen(queue.committed()) == .commit([3], bytes: 7))
        #expect(seen(queue.committed()) == .nothing)
    }

    @Test("after a failure what waits and what comes is refused until writing works again")
    func fails() throws {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        _ = queue.timerFired()
        _ = queue.submit(2, bytes: 0)
        #expect(seen(queue.failed(Self.error, isBehind: false)) == .refuse([2]))
        #expect(queue.health.error != nil)
        #expect(seen(queue.submit(3, bytes: 0)) == .refuse([3]))
        queue.recovered()
        #expect(queue.health.error == nil)
        #expect(seen(queue.submit(4, bytes: 0)) == .schedule(.seconds(1)))
        #expect(seen(queue.timerFired()) == .commit([4], bytes: 0))
    }

    @Test("a store that is behind the journal stays so until it has recovered, whatever fails meanwhile")
    func behind() {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        _ = queue.timerFired()
        _ = queue.failed(Self.error, isBehind: true)
        _ = queue.failed(Self.error, isBehind: false)
        guard case .behind = queue.health else { return #expect(Bool(false), "the store's lag is forgotten") }
    }

    @Test("a failure while a group gathers refuses it, and its timer has nothing to commit")
    func failsWhileGathering() {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        #expect(seen(queue.failed(Self.error, isBehind: false)) == .refuse([1]))
        #expect(seen(queue.timerFired()) == .nothing)
    }

    @Test("at shutdown what waits is committed at once, and what comes after it")
    func shutsDown() {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        #expect(seen(queue.shutDown()) == .commit([1], bytes: 0))
        #expect(seen(queue.submit(2, bytes: 0)) == .nothing)
        #expect(seen(queue.committed()) == .commit([2], bytes: 0))
        #expect(seen(queue.committed()) == .nothing)
        #expect(seen(queue.submit(3, bytes: 0)) == .commit([3], bytes: 0))
    }

    @Test("a shutdown during a commit waits for it")
    func shutsDownDuring() {
        var queue = queue()
        _ = queue.submit(1, bytes: 0)
        _ = queue.timerFired()
        _ = queue.submit(2, bytes: 0)
        #expect(seen(queue.shutDown()) == .nothing)
        #expect(seen(queue.committed()) == .commit([2], bytes: 0))
    }
}
