import Aggregator
import ArgumentParser
import Configuration
import Glibc

/// `feedd poll`: every source once, now.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "Poll sources once, now, and exit: 0 when every one answered and was read.",
        discussion: """
            Due times and freshness are ignored; politeness, validators and Retry-After are not. Of a source that is named, a Retry-After of more than a day, \
            a stop after 410 Gone and a document that is set aside are ignored, too. Where a daemon runs on the state directory, it is asked to do it.
            """)

    @OptionGroup var options: StateOptions

    @Argument(help: "The sources to poll (default: all that are enabled).")
    var sources: [String] = []

    func run() async throws {
        let summary = try await ExitStatus.reporting {
            let configuration = try Configuration.load(path: options.config)
            try check(sources, configuration.sources)
            return try await poll(configuration)
        }
        print(summary.description)
        if let status = summary.exitStatus { throw ExitCode(status) }
    }

    private func check(_ names: [String], _ known: [Source]) throws {
        for name in names {
            try SourceArgument.check(name, among: known.map(\.name), in: options.config)
            if !known.contains(where: { $0.name == name && $0.enabled }) {
                ExitStatus.say("\(name): is not enabled in \(options.config): set enabled = true")
                throw ExitCode(EX_USAGE)
            }
        }
    }

    /// Asks a running daemon first: that takes only membership of its group, and nothing needs to be opened.
    private func poll(_ configuration: Configuration) async throws -> PollSummary {
        var summary = PollSummary()
        let bar = ProgressBar(total: sources.isEmpty ? configuration.sources.count(where: \.enabled) : sources.count)
        defer { bar.clear() }
        func note(_ report: PollReport) {
            summary.add(report)
            bar.show(done: summary.polled, note: report.source)
            if let complaint = report.complaint {
                bar.clear()
                ExitStatus.say(complaint)
            }
        }
        let path = options.statePath
        if try ask(path, each: note) { return summary }
        do {
            let daemon = try Daemon(configuration, from: options.config, state: path, mode: .once, log: .toStderr(.warning))
            // Ending the command is no crash.
            Signals.beforeEnd { daemon.forgiveReading() }
            await daemon.poll(sources, each: note)
        } catch StateError.taken(_, let holder) {
            // A daemon has started meanwhile.
            guard try ask(path, each: note) else { throw StateError.taken(path: path, by: holder) }
        }
        return summary
    }

    /// - Returns: false where no daemon answers.
    private func ask(_ path: String, each: (PollReport) -> Void) throws -> Bool {
        switch ControlSocket.ask(in: path, for: sources, each: each) {
        case .complete: return true
        case .none: return false
        case .refused(let why):
            ExitStatus.say("\(path): the daemon does not poll: \(why)")
            throw ExitCode(EXIT_FAILURE)
        case .cutOff:
            ExitStatus.say("\(path): the daemon ended before it had polled all: run `feedd poll` again")
            throw ExitCode(EXIT_FAILURE)
        }
    }
}
