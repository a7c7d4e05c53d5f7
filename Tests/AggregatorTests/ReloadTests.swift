import Bytes
import Configuration
import Foundation
import Journal
import Logging
import Store
import Syndication
import Testing
import Transfer

@testable import Aggregator

@Suite("The poller's sources", .timeLimit(.minutes(1)))
struct ReloadTests {
    private func feed(_ title: String) -> Site.Document {
        Site.Document(body: RSS([RSS.Item(title: title, guid: title, link: "https://example.org/\(title)", text: title)]).text)
    }

    private func poller(_ site: Site, _ feedd: Installation, _ paths: [String]) throws -> Poller {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let state = try StateDirectory(taking: feedd.state)
        let journal = FileLog(directory: "\(feedd.state)/journal")
        let store = try Recovery.open(storeAt: state.storePath, journal: journal, signedSince: .now(), now: .now(), log: log)
        let committer = try Committer(
            store: store, journal: journal, nearDuplicates: NearDuplicates(NearDuplicateSettings()), sync: .always, log: log)
        let budget = MemoryBudget(limit: 32 << 20)
        let fetcher = Fetcher(configuration: .init(userAgent: "feedd", allowsPrivateAddresses: true), budget: budget)
        let poll = SourcePoll(
            store: store, fetcher: fetcher, budget: budget, pipeline: Pipeline(content: .both, width: 2), committer: committer, log: log)
        let pages = PageRounds(
            store: store, committer: committer, fetcher: fetcher, budget: budget, content: .both, patience: .init(), log: log)
        return Poller(
            try sources(site, paths), fetch: FetchSettings(delayPerHost: .zero), poll: poll, pages: pages,
            executor: DispatchQueueExecutor(label: "test"),
            tellsPolls: false, log: log)
    }

    private func sources(_ site: Site, _ paths: [String]) throws -> [Source] {
        try paths.map { try #require(Source(name: String($0.dropFirst()), url: site.url($0))) }
    }

    private func reports(_ poller: Poller, _ names: [String]) async -> [String] {
        var sources: [String] = []
        for await report in await poller.pollNow(names) where report.isGood { sources.append(report.source) }
        return sources.sorted()
    }

    @Test("after a reload new sources are polled and gone ones are not")
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
}
