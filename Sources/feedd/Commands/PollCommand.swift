import Aggregator
import ArgumentParser
import Configuration
import Glibc

/// `feedd poll`: every source once, now.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "Poll sources once, now, and exit: 0 when every one answered and was read.",
        discussion: """
            Due times and freshness are ignored; politeness, validators and Retry-After are not. Where a daemon runs on the state directory, it is \
            asked to do it.
            """)

    @OptionGroup var options: StateOptions

    @Argument(help: "The sources to poll (default: all that are enabled).")
    var sources: [String] = []

    func run() async throws {
        let summary = try await ExitStatus.telling {
            let configuration = try Configuration.load(path: options.config)
            try check(names: sources, configuration.sources)
            let names = sources.isEmpty ? configuration.sources.filter(\.enabled).map(\.name) : sources
            return try await poll(names, configuration)
        }
        print(summary.description)
        if let status = summary.exitStatus { throw ExitCode(status) }
    }

    private func check(names: [String], _ known: [Source]) throws {
        for name in names {
            guard let source = known.first(where: { $0.name == name }) else {
                ExitStatus.say("\(name): there is no source of this name in \(options.config): `feedd sources` lists them")
                throw ExitCode(EX_USAGE)
            }
            guard source.enabled else {
                ExitStatus.say("\(name): is not enabled in \(options.config): set enabled = true")
                throw ExitCode(EX_USAGE)
            }
        }
    }

    private func poll(_ names: [String], _ configuration: Configuration) async throws -> PollSummary {
        var summary = PollSummary()
        let bar = ProgressBar(total: names.count)
        func note(_ report: PollReport) {
            summary.add(report)
            bar.show(done: summary.polled, note: report.source)
            if let complaint = report.complaint {
                bar.clear()
                ExitStatus.say(complaint)
            }
        }
        do {
            let daemon = try Daemon(
                configuration, from: options.config, state: options.statePath, mode: .once, log: .toStderr(.warning))
            await daemon.poll(names, each: note)
        } catch StateError.taken(let path, let holder) {
            guard Daemon.ask(state: path, toPoll: names, each: note) else { throw StateError.taken(path: path, by: holder) }
        }
        bar.clear()
        return summary
    }
}
