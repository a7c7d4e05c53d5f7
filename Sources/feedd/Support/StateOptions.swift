import Aggregator
import ArgumentParser
import Configuration
import FoundationEssentials

/// Where the configuration and the state are.
struct StateOptions: ParsableArguments {
    private static let defaultConfiguration = "/etc/feedd/feedd.toml"

    @Option(name: .long, help: "The configuration file.")
    var config = Self.defaultConfiguration

    @Option(name: .long, help: "The state directory (default: $STATE_DIRECTORY, else /var/lib/feedd).")
    var state: String?

    /// Where the journal is by the configuration; without one, where it is by default.
    ///
    /// - Throws: `ConfigurationError` where there is a configuration and it cannot be used, or where one was named.
    var journalDirectory: String {
        get throws {
            let isMissing = config == Self.defaultConfiguration && !FileManager.default.fileExists(atPath: config)
            let configuration = isMissing ? Configuration() : try Configuration.load(path: config)
            return Daemon.journalDirectory(configuration, state: statePath)
        }
    }

    var statePath: String { StateDirectory.path(state) }
}
