import ArgumentParser
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
        guard n >= 0 else { throw ValidationError("-n: \(n) is less than none: give a number from 0 on") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGINT) { _ in _exit(0) }
        var tail = TailPrinter.Options()
        tail.count = n
        tail.follows = follow
        tail.source = source
        tail.json = json
        try await ExitStatus.telling {
            try TailPrinter(directory: options.journalDirectory, options: tail).run()
        }
    }
}
