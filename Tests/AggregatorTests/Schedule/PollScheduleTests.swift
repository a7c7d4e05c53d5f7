import Bytes
import Configuration
import Store
import Syndication
import Testing

@testable import Aggregator

/// The schedule of polls as a value: time passes as the test says.
@Suite("The schedule of polls")
struct PollScheduleTests {
    private static let start = ContinuousClock.now
    // Monday, 2026-11-23, 10:15 UTC
    private static let wall = Timestamp(milliseconds: 1_795_428_900_000)

    private func at(_ seconds: Double) -> Moment {
        Moment(instant: Self.start + .seconds(seconds), wall: Self.wall + .seconds(seconds))
    }

    private func source(_ name: String, url: String? = nil, host: String = "example.org") throws -> Source {
        try #require(Source(name: name, url: url ?? "https://\(host)/\(name)"))
    }

    private func schedule(_ names: [String], perHost: Int = 2, connections: Int = 256) throws -> PollSchedule {
        try PollSchedule(names.map { try source($0) }, perHost: perHost, delay: .zero, connections: connections)
    }

    private func known(_ source: Source, due seconds: Double, isStopped: Bool = false) -> KnownSchedule {
        KnownSchedule(
            configuration: source.digest, nextDue: Self.wall + .seconds(seconds), notBefore: nil, isStopped: isStopped)
    }

    /// The names of the polls that start at a time; a `!` follows where they were asked for, two where they were named.
    private func polls(_ schedule: inout PollSchedule, at seconds: Double) -> [String] {
        var names: [String] = []
        while case .poll(let source, let cause) = schedule.next(at(seconds).instant) {
            names.append(source.name + String(repeating: "!", count: cause.rawValue))
        }
        return names
    }

    /// How long the schedule waits at a time, in seconds; nil where it waits for an input.
    private func wait(_ schedule: inout PollSchedule, at seconds: Double) -> Double? {
        guard case .wait(let until) = schedule.next(at(seconds).instant) else { return nil }
        return (until - at(seconds).instant).seconds
    }

    @Test("a source is polled when the store says that it is due, and not before")
    func due() throws {
        var schedule = try schedule(["a"])
        #expect(schedule.start(["a": known(try source("a"), due: 60)], at: at(0)) == [])
        #expect(polls(&schedule, at: 59) == [])
        #expect(wait(&schedule, at: 59) == 1)
        #expect(polls(&schedule, at: 60) == ["a"])
        #expect(schedule.polling == ["a"])
        #expect(polls(&schedule, at: 120) == [])
    }

