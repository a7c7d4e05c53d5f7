import Bytes
import Configuration
import FoundationEssentials
import Logging
import Store
import Syndication
import Transfer

/// Fetches the pages that items wait for, round by round, and has each round committed when its pages are in or given up.
actor PageRounds {
    /// How long a round waits, and how its pages are tried.
    struct Patience: Sendable {
        /// From the poll to the round's end, whatever is missing then.
        var limit = Duration.seconds(10 * 60)
        /// For a round that waits from before feedd was started again, however long ago that was.
        var least = Duration.seconds(60)
        /// Before each try of a page.
        var tries: [Duration] = [.zero, .seconds(10), .seconds(60)]
    }

    /// What a round came to.
    enum Outcome: Sendable {
        case done(CommitCounts)
        /// feedd stops: it goes on when it is started again.
        case cancelled
        case unwritable(String)
    }

    private struct Run {
        let number: UInt64
        let task: Task<Outcome, Never>
        /// The feed has said something new of its items since it looked last.
        var hasMore = false
    }

    /// Tasks of a round; its site is asked in its turn anyway.
    private static let width = 3

    private let store: Store
    private let committer: Committer
    private let fetcher: Fetcher
    private let robots: RobotsCache
    private let budget: MemoryBudget
    private let permits = Permits(ProcessInfo.processInfo.activeProcessorCount)
    private let content: ContentForm
    private let patience: Patience
    private let now: @Sendable () -> Timestamp
    private let log: Logger
    private var underWay: [PageRound: Run] = [:]
    private var lastRun: UInt64 = 0
    private var isStopping = false

    init(
        store: Store, committer: Committer, fetcher: Fetcher, budget: MemoryBudget, content: ContentForm, patience: Patience,
        now: @escaping @Sendable () -> Timestamp = { .now() }, log: Logger
    ) {
        self.store = store
        self.committer = committer
        self.fetcher = fetcher
        self.budget = budget
        self.content = content
        self.patience = patience
        self.now = now
        self.log = log
        robots = RobotsCache(fetcher: fetcher, token: "feedd")
    }

    /// Begins a round, or has one that is under way look again: its items' feed has said something new.
    ///
    /// - Parameter source: as configured; where there is none any more, the items are journaled as their feed had them.
    func begin(_ round: PageRound, of source: Source?, slots: any HostSlots) -> Task<Outcome, Never> {
        let running = underWay[round]
        if let running, !running.task.isCancelled {
            underWay[round]?.hasMore = true
            return running.task
        }
        let fetch = source.map { source in
            PageFetch(
                fetcher: fetcher, robots: robots, budget: budget, permits: permits, slots: slots, timeout: source.timeout,
                bodyLimit: source.maxBody)
        }
        lastRun += 1
        let number = lastRun
        let task = Task {
            // One that was interrupted ends first.
            _ = await running?.task.value
            return await self.run(round, of: source, fetch, number)
        }
        underWay[round] = Run(number: number, task: task)
        if isStopping { task.cancel() }
        return task
    }

    /// Ends all rounds where they are; they may be begun again.
    func interrupt() {
        for run in underWay.values { run.task.cancel() }
    }

    /// Leaves all rounds as they are in the store.
    func stop() async {
        isStopping = true
        let tasks = underWay.values.map(\.task)
        interrupt()
        for task in tasks { _ = await task.value }
    }

    private func run(_ round: PageRound, of source: Source?, _ fetch: PageFetch?, _ number: UInt64) async -> Outcome {
        defer { if underWay[round]?.number == number { underWay[round] = nil } }
        var tally = CommitCounts()
        do {
            repeat {
                underWay[round]?.hasMore = false
                var siblings = Siblings()
                if let source, let fetch { siblings = try await self.fetch(round, fetch, home: source.url) }
                try Task.checkCancellation()
                let came = try await commit(round, of: source, with: siblings)
                tally.new += came.new
                tally.updated += came.updated
            } while underWay[round]?.hasMore == true
            return .done(tally)
        } catch is CancellationError {
            return .cancelled
        } catch {
            return .unwritable("\(error)")
        }
    }

    /// Returns when the round's pages are in, or it is time.
    ///
    /// - Returns: pages to learn from besides.
    private func fetch(_ round: PageRound, _ fetch: PageFetch, home: String) async throws -> Siblings {
        // A clock that was set back does not make it longer.
        let left = min(patience.limit, max(patience.least, patience.limit - now().since(round.since)))
        return try await withThrowingTaskGroup(of: Siblings?.self) { group in
            group.addTask {
                try? await Task.sleep(for: left)
                return nil
            }
            group.addTask {
                try await self.fetchAll(of: round, fetch)
                return try await Siblings.fetch(for: round, home: home, from: self.store, with: fetch)
            }
            let siblings = try await group.next() ?? nil
            group.cancelAll()
            if siblings == nil, !Task.isCancelled {
                log.notice("source \(round.name): pages of \(round.host) are not in: what is missing is taken as the feed has it")
            }
            do { while try await group.next() != nil {} } catch is CancellationError {}
            return siblings ?? Siblings()
        }
    }

    private nonisolated func fetchAll(of round: PageRound, _ fetch: PageFetch) async throws {
        var missing = try store.read { try $0.missingPages(of: round) }
        for (attempt, pause) in patience.tries.enumerated() where !missing.isEmpty {
            if pause > .zero { try await Task.sleep(for: pause) }
            let isLast = attempt == patience.tries.count - 1
            missing = try await withThrowingTaskGroup(of: AwaitedPage?.self) { group in
                var failed: [AwaitedPage] = []
                for (place, page) in missing.enumerated() {
                    if place >= Self.width, let result = try await group.next(), let page = result { failed.append(page) }
                    group.addTask { try await self.fetch(page, fetch, of: round, isLast: isLast) ? nil : page }
                }
                for try await case let page? in group { failed.append(page) }
                return failed
            }
        }
    }

    /// False where the page is worth another try.
    private nonisolated func fetch(_ page: AwaitedPage, _ fetch: PageFetch, of round: PageRound, isLast: Bool) async throws -> Bool {
        switch try await fetch.article(at: page.url) {
        case .article(let article): try await committer.keep(AwaitedArticle.stored(article), of: page)
        case .none(let why): log.info("source \(round.name): a page is not read: \(why)")
        case .failed(let why, let beginning):
            log.info("source \(round.name): a page cannot be read: \(why)")
            guard isLast else { return false }
            if let beginning { try await committer.keep(AwaitedArticle.stored(beginning), of: page) }
        }
        return true
    }

    /// Commits the items of the round, with their pages or without.
    private nonisolated func commit(_ round: PageRound, of source: Source?, with siblings: Siblings) async throws -> CommitCounts {
        var tally = CommitCounts()
        var reading = try RoundReading(round, with: siblings, store: store, form: content, nearDuplicates: source?.nearDuplicates ?? .mark)
        while let finished = try reading.next() {
            await budget.room()
            let lease = budget.lease(finished.encodedBytes)
            defer { lease.release() }
            let came = try await committer.finish(finished)
            tally.new += came.new
            tally.updated += came.updated
        }
        return tally
    }
}
