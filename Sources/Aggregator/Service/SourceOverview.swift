public import Bytes
import Configuration
import Store
import Syndication

/// What `feedd sources` says of one source.
public struct SourceOverview: Sendable {
    public let name: String
    /// For people: without user info, and without the values in its query.
    public let url: String
    /// Where permanent redirects have moved it, for people.
    public let movedURL: String?
    public let standing: Standing
    /// HTTP status of the last answer.
    public let status: Int?
    public let lastPoll: Timestamp?
    public let nextDue: Timestamp?
    /// Journaled so far.
    public let items: Int64
    public let error: String?
    /// The source's guids turned out to say nothing: they are not asked any more.
    public let hasUselessGUIDs: Bool

    public enum Standing: String, Sendable {
        case ok
        case failing
        /// 410, three times and a day apart.
        case stopped
        case disabled
        /// Not polled yet.
        case new
    }

    /// The configured sources in the configuration's order, with what the store knows of each; works beside a running daemon.
    ///
    /// - Throws: `ConfigurationError`, or an error of the store's.
    public static func all(configuration path: String, state: String) throws -> [SourceOverview] {
        let configuration = try Configuration.load(path: path)
        let states = try Self.states(at: StateDirectory.storePath(in: state))
        return configuration.sources.map { SourceOverview($0, states[$0.name]) }
    }

    /// None where nothing has been polled yet.
    private static func states(at path: String) throws -> [String: SourceState] {
        var states: [String: SourceState] = [:]
        do {
            try Store(readingFrom: path).read { store in
                try store.eachSource { states[$0] = $1 }
            }
        } catch StoreError.missing {}
        return states
    }

    private init(_ source: Source, _ state: SourceState?) {
        name = source.name
        url = source.displayURL
        movedURL = state?.document.movedURL.flatMap { Source(name: source.name, url: $0)?.displayURL }
        status = state?.schedule.status
        lastPoll = state?.schedule.lastPoll
        nextDue = source.enabled && state?.isStopped != true ? state?.schedule.nextDue : nil
        items = state?.items ?? 0
        error = state?.schedule.error
        hasUselessGUIDs = state?.habits.contains(.uselessGUIDs) ?? false
        standing =
            if !source.enabled {
                .disabled
            } else if let state, state.schedule.lastPoll != nil {
                state.isStopped ? .stopped : state.schedule.error == nil ? .ok : .failing
            } else {
                .new
            }
    }
}
