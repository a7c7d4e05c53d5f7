import Bytes
import Configuration
import Syndication
import Testing

@testable import Aggregator

@Suite("The next poll")
struct NextPollTests {
    // Monday, 2026-11-23, 10:15 UTC
    private let now = Timestamp(milliseconds: 1_795_428_900_000)

    private func source() throws -> Source {
        try #require(Source(name: "a", url: "https://example.org/feed"))
    }

    private func minutes(_ due: Timestamp) -> Double { due.since(now).seconds / 60 }

    @Test(
        "is never sooner than what the publisher asks for, nor later than interval_max",
        arguments: [(nil, nil, 30), (.seconds(60 * 5), nil, 30), (.seconds(60 * 90), nil, 90), (nil, 120, 120), (nil, 100_000, 24 * 60)]
            as [(Duration?, Int?, Double)])
    func asked(_ freshness: Duration?, _ ttl: Int?, _ expected: Double) throws {
        var rhythm = Feed.Rhythm()
        rhythm.ttlMinutes = ttl
        #expect(minutes(NextPoll.afterSuccess(of: try source(), freshness: freshness, rhythm: rhythm, now: now)) == expected)
    }

    @Test("passes over the hours and days to skip")
    func skipped() throws {
        var rhythm = Feed.Rhythm()
        rhythm.skipHours = [10, 11]
        #expect(minutes(NextPoll.afterSuccess(of: try source(), freshness: nil, rhythm: rhythm, now: now)) == 105)
        rhythm.skipHours = []
        rhythm.skipDays = [0]
        #expect(minutes(NextPoll.afterSuccess(of: try source(), freshness: nil, rhythm: rhythm, now: now)) == 13 * 60 + 45)
        rhythm.skipDays = Set(0...6)
        #expect(minutes(NextPoll.afterSuccess(of: try source(), freshness: nil, rhythm: rhythm, now: now)) == 24 * 60)
    }

    @Test("doubles with each failure, to a day", arguments: [(1, 30.0), (2, 60), (3, 120), (6, 960), (7, 1440), (1_000, 1440)])
    func backoff(_ failures: Int, _ expected: Double) throws {
        let due = NextPoll.afterFailure(failures, of: try source(), retryAfter: nil, chance: 0.5, now: now)
        #expect(abs(minutes(due) - expected) < 0.001)
    }

    @Test("varies by a fifth after failures", arguments: [(0.0, 24.0), (0.25, 27), (1, 36)])
    func jitter(_ chance: Double, _ expected: Double) throws {
        let due = NextPoll.afterFailure(1, of: try source(), retryAfter: nil, chance: chance, now: now)
        #expect(abs(minutes(due) - expected) < 0.001)
    }

    @Test("is never sooner than interval_min, after successes and failures")
    func intervalMin() throws {
        var source = try source()
        source.interval = .seconds(60)
        source.intervalMin = .seconds(3_600)
        #expect(minutes(NextPoll.afterSuccess(of: source, freshness: nil, rhythm: Feed.Rhythm(), now: now)) == 60)
        let due = NextPoll.afterFailure(1, of: source, retryAfter: nil, chance: 1, now: now)
        #expect(abs(minutes(due) - 72) < 0.001)
    }

    @Test("is never sooner than Retry-After")
    func retryAfter() throws {
        let due = NextPoll.afterFailure(1, of: try source(), retryAfter: .seconds(3 * 86_400), chance: 0.5, now: now)
        #expect(minutes(due) == 3 * 24 * 60)
    }

    @Test("is not pushed away by a clock that was set back")
    func clock() throws {
        let far = now + .seconds(300 * 86_400)
        #expect(minutes(NextPoll.bounded(far, notBefore: nil, of: try source(), now: now)) < 24 * 60 * 1.21)
        #expect(minutes(NextPoll.bounded(now, notBefore: far, of: try source(), now: now)) == 7 * 24 * 60)
    }
}
