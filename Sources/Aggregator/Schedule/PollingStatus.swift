/// The daemon's overall state, for log lines and systemd's STATUS=.
package enum PollingStatus: Sendable, Equatable, CustomStringConvertible {
    case polling(sources: Int)
    /// Journal or store cannot be written: nothing is fetched until they can.
    case paused(why: String)

    /// How often journal and store are tried again during a pause.
    static let probeInterval = Duration.seconds(10)

    package var description: String {
        switch self {
        case .polling(let count): "polling \(count) \(count == 1 ? "source" : "sources")"
        case .paused(let why): "polling paused: \(why); retrying every \(Self.probeInterval.components.seconds) s"
        }
    }
}
