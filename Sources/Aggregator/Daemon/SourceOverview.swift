package import Bytes
package import Configuration
import Glibc
import Store
import Syndication
import WebAddress

/// What is known of one configured source, for `feedd sources`.
package struct SourceOverview: Sendable {
    package let name: String
    /// For people: without user info, and without the values in its query.
    package let url: String
    /// Where permanent redirects have moved it, for people.
    package let movedURL: String?
    package let standing: Standing
    /// HTTP status of the last response.
    package let status: Int?
    package let lastPoll: Timestamp?
    package let nextDue: Timestamp?
    /// How many of its items were journaled.
    package let items: Int64
    /// How many of its items its filter left out.
    package let filtered: Int64
    package let error: String?
    /// Its guids are not stable, so its items are matched by URL and text.
    package let hasUselessGUIDs: Bool

    package enum Standing: String, Sendable {
        case ok
        case failing
        /// The source answered 410 Gone three times, a day apart.
        case stopped
        case disabled
        /// Not polled yet.
        case new
    }

    /// The configured sources in the configuration's order, with what the store knows of each. Works beside a running daemon.
    ///
    /// - Throws: `StateError` where there is no state directory or it cannot be read, `StoreError`.
    package static func all(_ configuration: Configuration, state: String) throws -> [SourceOverview] {
        let states = try StateDirectory.exists(at: state) ? Self.states(at: StateDirectory.storePath(in: state)) : [:]
        return configuration.sources.map { SourceOverview($0, states[$0.name]) }
    }

    /// Empty where nothing has been polled yet.
    private static func states(at path: String) throws -> [String: SourceState] {
        if access(path, R_OK) != 0, errno == EACCES { throw StateError.cannotRead(path: path, code: EACCES) }
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
        movedURL = state?.document.movedURL.flatMap { WebURL($0)?.redacted }
        status = state?.schedule.status
        lastPoll = state?.schedule.lastPoll
        nextDue = source.enabled && state?.isStopped != true ? state?.schedule.nextDue : nil
        items = state?.items ?? 0
        filtered = state?.filtered ?? 0
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
