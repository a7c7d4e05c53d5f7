import Aggregator
import ArgumentParser
import Bytes
import Configuration
import Glibc

/// `feedd check`: the configuration, fully checked.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration and say all that is wrong with it.")

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/feedd/feedd.toml"

    func run() throws {
        do {
            let configuration = try Configuration.load(path: config)
            Self.print(configuration.warnings)
            Swift.print(summary(configuration))
        } catch {
            Self.print(error.diagnostics)
            throw ExitCode(EX_CONFIG)
        }
    }

    private func summary(_ configuration: Configuration) -> String {
        let count = configuration.sources.count
        let disabled = configuration.sources.count { !$0.enabled }
        let sources = "\(count) \(count == 1 ? "source" : "sources")" + (disabled == 0 ? "" : ", \(disabled) of them not enabled")
        let warnings = configuration.warningCount
        return
            "\(config.onOneLine): \(sources); \(warnings == 0 ? "nothing is wrong" : "no errors, \(warnings) \(warnings == 1 ? "warning" : "warnings")")"
    }

    private static func print(_ diagnostics: [Diagnostic]) {
        let lines = diagnostics.map { "feedd: \($0.description.onOneLine)\n" }.joined()
        StandardError.write(lines)
    }
}
