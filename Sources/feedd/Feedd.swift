import Aggregator
import ArgumentParser
import Glibc

struct Feedd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedd",
        abstract: "A feed aggregation daemon: polls feeds, cleans what they publish, appends it to a journal of JSON lines.",
        version: Version.current,
        subcommands: [
            RunCommand.self, PollCommand.self, CheckCommand.self, SourcesCommand.self, TailCommand.self, ParseCommand.self,
            ExtractCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        Allocator.configure()
        // Files are for feedd's user and group alone, whatever umask it was started with: a store may hold what a private feed says.
        umask(umask(0) | 0o027)
        do {
            var command = try Feedd.parseAsRoot()
            guard let asynchronous = command as? any AsyncParsableCommand else { return try command.run() }
            start(asynchronous)
        } catch {
            Feedd.exit(withError: error)
        }
        // The task ends the process. Nothing runs on the main queue, so the main thread need not serve it.
        while true { pause() }
    }

    /// Runs the command at medium priority. An asynchronous `main` would run every command on Dispatch's threads, at the priority of a user interface, for
    /// which libdispatch asks the kernel for a negative nice value that users and services may not have.
    private static func start(_ command: sending any AsyncParsableCommand) {
        Task.detached(priority: .medium) {
            do {
                var command = command
                try await command.run()
                Feedd.exit()
            } catch {
                Feedd.exit(withError: error)
            }
        }
    }
}
