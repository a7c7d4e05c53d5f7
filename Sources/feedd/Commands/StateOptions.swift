import Aggregator
import ArgumentParser
import Configuration
import Glibc

/// Where the configuration and the state are.
struct StateOptions: ParsableArguments {
    private static let defaultConfiguration = "/etc/feedd/feedd.toml"

    @Option(name: .long, help: "The configuration file; - is standard input.")
    var config = Self.defaultConfiguration

    @Option(name: .long, help: "The state directory (default: $STATE_DIRECTORY, else /var/lib/feedd).")
    var state: String?

    var statePath: String { StateDirectory.path(state) }

    /// The configuration; where none was named and the standard one does not exist, an empty one.
    ///
    /// - Throws: `ConfigurationError`.
    func configurationIfAny() throws -> Configuration {
        let isMissing = config == Self.defaultConfiguration && access(config, F_OK) != 0 && errno == ENOENT
        return isMissing ? Configuration() : try Configuration.load(path: config)
    }
}
