import Aggregator
import ArgumentParser
import Bytes
import Glibc

struct Feedd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedd",
        abstract: "A feed aggregation daemon: polls feeds, cleans what they publish, appends it to a journal of JSON lines.",
        version: Version.current,
        subcommands: [
            RunCommand.self, PollCommand.self, CheckCommand.self, SourcesCommand.self, TailCommand.self, ParseCommand.self,
            ExtractCommand.self, FindCommand.self,
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
            end(with: error)
        }
        // The task ends the process. Nothing runs on the main queue, so the main thread need not serve it.
        while true { pause() }
    }

    /// Says what is wrong with the arguments, which may hold anything; or the help that was asked for.
    private static func end(with error: any Error) -> Never {
        let status = Feedd.exitCode(for: error)
        let text = Feedd.fullMessage(for: error).onItsLines
        if !text.isEmpty {
            if status.isSuccess { print(text) } else { StandardError.write(text + "\n") }
        }
        exit(status.rawValue)
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
                end(with: error)
            }
        }
    }
}
