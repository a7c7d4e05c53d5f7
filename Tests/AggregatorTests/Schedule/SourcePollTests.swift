import Bytes
import Configuration
import Store
import Syndication
import TestSupport
import Testing
import Transfer

@testable import Aggregator

@Suite("One poll of one source", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct SourcePollTests {
    private static let now = Timestamp(milliseconds: 1_795_428_900_000)
    private let lines = LogRecorder()

    /// Polls a source that serves `/feed`, from the state that `prepare` makes of an empty one.
    private func poll(
        _ site: Site, _ cause: PollCause = .due, _ prepare: (inout SourceState) -> Void = { _ in }
    ) async throws -> PollReport {
        let feedd = try Installation()
        feedd.configure("news", site.url("/feed"))
        let services = try feedd.services()
        let source = try #require(Source(name: "news", url: site.url("/feed"), settings: SourceSettings(allowPrivateAddresses: true)))
        var time = TimeSource()
        time.now = { Self.now }
        let poll = SourcePoll(
            store: services.store, fetcher: services.fetcher, programs: ProgramRunner(budget: MemoryBudget(limit: 1 << 20)),
            budget: MemoryBudget(limit: 1 << 20),
            pipeline: Pipeline(content: .both, width: 1), committer: services.committer,
            underWay: services.underWay,
            lists: ListPages(
                fetcher: services.fetcher, robots: RobotsCache(fetcher: services.fetcher, token: "feedd"), delay: .zero, log: lines.logger),
            time: time, log: lines.logger)
        var state = SourceState()
        state.adapt(to: source)
        prepare(&state)
        return await poll.run(source, known: state, cause)
    }

    private func serving(_ body: String, status: Int = 200, headers: [String: String] = [:], _ test: (Site) async throws -> Void)
        async throws
    {
        try await Site.serving { site in
            site["/feed"] = Site.Document(body: body, status: status, headers: headers)
            try await test(site)
        }
    }

    @Test("before Retry-After has passed the source is not asked, by name or not", arguments: [PollCause.due, .asked, .named])
    func retryAfter(cause: PollCause) async throws {
        try await serving(RSS([Story.item(1)]).text) { site in
            let report = try await poll(site, cause) { $0.schedule.notBefore = Self.now + .seconds(60) }
            #expect(report.outcome == .deferred(until: Self.now + .seconds(60)))
            #expect(site.visits.isEmpty)
        }
    }

    @Test("a Retry-After of more than a day is not kept to by name", arguments: [(86_400, false), (86_401, true)])
    func longRetryAfter(seconds: Int, isAsked: Bool) async throws {
        try await serving(RSS([Story.item(1)]).text) { site in
            func hold(_ state: inout SourceState) {
                state.schedule.lastPoll = Self.now
                state.schedule.notBefore = Self.now + .seconds(seconds)
            }
            for cause in [PollCause.due, .asked] {
                _ = try await poll(site, cause, hold)
                #expect(site.visits.isEmpty)
            }
            _ = try await poll(site, .named, hold)
            #expect(site.visits.isEmpty != isAsked)
            #expect(lines.lines.contains { $0.contains("asked for no requests before") } == isAsked)
        }
    }

    @Test("a document that is cut off though its response is complete is read, and the state says so")
    func cutDocument() async throws {
        let text = RSS([Story.item(1), Story.item(2)]).text
        let cut = String(text[..<(text.range(of: "<item>", options: .backwards)?.upperBound ?? text.endIndex)])
        try await serving(cut) { site in
            guard case .cutShort(1, 0, let why) = try await poll(site).outcome else {
                Issue.record("not cut short")
                return
            }
            #expect(why.contains("cut off"))
        }
    }

    @Test(
        "a Retry-After that has passed, or that is further off than any can be, as the clock was set back, does not count",
        arguments: [.seconds(-1), .seconds(8 * 86_400)] as [Duration])
    func noRetryAfter(after: Duration) async throws {
        try await serving(RSS([Story.item(1)]).text) { site in
            let report = try await poll(site) { $0.schedule.notBefore = Self.now + after }
            #expect(report.outcome == .read(new: 1, updated: 0))
        }
    }

    @Test("a source that answered 410 Gone for days is asked by name only, and has no next due time while it does so")
    func stopped() async throws {
        try await serving("", status: 410) { site in
            func stop(_ state: inout SourceState) { state.schedule.goneCount = 3 }
            for cause in [PollCause.due, .asked] {
                #expect(try await poll(site, cause, stop).outcome == .stopped)
                #expect(site.visits.isEmpty)
            }
            let report = try await poll(site, .named, stop)
            #expect(site.visits.count == 1)
            #expect(report.status == 410)
            #expect(report.nextDue == nil)
        }
    }

    @Test("a host that is overloaded is not asked for a while, one that refuses a request is", arguments: [(503, 600), (404, nil)])
    func hold(status: Int, seconds: Int?) async throws {
        try await serving("", status: status, headers: ["Retry-After": "600"]) { site in
            let report = try await poll(site)
            #expect(report.hold == seconds.map { .seconds($0) })
            #expect(report.nextDue != nil)
        }
    }

    @Test("a source that was moved is asked at its new URL")
    func moved() async throws {
        try await serving(RSS([Story.item(1)]).text) { site in
            site["/new"] = site["/feed"]
            _ = try await poll(site) { $0.document.movedURL = site.url("/new") }
            #expect(site.visits.map(\.path) == ["/new"])
        }
    }

    @Test("items that are all new are told, since some may have been missed, where the source had shown others", arguments: [false, true])
    func missed(hasShown: Bool) async throws {
        try await serving(RSS((1...3).map { Story.item($0) }).text) { site in
            _ = try await poll(site) { state in
                guard hasShown else { return }
                state.hasBeenRead = true
                state.shown = ShownItems([1: 91, 2: 92])
            }
            #expect(lines.lines.contains { $0.contains("some may have been missed") } == hasShown)
        }
    }

    @Test("guids that are not stable are told once", arguments: [false, true])
    func guids(isKnown: Bool) async throws {
        try await serving(RSS((1...3).map { Story.item($0, guid: "same") }).text) { site in
            _ = try await poll(site) { if isKnown { $0.habits.insert(.uselessGUIDs) } }
            #expect(lines.lines.contains { $0.contains("guids are not stable") } == !isKnown)
        }
    }
}
