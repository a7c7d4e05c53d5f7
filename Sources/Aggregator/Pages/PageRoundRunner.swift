import Bytes
import Configuration
import Filter
import Logging
import Store
import Syndication
import Transfer

/// Carries out rounds of pages: fetches the pages that a round's items wait for, and has the items committed when the pages are there or given up.
///
/// Which rounds are under way is not known here: see `PageRoundRegistry`.
struct PageRoundRunner: Sendable {
    /// How long a round waits for its pages, and how often each is tried.
    struct Patience: Sendable {
        /// From the poll to the end of the round, even if pages are missing then.
        var limit = Duration.seconds(10 * 60)
        /// For a round that was left over from before a restart, however old it is.
        var leftover = Duration.seconds(60)
        /// The pause before each attempt at a page.
        var pauses: [Duration] = [.zero, .seconds(10), .seconds(60)]
    }

    /// How a run of a round ended.
    enum Outcome: Sendable {
        case done(CommitCounts)
        /// Polling was paused or feedd stops. The items go on waiting in the store.
        case cancelled
        case unwritable(String)
    }

    /// Pages of one round that are fetched at once. Beyond that, the host's limits hold.
    private static let width = 3

    private let store: Store
    private let committer: Committer
    private let fetcher: Fetcher
    private let robots: RobotsCache
    private let budget: MemoryBudget
    private let underWay: DocumentsUnderWay
    private let parsing: AsyncSemaphore
    private let content: ContentForm
    private let patience: Patience
    private let now: @Sendable () -> Timestamp
    private let log: Logger

    /// - Parameter width: how many pages are parsed at once.
    init(
        store: Store, committer: Committer, fetcher: Fetcher, robots: RobotsCache, budget: MemoryBudget, underWay: DocumentsUnderWay,
        content: ContentForm, width: Int, patience: Patience, now: @escaping @Sendable () -> Timestamp, log: Logger
    ) {
        parsing = AsyncSemaphore(width)
        self.store = store
        self.committer = committer
        self.fetcher = fetcher
        self.budget = budget
        self.underWay = underWay
        self.content = content
        self.patience = patience
        self.now = now
        self.log = log
        self.robots = robots
    }

    /// Fetches and commits, again for as long as `looksAgain` says so after a commit.
    ///
    /// - Parameter source: as configured; nil where it is not any more, and the items are journaled with what their feed said.
    func run(
        _ round: PageRound, of source: Source?, slots: any HostSlots, looksAgain: @Sendable () async -> Bool
    ) async -> Outcome {
        var tally = CommitCounts()
        do {
            repeat {
                var references = ReferencePages()
                if let source { references = try await fetch(round, of: source, slots) }
                try Task.checkCancellation()
                tally.add(try await commit(round, of: source, with: references))
            } while await looksAgain()
            return .done(tally)
        } catch is CancellationError {
            return .cancelled
        } catch {
            return .unwritable("\(error)")
        }
    }

    /// Returns when the round's pages are in, or its time is up.
    private func fetch(_ round: PageRound, of source: Source, _ slots: any HostSlots) async throws -> ReferencePages {
        let fetch = PageFetch(
            fetcher: fetcher, robots: robots, budget: budget, underWay: underWay, parsing: parsing, slots: slots, timeout: source.timeout,
            bodyLimit: source.maxBody, allowsPrivateAddresses: source.allowPrivateAddresses, now: now)
        // A wall clock that was set back does not make the wait longer.
        let left = min(patience.limit, max(patience.leftover, patience.limit - now().since(round.since)))
        return try await withThrowingTaskGroup(of: ReferencePages?.self) { group in
            group.addTask {
                try? await Task.sleep(for: left)
                return nil
            }
            group.addTask {
                try await self.fetchAll(of: round, fetch)
                return try await ReferencePages.fetch(for: round, home: source.url, from: self.store, with: fetch)
            }
            let references = try await group.next() ?? nil
            group.cancelAll()
            if references == nil, !Task.isCancelled {
                log.notice(
                    """
                    source \(round.name): article pages of \(round.host) timed out after \(Self.minutes(patience.limit)): items without one are \
                    journaled with the feed's content
                    """)
            }
            do { while try await group.next() != nil {} } catch is CancellationError {}
            return references ?? ReferencePages()
        }
    }

    private func fetchAll(of round: PageRound, _ fetch: PageFetch) async throws {
        var missing = try store.read { try $0.missingPages(of: round) }
        for (attempt, pause) in patience.pauses.enumerated() where !missing.isEmpty {
            if pause > .zero { try await Task.sleep(for: pause) }
            let isLast = attempt == patience.pauses.count - 1
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

    /// - Returns: false where the page is to be tried again.
    private func fetch(_ page: AwaitedPage, _ fetch: PageFetch, of round: PageRound, isLast: Bool) async throws -> Bool {
        switch try await fetch.article(at: page.url) {
        case .article(let article): try await committer.keep(AwaitedArticle.stored(article), of: page)
        case .failed(let error, let beginning):
            log.info("source \(round.name): cannot read an article page: \(error)")
            if error.isTemporary, !isLast { return false }
            if let beginning { try await committer.keep(AwaitedArticle.stored(beginning), of: page) }
        }
        return true
    }

    /// Commits the items of the round, with their pages or without.
    private func commit(_ round: PageRound, of source: Source?, with references: ReferencePages) async throws -> CommitCounts {
        var tally = CommitCounts()
        var assembler = try RoundAssembler(
            round, with: references, store: store, content: content, nearDuplicates: source?.nearDuplicates ?? .mark,
            filter: source?.filter ?? FilterRules(), now: now())
        while let finished = try assembler.next() {
            let lease = await budget.work(finished.encodedBytes)
            defer { lease.release() }
            tally.add(try await committer.finish(finished))
        }
        return tally
    }

    private static func minutes(_ duration: Duration) -> String {
        duration >= .seconds(60) ? "\(duration.components.seconds / 60) min" : "\(duration.components.seconds) s"
    }
}

extension CommitCounts {
    fileprivate mutating func add(_ other: CommitCounts) {
        new += other.new
        updated += other.updated
        filtered += other.filtered
    }
}
