import Bytes
import Configuration
import Glibc
import Journal
import Logging
import Store
import Syndication
import Transfer

/// What does the work of a daemon: store, journal, fetcher, pipeline, committer and poller, built from a configuration and tied together.
struct Services: Sendable {
    /// Shared by bodies, batches and records that are not synced yet, in bytes.
    private static let memory = 32 << 20
    /// How long polls on request gather before they are committed together, where nobody waits for other sources.
    private static let shortSync = JournalSettings.Sync.every(.milliseconds(20))

    let store: Store
    let fetcher: Fetcher
    let committer: Committer
    let poller: Poller
    let underWay: DocumentsUnderWay

    /// - Throws: `JournalError`, `StateError`, `StoreError`.
    init(
        _ configuration: Configuration, state: StateDirectory, mode: Daemon.Mode, time: TimeSource, patience: PageRoundRunner.Patience,
        log: Logger
    ) throws {
        try state.checkJournalDirectory(configuration)
        let journal = FileLog(directory: state.journalDirectory(configuration))
        let now = time.now()
        store = try Recovery.open(
            storeAt: state.storePath, journal: journal, signedSince: now - configuration.nearDuplicates.window, now: now, log: log)
        let sync = mode == .once && configuration.journal.sync != .always ? Self.shortSync : configuration.journal.sync
        committer = try Committer(
            store: store, journal: journal, nearDuplicates: NearDuplicates(configuration.nearDuplicates), sync: sync, now: time.now,
            log: log)
        do {
            underWay = try DocumentsUnderWay(in: state.path, now: now)
        } catch {
            throw StateError.cannotWrite(path: error.path, code: error.code)
        }
        for suspect in underWay.suspects {
            log.warning(
                """
                \(suspect.name): a document of it was being read when feedd crashed or was killed, \(suspect.crashes) \
                \(suspect.crashes == 1 ? "time" : "times running"): \
                \(suspect.crashes < DocumentsUnderWay.mostCrashes ? "it is read alone" : "it is set aside until it changes")
                """)
        }
        let budget = MemoryBudget(limit: Self.memory)
        // The poller's queue, and the fetcher's: a poll then changes threads for its document and its commit alone.
        let executor = DispatchQueueExecutor(label: "feedd.poller")
        fetcher = Fetcher(configuration: .init(configuration.fetch), budget: budget, executor: executor)
        let robots = RobotsCache(fetcher: fetcher, token: "feedd")
        let content = configuration.journal.content
        let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        poller = Poller(
            configuration.sources, fetch: configuration.fetch, store: store, committer: committer,
            poll: SourcePoll(
                store: store, fetcher: fetcher, programs: ProgramRunner(budget: budget), budget: budget,
                pipeline: Pipeline(content: content, extensions: configuration.journal.extensions, width: 2 * processors),
                committer: committer, underWay: underWay,
                lists: ListPages(fetcher: fetcher, robots: robots, delay: configuration.fetch.delayPerHost, log: log), time: time, log: log),
            pages: PageRoundRunner(
                store: store, committer: committer, fetcher: fetcher, robots: robots, budget: budget, underWay: underWay, content: content,
                // One thread is left for polls: parsing a stranger's page may take long.
                width: max(1, processors - 1), patience: patience, now: time.now, log: log),
            executor: executor, logsPolls: mode == .serving, time: time, log: log)
    }
}

extension Fetcher.Configuration {
    init(_ settings: FetchSettings) {
        self.init(
            userAgent: UserAgent.make(version: Version.current, contact: settings.contact), connections: settings.connections,
            perHost: settings.perHost)
    }
}
