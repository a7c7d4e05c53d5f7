import TestSupport
import Testing

@testable import Transfer

@Suite("Host queues")
struct HostQueuesTests {
    let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .milliseconds(Int(seconds * 1000)) }

    /// Starts all requests that may start now.
    private func drain(_ queues: inout HostQueues, _ now: ContinuousClock.Instant) -> [UInt64] {
        var ids: [UInt64] = []
        while case .run(.page(let id)) = queues.next(now) { ids.append(id) }
        return ids
    }

    @Test("requests to one host start the delay apart, and other hosts are not delayed")
    func delay() {
        var queues = HostQueues(perHost: 5, delay: .seconds(1), connections: 10)
        for id: UInt64 in 0..<3 { queues.enqueue(.page(id), host: "a") }
        queues.enqueue(.page(3), host: "b")
        #expect(drain(&queues, at(0)) == [0, 3])
        #expect(queues.next(at(0)) == .wait(until: at(1)))
        #expect(drain(&queues, at(0.999)).isEmpty)
        #expect(drain(&queues, at(1)) == [1])
        #expect(queues.next(at(1)) == .wait(until: at(2)))
        #expect(drain(&queues, at(7)) == [2])
        #expect(queues.next(at(7)) == .idle)
        #expect((queues.queued, queues.inFlight) == (0, 4))
    }

    @Test("no more than perHost requests to a host are in flight")
    func perHost() {
        var queues = HostQueues(perHost: 2, delay: .zero, connections: 10)
        for id: UInt64 in 0..<5 { queues.enqueue(.page(id), host: "a") }
        #expect(drain(&queues, at(0)) == [0, 1])
        #expect(queues.next(at(100)) == .idle)
        queues.finished(.page(1), at(100))
        #expect(drain(&queues, at(100)) == [2])
    }

    @Test("no more than connections requests are in flight in all")
    func connections() {
        var queues = HostQueues(perHost: 2, delay: .zero, connections: 3)
        for id: UInt64 in 0..<6 { queues.enqueue(.page(id), host: "host\(id)") }
        #expect(drain(&queues, at(0)) == [0, 1, 2])
        #expect(queues.next(at(0)) == .idle)
        queues.finished(.page(0), at(0))
        #expect(drain(&queues, at(0)) == [3])
    }

    @Test("polls start before articles, and hosts are served round robin")
    func order() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 1)
        queues.enqueue(.page(10), host: "a", priority: .article)
        queues.enqueue(.page(11), host: "b", priority: .article)
        queues.enqueue(.page(0), host: "a")
        queues.enqueue(.page(1), host: "a")
        queues.enqueue(.page(2), host: "c")
        var order: [UInt64] = []
        while case .run(.page(let id)) = queues.next(at(0)) {
            order.append(id)
            queues.finished(.page(id), at(0))
        }
        #expect(Set(order.prefix(3)) == [0, 1, 2])
        #expect(order.filter { $0 < 2 } == [0, 1])
        #expect(Set(order.suffix(2)) == [10, 11])
        #expect(queues.hostCount == 0)
    }

    @Test("a host on hold starts no request before the end of its longest hold")
    func hold() {
        var queues = HostQueues(perHost: 2, delay: .seconds(1), connections: 10)
        queues.enqueue(.page(0), host: "a")
        queues.enqueue(.page(1), host: "a")
        queues.enqueue(.page(2), host: "b")
        #expect(Set(drain(&queues, at(0))) == [0, 2])
        queues.hold(host: "a", until: at(60))
        queues.hold(host: "a", until: at(30))
        queues.finished(.page(0), at(0.1))
        #expect(queues.next(at(5)) == .wait(until: at(60)))
        #expect(drain(&queues, at(60)) == [1])
    }

    @Test("a hold is remembered while the host has no requests")
    func holdRemembered() {
        var queues = HostQueues(perHost: 2, delay: .zero, connections: 10)
        queues.hold(host: "a", until: at(60))
        #expect(queues.next(at(1)) == .idle)
        queues.enqueue(.page(0), host: "a")
        #expect(queues.next(at(1)) == .wait(until: at(60)))
        #expect(queues.next(at(61)) == .run(.page(0)))
        queues.finished(.page(0), at(61))
        #expect(queues.hostCount == 0)
    }

    @Test("a host is remembered until its delay is over")
    func forgotten() {
        var queues = HostQueues(perHost: 2, delay: .seconds(1), connections: 10)
        queues.enqueue(.page(0), host: "a")
        #expect(queues.next(at(0)) == .run(.page(0)))
        queues.finished(.page(0), at(0.5))
        #expect(queues.hostCount == 1)
        queues.enqueue(.page(1), host: "a")
        #expect(queues.next(at(0.6)) == .wait(until: at(1)))
        #expect(queues.next(at(1)) == .run(.page(1)))
        queues.finished(.page(1), at(1.1))
        #expect(queues.next(at(2)) == .idle)
        #expect(queues.hostCount == 0)
    }

    @Test("a removed request does not start, one in flight is not removed, and none is queued twice")
    func remove() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 10)
        for id: UInt64 in 0..<100 { queues.enqueue(.page(id), host: "a") }
        queues.enqueue(.page(7), host: "b", priority: .article)
        for id: UInt64 in 0..<100 where id != 50 { queues.remove(.page(id)) }
        #expect(queues.queued == 1)
        #expect(drain(&queues, at(0)) == [50])
        queues.remove(.page(50))
        queues.enqueue(.page(50), host: "a")
        #expect((queues.queued, queues.inFlight) == (0, 1))
        queues.finished(.page(50), at(0))
        queues.finished(.page(50), at(0))
        #expect((queues.inFlight, queues.hostCount) == (0, 0))
    }

    @Test("with any inputs in any order the limits hold and every request starts once", arguments: 1...5)
    func random(seed: Int) {
        var noise = Noise(seed: UInt64(seed))
        var queues = HostQueues(perHost: 2, delay: .seconds(1), connections: 5)
        var now = start
        var host: [UInt64: Int] = [:]
        var running: [UInt64] = []
        var done: Set<UInt64> = []
        var removed: Set<UInt64> = []
        var lastStart: [Int: ContinuousClock.Instant] = [:]
        var heldUntil: [Int: ContinuousClock.Instant] = [:]
        var nextID: UInt64 = 0
        func step(_ allowsNew: Bool) {
            switch noise.next(allowsNew ? 7 : 3) {
            case 0: now += .milliseconds(noise.next(700))
            case 1:
                if !running.isEmpty {
                    let id = running.remove(at: noise.next(running.count))
                    done.insert(id)
                    queues.finished(.page(id), now)
                }
            case 3:
                let name = noise.next(6)
                let until = now + .milliseconds(noise.next(3000))
                heldUntil[name] = max(heldUntil[name] ?? until, until)
                queues.hold(host: "\(name)", until: until)
            case 4:
                if nextID > 0 {
                    let id = UInt64(noise.next(Int(nextID)))
                    if !running.contains(id), !done.contains(id) { removed.insert(id) }
                    queues.remove(.page(id))
                }
            case 5, 6:
                host[nextID] = noise.next(6)
                queues.enqueue(.page(nextID), host: "\(host[nextID] ?? 0)", priority: noise.next(2) == 0 ? .poll : .article)
                nextID += 1
            default:
                if case .run(.page(let id)) = queues.next(now) {
                    let name = host[id] ?? 0
                    #expect(!removed.contains(id) && !done.contains(id) && !running.contains(id))
                    running.append(id)
                    #expect(running.count <= 5 && running.filter { host[$0] == name }.count <= 2)
                    #expect(lastStart[name].map { now - $0 >= .seconds(1) } ?? true)
                    #expect(heldUntil[name].map { now >= $0 } ?? true)
                    lastStart[name] = now
                }
            }
            #expect(queues.inFlight == running.count)
            #expect(queues.queued == Int(nextID) - running.count - done.count - removed.count)
        }
        for _ in 0..<5_000 { step(true) }
        while done.count + removed.count < Int(nextID) { step(false) }
        now += .seconds(10)
        #expect(queues.next(now) == .idle)
        #expect(queues.hostCount == 0)
    }

    @Test("a hundred thousand requests are started, to one host and to as many hosts", arguments: [1, 100_000])
    func many(hosts: Int) {
        var queues = HostQueues(perHost: 2, delay: .seconds(1), connections: 256)
        for id: UInt64 in 0..<100_000 { queues.enqueue(.page(id), host: "host\(Int(id) % hosts)") }
        var now = start
        var ran = 0
        while ran < 100_000 {
            switch queues.next(now) {
            case .run(.page(let id)):
                ran += 1
                queues.finished(.page(id), now)
            case .wait(let moment): now = moment
            default:
                Issue.record("idle with \(queues.queued) queued")
                return
            }
        }
        #expect((queues.queued, queues.inFlight) == (0, 0))
    }

    @Test("what was asked for does not wait for connections that others have, but its own excess is small")
    func reserve() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 32)
        for id: UInt64 in 0..<40 { queues.enqueue(.page(id), host: "host\(id)") }
        #expect(drain(&queues, at(0)).count == 32)
        #expect(queues.wantsConnections)
        for id: UInt64 in 100..<110 { queues.enqueue(.page(id), host: "host\(id)", priority: .asked) }
        #expect(drain(&queues, at(0)) == [100, 101])
        for id: UInt64 in 0..<3 { queues.finished(.page(id), at(0)) }
        #expect(drain(&queues, at(0)) == [102])
    }

    @Test("where all was asked for, no more than connections requests are in flight")
    func allAsked() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 1)
        for id: UInt64 in 0..<3 { queues.enqueue(.page(id), host: "host\(id)", priority: .asked) }
        #expect(drain(&queues, at(0)) == [0])
        queues.finished(.page(0), at(0))
        #expect(drain(&queues, at(0)) == [1])
    }

    @Test("those that did not answer last time have half of the connections")
    func retry() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 4)
        for id: UInt64 in 0..<4 { queues.enqueue(.page(id), host: "host\(id)", priority: .retry) }
        #expect(drain(&queues, at(0)) == [0, 1])
        #expect(!queues.wantsConnections)
        queues.enqueue(.page(9), host: "host9")
        #expect(drain(&queues, at(0)) == [9])
        queues.finished(.page(0), at(0))
        #expect(drain(&queues, at(0)) == [2])
    }

    @Test("a request that moves leaves its host, and starts when the other one may be asked")
    func move() {
        var queues = HostQueues(perHost: 1, delay: .seconds(1), connections: 4)
        queues.enqueue(.page(0), host: "a")
        queues.enqueue(.page(1), host: "b")
        #expect(drain(&queues, at(0)) == [0, 1])
        queues.move(.page(0), to: "b", at(0))
        #expect((queues.queued, queues.inFlight) == (1, 1))
        queues.enqueue(.page(2), host: "a")
        #expect(drain(&queues, at(1)) == [2])
        queues.finished(.page(1), at(1))
        #expect(drain(&queues, at(1)) == [0])
        queues.finished(.page(0), at(2))
        queues.finished(.page(2), at(2))
        #expect(queues.inFlight == 0)
    }

    @Test("a hold that is lifted is over")
    func lift() {
        var queues = HostQueues(perHost: 1, delay: .zero, connections: 4)
        queues.hold(host: "a", until: at(1000))
        queues.enqueue(.page(0), host: "a")
        #expect(drain(&queues, at(0)).isEmpty)
        queues.lift(host: "a")
        #expect(drain(&queues, at(0)) == [0])
    }
}
