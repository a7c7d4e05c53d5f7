import Testing

@testable import Aggregator

@Suite("403 responses of a host's sources")
struct HostBansTests {
    private let start = ContinuousClock.now

    private func hold(_ refusals: [(source: String, host: String, minute: Int)]) -> Duration? {
        var bans = HostBans()
        var hold: Duration?
        for (source, host, minute) in refusals { hold = bans.noteForbidden(source, host: host, at: start + .seconds(60 * minute)) }
        return hold
    }

    @Test("three sources within an hour hold the host for an hour")
    func three() {
        #expect(hold([("a", "h", 0), ("b", "h", 30), ("c", "h", 59)]) == .seconds(3_600))
    }

    @Test("two sources, one source thrice, several hosts, and more than an hour between them do not")
    func fewer() {
        #expect(hold([("a", "h", 0), ("b", "h", 1)]) == nil)
        #expect(hold([("a", "h", 0), ("a", "h", 1), ("a", "h", 2)]) == nil)
        #expect(hold([("a", "h", 0), ("b", "h", 1), ("c", "i", 2)]) == nil)
        #expect(hold([("a", "h", 0), ("b", "h", 30), ("c", "h", 60)]) == nil)
    }

    @Test("after a hold counting begins anew")
    func again() {
        #expect(hold([("a", "h", 0), ("b", "h", 1), ("c", "h", 2), ("d", "h", 3)]) == nil)
    }
}