    @Test("a poll's end gives the next one, a second later at the earliest", arguments: [(30.0, 30.0), (0, 1), (-90, 1)])
    func next(_ due: Double, _ expected: Double) throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 0) == ["a"])
        _ = schedule.finished(try source("a"), .nextDue(Self.wall + .seconds(10 + due)), at: at(10))
        #expect(wait(&schedule, at: 10) == expected)
        #expect(polls(&schedule, at: 10 + expected) == ["a"])
    }

    @Test("a source without a next due time is polled by name only")
    func dormant() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        _ = polls(&schedule, at: 0)
        _ = schedule.finished(try source("a"), .nextDue(nil), at: at(1))
        #expect(schedule.next(at(1_000_000).instant) == .idle)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 1_000_000) == ["a!"])
    }

    @Test("a poll that came to nothing is repeated at once")
    func lost() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        _ = polls(&schedule, at: 0)
        _ = schedule.finished(try source("a"), .lost, at: at(5))
        #expect(polls(&schedule, at: 5) == ["a"])
    }

    @Test("a due time that a poll by name replaced is neither waited for nor kept to")
    func replaced() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start(["a": known(try source("a"), due: 60)], at: at(0))
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 1) == ["a!"])
        _ = schedule.finished(try source("a"), .nextDue(Self.wall + .seconds(3_600)), at: at(2))
        #expect(polls(&schedule, at: 60) == [])
        #expect(wait(&schedule, at: 60) == 3_540)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 61) == ["a!"])
        _ = schedule.finished(try source("a"), .nextDue(nil), at: at(62))
        #expect(schedule.next(at(63).instant) == .idle)
    }

    @Test("a source that is not enabled is not polled, not even by name")
    func disabled() throws {
        var source = try source("a")
        source.enabled = false
        var schedule = PollSchedule([source], perHost: 1, delay: .zero, connections: 1)
        _ = schedule.start([:], at: at(0))
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(schedule.next(at(0).instant) == .idle)
        #expect(schedule.names == [])
    }

    @Test("overdue and new sources are spread out at the start")
    func spread() throws {
        let names = (0..<5).map { "s\($0)" }
        var schedule = try schedule(names, perHost: 10)
        _ = schedule.start(["s3": known(try source("s3"), due: -1_000), "s4": known(try source("s4"), due: 3_600)], at: at(0))
        #expect((0..<5).map { polls(&schedule, at: 0.1 * Double($0)) } == [["s0"], ["s1"], ["s2"], ["s3"], []])
    }

    @Test("so many overdue sources that an interval would not hold them start closer together")
    func crowded() throws {
        let names = (0..<40).map { "s\($0)" }
        var schedule = try PollSchedule(
            names.map { name in
                var source = try source(name)
                source.interval = .seconds(2)
                return source
            }, perHost: 100, delay: .zero, connections: 100)
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 2).count == 40)
    }

    @Test("a source that answered 410 Gone for days is told, and not polled by itself")
    func stopped() throws {
        var schedule = try schedule(["a"])
        #expect(schedule.start(["a": known(try source("a"), due: 0, isStopped: true)], at: at(0)) == ["a"])
        #expect(schedule.next(at(1_000_000).instant) == .idle)
    }

    @Test("what was learnt under another configuration says nothing of the due time")
    func otherConfiguration() throws {
        var schedule = try schedule(["a"])
        let other = try source("a", url: "https://example.org/other")
        _ = schedule.start(["a": known(other, due: 3_600)], at: at(0))
        #expect(polls(&schedule, at: 0) == ["a"])
    }

    @Test("without a start sources are polled on request alone")
    func onRequest() throws {
        var schedule = try schedule(["a", "b"])
        #expect(schedule.next(at(0).instant) == .idle)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!"])
        #expect(schedule.finished(try source("a"), .nextDue(Self.wall + .seconds(5)), at: at(1)) == [1])
        #expect(schedule.next(at(100).instant) == .idle)
        _ = schedule.reload([try source("a"), try source("c")], [:], at: at(101))
        #expect(schedule.next(at(200).instant) == .idle)
    }

    @Test("who asks for a poll that is queued or in flight gets its report, once")
    func askers() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        _ = schedule.request(["a", "unknown"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!"])
        _ = schedule.request(["a"], .asked, for: 2)
        #expect(polls(&schedule, at: 0) == [])
        #expect(schedule.dismissals(at(0).instant) == [])
        #expect(schedule.pause("the disk is full") == [])
        #expect(schedule.dismissals(at(0).instant) == [])
        #expect(schedule.resume() == true)
        #expect(schedule.finished(try source("a"), .nextDue(nil), at: at(1)) == [1, 2])
        #expect(schedule.finished(try source("a"), .nextDue(nil), at: at(2)) == [])
    }

    @Test("polls of a host wait for each other, and those of another host do not")
    func hosts() throws {
        let sources = try [source("a"), source("b"), source("c", host: "example.com")]
        var schedule = PollSchedule(sources, perHost: 1, delay: .zero, connections: 256)
        _ = schedule.request(["a", "b", "c"], .asked, for: 1)
        #expect(polls(&schedule, at: 0).sorted() == ["a!", "c!"])
        _ = schedule.finished(sources[0], .nextDue(nil), at: at(1))
        #expect(polls(&schedule, at: 1) == ["b!"])
    }

    @Test("local files have no host to wait for")
    func files() throws {
        let sources = try ["a", "b"].map { try source($0, url: "file:///srv/\($0).xml") }
        var schedule = PollSchedule(sources, perHost: 1, delay: .seconds(60), connections: 256)
        _ = schedule.request(["a", "b"], .asked, for: 1)
        #expect(polls(&schedule, at: 0).sorted() == ["a!", "b!"])
    }

    // MARK: - Pages

    @Test("a page gets its slot after the polls that wait for the same host")
    func slots() throws {
        var schedule = try schedule(["a"], perHost: 1)
        #expect(schedule.requestSlot(7, at: "example.org") == true)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!"])
        _ = schedule.finished(try source("a"), .nextDue(nil), at: at(1))
        #expect(schedule.next(at(1).instant) == .slot(7))
        #expect(schedule.requestSlot(8, at: "example.org") == true)
        #expect(schedule.next(at(1).instant) == .idle)
        schedule.slotReturned(7, at: at(2).instant)
        #expect(schedule.next(at(2).instant) == .slot(8))
    }

    @Test("a slot that nobody waits for any more is not granted")
    func abandoned() throws {
        var schedule = try schedule([], perHost: 1)
        #expect(schedule.requestSlot(1, at: "h") == true)
        #expect(schedule.requestSlot(2, at: "h") == true)
        schedule.abandonSlot(1)
        #expect(schedule.next(at(0).instant) == .slot(2))
    }

    // MARK: - Hosts

    @Test("a held host is not asked, and who asked for its sources is told until when")
    func hold() throws {
        var schedule = try schedule(["a"])
        _ = schedule.hold(host: "example.org", until: at(60).instant, since: at(0).instant)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(
            schedule.dismissals(at(0).instant) == [
                PollSchedule.Dismissal(source: "a", askers: [1], obstacle: .held(until: at(60).instant))
            ])
        #expect(schedule.dismissals(at(0).instant) == [])
        #expect(polls(&schedule, at: 59) == [])
        #expect(polls(&schedule, at: 60) == ["a!"])
        _ = schedule.request(["a"], .asked, for: 2)
        #expect(schedule.dismissals(at(61).instant) == [])
    }

    @Test("a host that is held twice is held for the longer time")
    func heldTwice() throws {
        var schedule = try schedule(["a"])
        _ = schedule.hold(host: "example.org", until: at(600).instant, since: at(0).instant)
        _ = schedule.hold(host: "example.org", until: at(60).instant, since: at(0).instant)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(schedule.dismissals(at(0).instant).map(\.obstacle) == [.held(until: at(600).instant)])
        #expect(polls(&schedule, at: 599) == [])
    }

    @Test("a hold that is over keeps nobody waiting, though the source waits for its host")
    func overdueHold() throws {
        var schedule = try schedule(["a", "b"], perHost: 1)
        _ = schedule.hold(host: "example.org", until: at(60).instant, since: at(0).instant)
        _ = schedule.request(["a"], .asked, for: 1)
        #expect(polls(&schedule, at: 61) == ["a!"])
        _ = schedule.request(["b"], .asked, for: 1)
        #expect(polls(&schedule, at: 61) == [])
        #expect(schedule.dismissals(at(61).instant) == [])
    }

    @Test(
        "a host that asked for more than a day is asked all the same once somebody names a source of it, and not for those who ask for all")
    func longHold() throws {
        var schedule = try schedule(["a", "b"])
        #expect(schedule.hold(host: "example.org", until: at(86_401).instant, since: at(0).instant) == [])
        #expect(schedule.request(["a"], .asked, for: 1) == [])
        #expect(schedule.dismissals(at(0).instant).count == 1)
        #expect(polls(&schedule, at: 0) == [])
        #expect(schedule.request(["a"], .named, for: 2) == ["example.org"])
        #expect(schedule.dismissals(at(0).instant) == [])
        #expect(polls(&schedule, at: 0) == ["a!!"])
        _ = schedule.hold(host: "example.org", until: at(86_400).instant, since: at(0).instant)
        #expect(schedule.request(["b"], .named, for: 3) == [])
        #expect(schedule.dismissals(at(0).instant).count == 1)
        #expect(polls(&schedule, at: 0) == [])
    }

    @Test("a queued source that somebody names is polled for that cause, whoever asked before or after")
    func named() throws {
        var schedule = try schedule(["a"], perHost: 1)
        #expect(schedule.requestSlot(1, at: "example.org") == true)
        #expect(schedule.next(at(0).instant) == .slot(1))
        for (asker, cause) in [(1, PollCause.asked), (2, .named), (3, .asked)] as [(UInt64, PollCause)] {
            _ = schedule.request(["a"], cause, for: asker)
        }
        schedule.slotReturned(1, at: at(1).instant)
        #expect(polls(&schedule, at: 1) == ["a!!"])
        #expect(schedule.finished(try source("a"), .nextDue(nil), at: at(2)) == [1, 2, 3])
    }

    @Test("a poll that is redirected to a host on hold does not wait there, unless somebody named it and the hold is long")
    func redirectedToHeld() throws {
        for (cause, seconds, waits) in [(PollCause.due, 60.0, false), (.asked, 90_000, false), (.named, 60, false), (.named, 90_000, true)]
        {
            var schedule = try schedule(["a"])
            _ = schedule.hold(host: "target.example", until: at(seconds).instant, since: at(0).instant)
            if cause == .due { _ = schedule.start([:], at: at(0)) } else { _ = schedule.request(["a"], cause, for: 1) }
            #expect(polls(&schedule, at: 0).count == 1)
            let redirection = schedule.redirected("a", to: "target.example", at: at(10).instant)
            #expect(redirection.turn == (waits ? nil : .onHold(.seconds(seconds - 10))))
            #expect(redirection.isLifted == waits)
        }
    }

    @Test("a poll that waits for its turn at a host does not get it once the host asks for no requests")
    func holdWhileWaiting() throws {
        var schedule = try PollSchedule(["a", "b"].map { try source($0, host: "\($0).example") }, perHost: 1, delay: .zero, connections: 9)
        _ = schedule.request(["a", "b"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!", "b!"])
        for name in ["a", "b"] { #expect(schedule.redirected(name, to: "target.example", at: at(1).instant).turn == nil) }
        #expect(schedule.next(at(1).instant) == .turn("a"))
        #expect(schedule.hold(host: "target.example", until: at(60).instant, since: at(2).instant) == ["b"])
        #expect(schedule.waitingForTurn == [])
        #expect(schedule.polling == ["a", "b"])
        #expect(schedule.finished(try source("b", host: "b.example"), .nextDue(nil), at: at(3)) == [1])
        #expect(schedule.next(at(100).instant) == .idle)
    }

    // MARK: - Fairness

    @Test("a poll that was asked for goes before those that were queued, at its host and for a connection")
    func asked() throws {
        var schedule = try schedule(["a", "b", "c"], perHost: 1)
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 10) == ["a"])
        _ = schedule.request(["c"], .asked, for: 1)
        _ = schedule.finished(try source("a"), .nextDue(nil), at: at(11))
        #expect(polls(&schedule, at: 11) == ["c!"])
        _ = schedule.finished(try source("c"), .nextDue(nil), at: at(12))
        #expect(polls(&schedule, at: 12) == ["b"])
    }

    @Test("a source that did not answer is polled after those that do, and does not take more than half of the connections")
    func silent() throws {
        let sources = try ["s1", "s2", "s3", "good"].map { try source($0, host: "\($0).example") }
        var schedule = PollSchedule(sources, perHost: 1, delay: .zero, connections: 2)
        _ = schedule.start([:], at: at(0))
        for source in sources {
            _ = schedule.next(at(100).instant)
            _ = schedule.finished(source, .nextDue(Self.wall + .seconds(200)), isSilent: source.name != "good", at: at(100))
        }
        #expect(polls(&schedule, at: 300) == ["good", "s1"])
        _ = schedule.finished(sources[3], .nextDue(nil), at: at(301))
        // A free connection is left for those that answer.
        #expect(polls(&schedule, at: 301) == [])
        #expect(!schedule.wantsConnections)
    }

    @Test("a poll that is redirected leaves its host, and goes on when the other one may be asked")
    func redirected() throws {
        let sources = try ["a", "b", "c"].map { try source($0, host: "\($0).example") }
        var schedule = PollSchedule(sources, perHost: 1, delay: .seconds(1), connections: 3)
        _ = schedule.request(["a", "b", "c"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!", "b!", "c!"])
        #expect(schedule.redirected("a", to: "target.example", at: at(1).instant).turn == nil)
        #expect(schedule.redirected("b", to: "target.example", at: at(1).instant).turn == nil)
        #expect(schedule.next(at(1).instant) == .turn("a"))
        #expect(schedule.next(at(1).instant) == .idle)
        #expect(schedule.polling == ["a", "b", "c"])
        _ = schedule.finished(sources[0], .nextDue(nil), at: at(1.5))
        #expect(wait(&schedule, at: 1.5) == 0.5)
        #expect(schedule.next(at(2).instant) == .turn("b"))
        #expect(schedule.redirected("c", to: "target.example", at: at(2).instant).turn == nil)
        #expect(schedule.waitingForTurn == ["c"])
        // One that ends while it waits leaves its queue.
        #expect(schedule.finished(sources[2], .nextDue(nil), at: at(2)) == [1])
        _ = schedule.finished(sources[1], .nextDue(nil), at: at(2))
        #expect(schedule.next(at(10).instant) == .idle)
        _ = schedule.stop()
        #expect(schedule.redirected("a", to: "target.example", at: at(11).instant).turn == .refused)
    }

    @Test("three sources of a host that got 403 hold the host")
    func refused() throws {
        var schedule = try schedule(["a", "b", "c"])
        #expect(schedule.refused("a", by: "example.org", at: at(0).instant) == nil)
        #expect(schedule.refused("b", by: "example.org", at: at(1).instant) == nil)
        #expect(schedule.refused("c", by: "example.org", at: at(2).instant) == .seconds(3_600))
    }

    // MARK: - Reload

    @Test("after a reload new sources are due, removed ones are not, and unchanged ones keep their time")
    func reload() throws {
        var schedule = try schedule(["a", "b"])
        _ = schedule.start(["a": known(try source("a"), due: 60), "b": known(try source("b"), due: 60)], at: at(0))
        #expect(schedule.reload([try source("b"), try source("c")], [:], at: at(1)) == PollSchedule.Reload())
        #expect(polls(&schedule, at: 1) == ["c"])
        #expect(polls(&schedule, at: 60) == ["b"])
        #expect(schedule.names == ["b", "c"])
    }

    @Test("a reload cancels polls of removed sources, and tells who asked for them")
    func removal() throws {
        var schedule = try schedule(["a", "b"], connections: 1)
        _ = schedule.request(["a", "b"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!"])
        let reload = schedule.reload([], [:], at: at(1))
        #expect(reload.cancelled == ["a"])
        #expect(reload.disappointed == [1, 1])
        #expect(schedule.finished(try source("a"), .lost, at: at(2)) == [])
        #expect(schedule.next(at(100).instant) == .idle)
    }

    @Test("a source that is removed and comes back while its poll is in flight is polled again after that")
    func back() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 0) == ["a"])
        _ = schedule.reload([], [:], at: at(1))
        _ = schedule.reload([try source("a")], [:], at: at(2))
        #expect(schedule.polling == ["a"])
        #expect(polls(&schedule, at: 3) == [])
        _ = schedule.finished(try source("a"), .lost, at: at(4))
        #expect(polls(&schedule, at: 4) == ["a"])
    }

    @Test("a source that comes back after the end of its poll is polled")
    func backLater() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 0) == ["a"])
        _ = schedule.reload([], [:], at: at(1))
        _ = schedule.finished(try source("a"), .lost, at: at(2))
        _ = schedule.reload([try source("a")], [:], at: at(3))
        #expect(polls(&schedule, at: 3) == ["a"])
    }

    @Test("a source whose URL changes during a poll is polled again after it")
    func changed() throws {
        var schedule = try schedule(["a"])
        _ = schedule.start([:], at: at(0))
        #expect(polls(&schedule, at: 0) == ["a"])
        let moved = try source("a", host: "example.com")
        _ = schedule.reload([moved], [:], at: at(1))
        #expect(polls(&schedule, at: 2) == [])
        _ = schedule.finished(try source("a"), .nextDue(Self.wall + .seconds(3_600)), at: at(3))
        #expect(schedule.next(at(3).instant) == .poll(moved, .due))
    }

    @Test("a queued source whose URL changes waits for its new host")
    func requeued() throws {
        var schedule = try schedule(["a", "b"], perHost: 1)
        _ = schedule.request(["a", "b"], .asked, for: 1)
        #expect(polls(&schedule, at: 0) == ["a!"])
        _ = schedule.reload([try source("a"), try source("b", host: "example.com")], [:], at: at(1))
        #expect(polls(&schedule, at: 1) == ["b!"])
    }

    // MARK: - Pause and stop

    @Test("during a pause nothing starts; afterwards what is due does")
    func pause() throws {
        var schedule = try schedule(["a", "b"])
        _ = schedule.start(["a": known(try source("a"), due: 10), "b": known(try source("b"), due: 20)], at: at(0))
        #expect(schedule.requestSlot(1, at: "h") == true)
        #expect(schedule.pause("the disk is full") == [1])
        #expect(schedule.pause("still") == nil)
        #expect(schedule.trouble == "the disk is full")
        #expect(schedule.requestSlot(2, at: "h") == false)
        #expect(schedule.next(at(15).instant) == .idle)
        _ = schedule.request(["b"], .asked, for: 1)
        #expect(
            schedule.dismissals(at(15).instant) == [
                PollSchedule.Dismissal(source: "b", askers: [1], obstacle: .paused(why: "the disk is full"))
            ])
        #expect(schedule.resume() == true)
        #expect(schedule.resume() == false)
        #expect(polls(&schedule, at: 16).sorted() == ["a", "b!"])
    }

    @Test("after a stop nothing starts, and nothing ends a stop")
    func stop() throws {
        var schedule = try schedule(["a", "b"], connections: 1)
        _ = schedule.start([:], at: at(0))
        _ = schedule.request(["a", "b"], .asked, for: 1)
        #expect(polls(&schedule, at: 1) == ["a!"])
        #expect(schedule.requestSlot(1, at: "h") == true)
        #expect(schedule.stop() == [1])
        #expect(schedule.dismissals(at(1).instant) == [PollSchedule.Dismissal(source: "b", askers: [1], obstacle: .stopping)])
        #expect(schedule.finished(try source("a"), .lost, at: at(2)) == [1])
        #expect(schedule.pause("the disk is full") == nil)
        #expect(schedule.resume() == false)
        #expect(schedule.next(at(100).instant) == .idle)
    }
}
