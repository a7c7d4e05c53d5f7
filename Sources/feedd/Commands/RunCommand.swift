import Aggregator
import ArgumentParser
import Glibc
import Logging

/// `feedd run`: the daemon, in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Poll every source when it is due, until told to stop.",
        discussion: "SIGTERM ends it after what is in flight; SIGHUP reads the configuration again.")

    @OptionGroup var options: StateOptions

    @Flag(name: .shortAndLong, help: "Log every poll, not only what is worth knowing.")
    var verbose = false

    func run() async throws {
        try await ExitStatus.telling {
            let daemon = try Daemon(
                configuration: options.config, state: options.statePath, mode: .serving, log: .toStderr(verbose ? .debug : .info))
            try await daemon.run()
        }
    }
}
