import Bytes
import Configuration
import Store
import Testing
import Transfer

@testable import Aggregator

@Suite("How a poll changes the state of its source")
struct SourceStateOutcomeTests {
    private let now = Timestamp(milliseconds: 1_795_428_900_000)
    private let day = Duration.seconds(24 * 60 * 60)

    private func source() throws -> Source { try #require(Source(name: "a", url: "https://example.org/feed")) }

    private func unchanged(_ validators: [(String, String)] = [], redirects: [Redirect] = []) -> Response {
        let fields = Headers(validators.map { HeaderField(name: $0.0, value: $0.1) })
        return Response(status: 304, url: "https://example.org/feed", redirects: redirects, headers: fields)
    }

    private func failure(_ status: Int) -> PollFailure { PollFailure(.status(status), status: status) }

    @Test("410 stops a source the third time, if a day lies between each")
    func gone() throws {
        var state = SourceState()
        for (hours, isStopped) in [(0, false), (12, false), (24, false), (36, false), (48, true)] {
            state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now + .seconds(3_600 * hours))
            #expect(state.isStopped == isStopped, "after \(hours) hours")
        }
    }

    @Test("any other outcome between them begins the count of 410s anew")
    func goneAndBack() throws {
        var state = SourceState()
        state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now)
        state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now + day)
        var failed = state
        failed.hasFailed(failure(500), of: try source(), chance: 0.5, now: now + day * 2)
        failed.hasFailed(failure(410), of: try source(), chance: 0.5, now: now + day * 3)
        #expect(!failed.isStopped)
        state.wasUnchanged(unchanged(), of: try source(), now: now + day * 2)
        state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now + day * 3)
        #expect(!state.isStopped)
    }

    @Test("the first 410 after a success counts at once")
    func goneAfterSuccess() throws {
        var state = SourceState()
        state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now)
        state.wasUnchanged(unchanged(), of: try source(), now: now + .seconds(3_600))
        for (hours, isStopped) in [(2, false), (26, false), (50, true)] {
            state.hasFailed(failure(410), of: try source(), chance: 0.5, now: now + .seconds(3_600 * hours))
            #expect(state.isStopped == isStopped, "after \(hours) hours")
        }
    }

    @Test("a permanent redirect on two polls running moves the source; three failures take it back")
    func moves() throws {
        var state = SourceState()
        let moved = unchanged(redirects: [Redirect(status: 301, from: "https://example.org/feed", to: "https://example.org/new")])
        state.wasUnchanged(moved, of: try source(), now: now)
        #expect(state.document.movedURL == nil)
        state.wasUnchanged(moved, of: try source(), now: now)
        #expect(state.document.movedURL == "https://example.org/new")
        for count in 1...3 {
            #expect(state.document.movedURL != nil, "before failure \(count)")
            state.hasFailed(failure(404), of: try source(), chance: 0.5, now: now)
        }
        #expect(state.document.movedURL == nil)
    }

    @Test("a redirect that is not permanent all the way, or not seen twice running, moves nothing")
    func staysPut() throws {
        var state = SourceState()
        let lent = unchanged(redirects: [Redirect(status: 302, from: "https://example.org/feed", to: "https://example.org/new")])
        for _ in 0..<3 { state.wasUnchanged(lent, of: try source(), now: now) }
        #expect(state.document.movedURL == nil)
        let behind = unchanged(
            redirects: [
                Redirect(status: 302, from: "https://example.org/feed", to: "https://example.org/a"),
                Redirect(status: 301, from: "https://example.org/feed", to: "https://example.org/b"),
            ])
        for _ in 0..<3 { state.wasUnchanged(behind, of: try source(), now: now) }
        #expect(state.document.movedURL == nil)
        let moved = unchanged(redirects: [Redirect(status: 308, from: "https://example.org/feed", to: "https://example.org/new")])
        state.wasUnchanged(moved, of: try source(), now: now)
        state.wasUnchanged(unchanged(), of: try source(), now: now)
        state.wasUnchanged(moved, of: try source(), now: now)
        #expect(state.document.movedURL == nil)
        state.hasFailed(failure(500), of: try source(), chance: 0.5, now: now)
        state.wasUnchanged(moved, of: try source(), now: now)
        #expect(state.document.movedURL == nil)
    }

    @Test("308 moves a source as 301 does", arguments: [301, 308])
    func permanent(_ status: Int) throws {
        var state = SourceState()
        let moved = unchanged(redirects: [Redirect(status: status, from: "https://example.org/feed", to: "https://example.org/new")])
        for _ in 0..<2 { state.wasUnchanged(moved, of: try source(), now: now) }
        #expect(state.document.movedURL == "https://example.org/new")
    }

    @Test("a source with credentials in its URL is not moved: the redirect's target is known without them")
    func credentials() throws {
        var state = SourceState()
        let source = try #require(Source(name: "a", url: "https://joe:secret@example.org/feed"))
        let moved = unchanged(redirects: [Redirect(status: 301, from: "https://example.org/feed", to: "https://example.org/new")])
        for _ in 0..<3 { state.wasUnchanged(moved, of: source, now: now) }
        #expect(state.document.movedURL == nil)
    }

    @Test("a 304 without validators keeps those of the request; new ones replace them")
    func validators() throws {
        var state = SourceState()
        state.wasUnchanged(unchanged([("ETag", "\"1\"")]), of: try source(), now: now)
        let first = state.document.validators
        state.wasUnchanged(unchanged(), of: try source(), now: now)
        #expect(state.document.validators == first)
        state.wasUnchanged(unchanged([("ETag", "\"2\"")]), of: try source(), now: now)
        #expect(state.document.validators != first)
    }

    @Test("a success clears error, failures and Retry-After")
    func success() throws {
        var state = SourceState()
        var failure = failure(503)
        failure.retryAfter = .seconds(600)
        state.hasFailed(failure, of: try source(), chance: 0.5, now: now)
        #expect(state.schedule.notBefore == now + .seconds(600))
        #expect(state.schedule.failures == 1)
        #expect(state.schedule.error?.hasPrefix("503") == true)
        state.wasUnchanged(unchanged(), of: try source(), now: now)
        #expect(state.schedule.notBefore == nil && state.schedule.failures == 0 && state.schedule.error == nil)
        #expect(state.schedule.lastSuccess == now)
    }
}
