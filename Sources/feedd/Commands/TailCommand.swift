import Aggregator
import ArgumentParser
import Configuration
import Glibc
import Journal

/// `feedd tail`: the end of the journal.
struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Show the end of the journal, one line an item.")

    @Option(name: .short, help: ArgumentHelp("How many of the last items to begin with.", valueName: "count"))
    var n = 10

    @Flag(name: .shortAndLong, help: "Go on with what is appended later.")
    var follow = false

    @Option(help: ArgumentHelp("Items of this source alone.", valueName: "name"))
    var source: String?

    @Flag(help: "Print the journal's lines as they are.")
    var json = false

    @OptionGroup var options: StateOptions

    func validate() throws {
        guard n >= 0 else { throw ValidationError("-n: \(n) is negative: give a number from 0 on") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGINT) { _ in _exit(0) }
        var tail = TailPrinter.Options()
        tail.count = n
        tail.follows = follow
        tail.source = source
        tail.json = json
        try await ExitStatus.reporting {
            let configuration = try options.configurationIfAny()
            let state = options.statePath
            _ = try StateDirectory.exists(at: state)
            let directory = StateDirectory.journalDirectory(configuration, in: state)
            if let source { try check(source, configuration, directory) }
            try TailPrinter(directory: directory, options: tail).run()
        }
    }

    /// A source that is not configured any more is still in the journal.
    private func check(_ source: String, _ configuration: Configuration, _ directory: String) throws {
        let configured = configuration.sources.map(\.name)
        if configured.contains(source) { return }
        var journaled: Set<String> = []
        _ = try JournalReader(directory: directory).last(1) { record in
            journaled.insert(record.head.source)
            return record.head.source == source
        }
        let known = configured + journaled.subtracting(configured).sorted()
        try SourceArgument.check(source, among: known, in: "the configuration and the journal")
    }
}
