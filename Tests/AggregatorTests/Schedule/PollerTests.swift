import Bytes
import Configuration
import Foundation
import Logging
import Store
import Syndication
import TestSupport
import Testing
import Transfer

@testable import Aggregator

@Suite("The poller", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct PollerTests {
    private func feed(_ title: String) -> Site.Document {
        Site.Document(body: RSS([RSS.Item(title: title, guid: title, link: "https://example.org/\(title)", text: title)]).text)
    }

    private func poller(_ site: Site, _ feedd: Installation, _ paths: [String]) throws -> Poller {
        for path in paths { feedd.configure(String(path.dropFirst()), site.url(path)) }
        return try feedd.services().poller
    }

    private func sources(_ site: Site, _ paths: [String]) throws -> [Source] {
        try paths.map {
            try #require(
                Source(name: String($0.dropFirst()), url: site.url($0), settings: SourceSettings(allowPrivateAddresses: true)))
        }
    }

    private func reports(_ poller: Poller, _ names: [String]) async -> [String] {
        var sources: [String] = []
        for await report in await poller.pollNow(names) where report.isGood { sources.append(report.source) }
        return sources.sorted()
    }

    @Test("after a reload new sources are polled and removed ones are not")
    func reload() async throws {
        try await Site.serving { site in
            for path in ["/a", "/b", "/c"] { site[path] = feed(path) }
            let feedd = try Installation()
            let poller = try poller(site, feedd, ["/a", "/b"])
            #expect(await reports(poller, ["a", "b", "c"]) == ["a", "b"])
            try await poller.reload(try sources(site, ["/b", "/c"]))
            #expect(await poller.sources == ["b", "c"])
            #expect(await reports(poller, ["a", "b", "c"]) == ["b", "c"])
            await poller.stop(grace: .seconds(1))
            #expect(site.visits.count { $0.path == "/a" } == 1)
        }
    }

    @Test("two requests for a source at once are answered by one poll")
    func twice() async throws {
        try await Site.serving { site in
            site["/a"] = feed("/a")
            let feedd = try Installation()
            let poller = try poller(site, feedd, ["/a"])
            async let first = reports(poller, ["a", "a"])
            async let second = reports(poller, ["a"])
            #expect(await [first, second] == [["a"], ["a"]])
            await poller.stop(grace: .seconds(1))
            #expect(site.visits.count <= 2)
        }
    }

    @Test("those who asked for polls are answered when feedd stops")
    func stopping() async throws {
        try await Site.serving { site in
            site["/a"] = Site.Document(body: "", hangs: true)
            let feedd = try Installation()
            let poller = try poller(site, feedd, ["/a"])
            let reports = await poller.pollNow(["a"])
            while site.visits.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            #expect(await poller.polling == ["a"])
            async let stopped: Void = poller.stop(grace: .seconds(60))
            await poller.cancelPolls()
            var outcomes: [PollReport.Outcome] = []
            for await report in reports { outcomes.append(report.outcome) }
            await stopped
            #expect(outcomes == [.cancelled])
        }
    }

    @Test("a host that asked for no requests is held, and not the one that redirected to it, also after a restart")
    func heldHost() async throws {
        try await Site.serving { site in
            site["/b"] = Site.Document(body: "", status: 503, headers: ["Retry-After": "600"])
            site["/a"] = Site.Document(body: "", status: 302, headers: ["Location": site.url("/b")])
            site["/c"] = feed("/c")
            let feedd = try Installation()
            // The same server by another name.
            feedd.configure("a", site.url("/a").replacing("127.0.0.1", with: "localhost"))
            feedd.configure("c", site.url("/c").replacing("127.0.0.1", with: "localhost"))
            feedd.configure("d", site.url("/c"))
            func poll(_ names: [String]) async throws -> [String: PollReport.Outcome] {
                let daemon = try feedd.daemon()
                var outcomes: [String: PollReport.Outcome] = [:]
                await daemon.poll(names) { outcomes[$0.source] = $0.outcome }
                return outcomes
            }
            _ = try await poll(["a"])
            #expect(site.visits.map(\.path) == ["/a", "/b"])
            let outcomes = try await poll(["c", "d"])
            #expect(outcomes["c"] == .read(new: 1, updated: 0))
            guard case .deferred = outcomes["d"] else {
                Issue.record("the host was asked: \(String(describing: outcomes["d"]))")
                return
            }
            #expect(site.visits.map(\.path) == ["/a", "/b", "/c"])
        }
    }
}
