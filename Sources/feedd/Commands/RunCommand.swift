import Aggregator
import ArgumentParser
import Logging

/// `feedd run`: the daemon, in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Poll every source when it is due, until told to stop.",
        discussion:
            "SIGTERM finishes the polls in flight, for at most 10 s, and exits; a second one drops them. SIGHUP reads the configuration again."
    )

    @OptionGroup var options: StateOptions

    @Flag(name: .shortAndLong, help: "Log every poll, also those that bring nothing new.")
    var verbose = false

    func run() async throws {
        try await ExitStatus.reporting {
            let log = Logger.toStderr(verbose ? .debug : .info)
            let daemon = try Daemon(configuration: options.config, state: options.statePath, mode: .serving, log: log)
            try await Service(daemon: daemon, log: log).run()
        }
    }
}
