import Testing

@testable import feedd

@Suite("Clients of the control socket that have not sent their request")
struct WaitingClientsTests {
    private let start = ContinuousClock.now
    private let sockets: [UnixSocket]

    init() throws {
        sockets = try (0..<4).map { _ in try UnixSocket.unconnected() }
    }

    private func waiting(_ count: Int, most: Int) -> WaitingClients<ContinuousClock.Instant> {
        var waiting = WaitingClients<ContinuousClock.Instant>(most: most, patience: .seconds(5))
        for (index, socket) in sockets.prefix(count).enumerated() { waiting.add(socket, now: start + .seconds(index)) }
        return waiting
    }

    private func numbers(_ waiting: WaitingClients<ContinuousClock.Instant>) -> [Int?] {
        waiting.clients.map { client in sockets.firstIndex { $0 === client.socket } }
    }

    @Test("are so many at most: the one that has waited longest goes for the next")
    func ceiling() {
        var waiting = waiting(4, most: 3)
        #expect(numbers(waiting) == [1, 2, 3])
        waiting.dropOldest()
        #expect(numbers(waiting) == [2, 3])
    }

    @Test("have so much time for the whole of it, however they spread it")
    func deadline() {
        var waiting = waiting(2, most: 3)
        #expect(waiting.wait(now: start + .seconds(2)) == .seconds(3))
        #expect(waiting.receive("{".utf8, at: 0) == .more)
        waiting.dropLate(now: start + .seconds(5))
        #expect(numbers(waiting) == [1])
        #expect(waiting.wait(now: start + .seconds(9)) == .zero)
        waiting.dropLate(now: start + .seconds(6))
        #expect(waiting.wait(now: start) == nil)
    }

    @Test("are heard when the line is whole, in whatever pieces it comes, and what follows it does not count")
    func pieces() {
        var waiting = waiting(1, most: 3)
        #expect(waiting.receive("ab".utf8, at: 0) == .more)
        #expect(waiting.receive("c\nd\n".utf8, at: 0) == .whole(Array("abc".utf8)))
    }

    @Test("may send so much and no more, with an end or without one")
    func size() {
        let longest = [UInt8](repeating: 0x20, count: ControlRequest.longest)
        var waiting = waiting(3, most: 3)
        #expect(waiting.receive(longest, at: 0) == .more)
        #expect(waiting.receive([0x0A], at: 0) == .whole(longest))
        #expect(waiting.receive(longest + [0x20, 0x0A], at: 1) == .tooLong)
        #expect(waiting.receive(longest + [0x20], at: 2) == .tooLong)
    }
}
