import Bytes
public import Configuration
import FoundationEssentials
import Glibc
import Journal
public import Logging
import Store
import Syndication
import Transfer

/// feedd as a whole: configuration, store, journal, fetcher, pipeline, committer and poller, tied together.
public final class Daemon: Sendable {
    /// What bodies, batches and unsynced records share, in bytes.
    private static let memory = 32 << 20
    /// How long SIGTERM lets polls under way end.
    private static let grace = Duration.seconds(8)
    /// What one-shot polls gather before they are journaled: nobody waits for more.
    private static let shortSync = JournalSettings.Sync.every(.milliseconds(20))

    private let configurationPath: String
    private let configuration: Configuration
    private let state: StateDirectory
    private let store: Store
    private let fetcher: Fetcher
    private let committer: Committer
    private let poller: Poller
    private let log: Logger

    public enum Mode: Sendable {
        /// Until it is told to stop.
        case serving
        /// One poll of some sources.
        case once
    }

    /// Opens everything, and brings store and journal together. Nothing is fetched yet.
    ///
    /// - Throws: `ConfigurationError`, `StateError`, `JournalError`, or an error of the store's.
    public convenience init(configuration path: String, state statePath: String, mode: Mode, log: Logger) throws {
        try self.init(try Configuration.load(path: path), from: path, state: statePath, mode: mode, log: log)
    }

    /// As `init(configuration:state:mode:log:)`, with a configuration that was loaded before.
    public convenience init(_ configuration: Configuration, from path: String, state statePath: String, mode: Mode, log: Logger) throws {
        try self.init(configuration, from: path, state: statePath, mode: mode, now: { .now() }, patience: .init(), log: log)
    }

    /// - Parameters:
    ///   - now: the time by which polls and commits go.
    ///   - patience: with pages.
    init(
        _ configuration: Configuration, from path: String, state statePath: String, mode: Mode, now: @escaping @Sendable () -> Timestamp,
        patience: PageRounds.Patience, log: Logger
    ) throws {
        configurationPath = path
        self.configuration = configuration
        for warning in configuration.warnings { log.warning("\(warning)") }
        self.log = log
        state = try StateDirectory(taking: statePath)
        let directory = Self.journalDirectory(configuration, state: statePath)
        let nearDuplicates = NearDuplicates(configuration.nearDuplicates)
        let journal = FileLog(directory: directory)
        store = try Recovery.open(
            storeAt: state.storePath, journal: journal, signedSince: now() - configuration.nearDuplicates.window, now: now(), log: log)
        let sync = mode == .once && configuration.journal.sync != .always ? Self.shortSync : configuration.journal.sync
        committer = try Committer(store: store, journal: journal, nearDuplicates: nearDuplicates, sync: sync, now: now, log: log)
        let budget = MemoryBudget(limit: Self.memory)
        let executor = DispatchQueueExecutor(label: "feedd.poller")
        fetcher = Fetcher(configuration: .init(configuration.fetch), budget: budget, executor: executor)
        let pipeline = Pipeline(
            content: configuration.journal.content, width: 2 * ProcessInfo.processInfo.activeProcessorCount)
        let poll = SourcePoll(store: store, fetcher: fetcher, budget: budget, pipeline: pipeline, committer: committer, now: now, log: log)
        let pages = PageRounds(
            store: store, committer: committer, fetcher: fetcher, budget: budget, content: configuration.journal.content,
            patience: patience, now: now, log: log)
        poller = Poller(
            configuration.sources, fetch: configuration.fetch, poll: poll, pages: pages, executor: executor, tellsPolls: mode == .serving,
            log: log)
    }

    /// Where the journal is: `journal.directory`, relative to the state directory.
    public static func journalDirectory(_ configuration: Configuration, state: String) -> String {
        let directory = configuration.journal.directory
        return directory.hasPrefix("/") ? directory : "\(state)/\(directory)"
    }

    // MARK: Serving

    /// Polls until SIGTERM or SIGINT; SIGHUP reads the configuration again.
    public func run() async throws {
        let signals = Signals()
        let systemd = SystemdNotifier()
        try await poller.start()
        await committer.commitDueUpdates()
        let load = await poller.load
        log.notice("polling \(load.sources) sources")
        systemd.ready("polling \(load.sources) sources")
        let poller = poller
        let control = ControlSocket(in: state.path, log: log) { names in
            await poller.pollNow(names.isEmpty ? poller.sources : names)
        }
        defer { control?.close() }
        for await event in signals.events {
            switch event {
            case .reload: await reload(systemd)
            case .stop:
                systemd.stopping()
                log.notice("stopping")
                await stop()
                return
            }
        }
    }

    private func reload(_ systemd: SystemdNotifier) async {
        systemd.reloading()
        do {
            let fresh = try Configuration.load(path: configurationPath)
            for warning in fresh.warnings { log.warning("\(warning)") }
            if fresh.journal != configuration.journal {
                log.warning("\(configurationPath): [journal] changed: that takes a restart")
            }
            if fresh.fetch.queueing != configuration.fetch.queueing {
                log.warning("\(configurationPath): connections, per_host or delay_per_host changed: that takes a restart")
            }
            await committer.reconfigure(fresh.nearDuplicates)
            await fetcher.reconfigure(.init(fresh.fetch))
            try await poller.reload(fresh.sources)
            let count = await poller.load.sources
            log.notice("reloaded: polling \(count) sources")
        } catch let error as ConfigurationError {
            for diagnostic in error.diagnostics { log.error("\(diagnostic)") }
            log.error("\(configurationPath): not reloaded: the old configuration goes on")
        } catch {
            log.error("\(error): not reloaded: the old configuration goes on")
        }
        systemd.ready("polling \(await poller.load.sources) sources")
    }

    func stop() async {
        await committer.beginShutdown()
        await poller.stop(grace: Self.grace)
        await fetcher.shutDown()
        store.close()
    }

    // MARK: Once

    /// The names of all sources that are enabled.
    public var sources: [String] { configuration.sources.filter(\.enabled).map(\.name) }

    /// Has the daemon that runs on the state directory poll the named sources, or all of its own where none is named.
    ///
    /// - Returns: false where none answers.
    public static func ask(state: String, toPoll names: [String], each: (PollReport) -> Void) -> Bool {
        ControlSocket.ask(in: state, for: names, each: each)
    }

    /// Polls the named sources now, calling `each` as the reports come; returns when all have been.
    public func poll(_ names: [String], each: (PollReport) -> Void) async {
        ignoreFileSizeSignal()
        await poller.resumeRounds()
        // On the poller's queue, so that a report wakes no other thread.
        await withTaskExecutorPreference(poller.executor) {
            for await report in await poller.pollNow(names) { each(report) }
        }
        await poller.roundsAreOver()
        await stop()
    }
}

extension Fetcher.Configuration {
    init(_ settings: FetchSettings) {
        self.init(
            userAgent: UserAgent.make(version: Version.current, contact: settings.contact), connections: settings.connections,
            perHost: settings.perHost, allowsPrivateAddresses: settings.allowPrivateAddresses)
    }
}

extension FetchSettings {
    /// What the poller's queues are made with.
    fileprivate var queueing: [String] { ["\(connections)", "\(perHost)", "\(delayPerHost)"] }
}
