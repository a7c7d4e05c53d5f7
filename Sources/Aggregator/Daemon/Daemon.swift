import Bytes
package import Configuration
import Journal
package import Logging
import Store
import Transfer

/// feedd's life: start, reload, polls by name, and the end. `Services` builds what does the work.
package final class Daemon: Sendable {
    package enum Mode: Sendable {
        /// Polls sources when they are due, until it is stopped.
        case serving
        /// Polls sources once, on request.
        case once
    }

    /// How long a stop waits for polls in flight.
    package static let grace = Duration.seconds(8)

    private let configurationPath: String
    private let configuration: Configuration
    private let state: StateDirectory
    private let services: Services
    private let log: Logger

    /// Takes the state directory, opens store and journal and brings them together. Nothing is fetched yet.
    ///
    /// - Throws: `ConfigurationError`, `StateError`, `JournalError`, `StoreError`.
    package convenience init(configuration path: String, state statePath: String, mode: Mode, log: Logger) throws {
        try self.init(try Configuration.load(path: path), from: path, state: statePath, mode: mode, log: log)
    }

    /// As `init(configuration:state:mode:log:)`, with a configuration that was loaded before.
    package convenience init(
        _ configuration: Configuration, from path: String, state statePath: String, mode: Mode, log: Logger
    ) throws {
        try self.init(configuration, from: path, state: statePath, mode: mode, time: TimeSource(), patience: .init(), log: log)
    }

    init(
        _ configuration: Configuration, from path: String, state statePath: String, mode: Mode, time: TimeSource,
        patience: PageRoundRunner.Patience, log: Logger
    ) throws {
        configurationPath = path
        self.configuration = configuration
        self.log = log
        for warning in configuration.warnings { log.warning("\(warning)") }
        state = try StateDirectory(taking: statePath)
        services = try Services(configuration, state: state, mode: mode, time: time, patience: patience, log: log)
    }

    /// The directory that it holds.
    package var statePath: String { state.path }

    /// The names of all sources that are enabled.
    package var sources: [String] { configuration.sources.filter(\.enabled).map(\.name) }

    // MARK: Serving

    /// Each change of what it does as a whole, the start included. For one reader.
    package var statuses: AsyncStream<PollingStatus> { services.poller.statuses }

    /// From now on polls sources when they are due.
    ///
    /// - Throws: `StoreError`.
    package func start() async throws {
        try await services.poller.start()
        await services.committer.commitDueUpdates()
        await logSources()
    }

    /// Reads the configuration again. A wrong one is logged, and the old one stays in force.
    ///
    /// - Returns: whether the new configuration is in force.
    package func reload() async -> Bool {
        do {
            let fresh = try Configuration.load(path: configurationPath)
            for warning in fresh.warnings { log.warning("\(warning)") }
            if fresh.journal != configuration.journal {
                log.warning("\(configurationPath): [journal] has changed: restart feedd for that to take effect")
            }
            if fresh.fetch.queueing != configuration.fetch.queueing {
                log.warning(
                    "\(configurationPath): connections, per_host or delay_per_host have changed: restart feedd for that to take effect")
            }
            await services.committer.reconfigure(fresh.nearDuplicates)
            await services.fetcher.reconfigure(.init(fresh.fetch))
            try await services.poller.reload(fresh.sources)
            await logSources("reloaded: ")
            return true
        } catch let error as ConfigurationError {
            for diagnostic in error.diagnostics { log.error("\(diagnostic)") }
        } catch {
            log.error("\(error)")
        }
        log.error("\(configurationPath): not reloaded: the old configuration stays in force")
        return false
    }

    private func logSources(_ prefix: String = "") async {
        let count = await services.poller.sources.count
        log.notice("\(prefix)\(PollingStatus.polling(sources: count))")
        if count == 0 { log.warning("\(configurationPath): no source is configured and enabled: nothing is polled") }
    }

    // MARK: Polls that were asked for

    /// Has the named sources polled now, or all where none is named, and gives the reports as they come.
    package func pollNow(_ names: [String]) async -> AsyncStream<PollReport> {
        await services.poller.pollNow(names)
    }

    /// Polls the named sources now, or all where none is named, calling `each` as the reports come, waits for what waits for pages, and stops.
    package func poll(_ names: [String], each: (PollReport) -> Void) async {
        ignoreFileSizeSignal()
        let poller = services.poller
        try? await poller.takeUpHolds()
        await poller.resumeRounds()
        // On the poller's queue, so that a report wakes no other thread.
        await withTaskExecutorPreference(poller.executor) {
            for await report in await poller.pollNow(names) { each(report) }
        }
        await poller.roundsAreOver()
        await stop()
    }

    // MARK: Stopping

    /// Starts nothing more, lets polls in flight end, for `grace` at most, and closes the store.
    package func stop() async {
        await services.committer.beginShutdown()
        await services.poller.stop(grace: Self.grace)
        await services.fetcher.shutDown()
        services.store.close()
    }

    /// The names of the sources that are being polled, which `stop` waits for.
    package var polling: [String] {
        get async { await services.poller.polling }
    }

    /// The names of the sources and hosts whose documents are being read now. May be asked by any thread, whatever the others do.
    package var reading: [String] { services.underWay.names }

    /// The process is about to be ended by whoever runs it, which says nothing of the documents that are being read. May be called by any thread.
    package func forgiveReading() { services.underWay.forgive() }

    /// Has `stop` wait no longer: polls in flight are given up.
    package func cancelPolls() async {
        await services.poller.cancelPolls()
    }
}

extension FetchSettings {
    /// The settings that the poller's queues are made with.
    fileprivate var queueing: [String] { ["\(connections)", "\(perHost)", "\(delayPerHost)"] }
}
