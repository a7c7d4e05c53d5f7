import Aggregator
import ArgumentParser

@main
struct Feedd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedd",
        abstract: "A feed aggregation daemon: polls feeds, cleans what they publish, appends it to a journal of JSON lines.",
        version: Version.current,
        subcommands: [
            RunCommand.self, PollCommand.self, CheckCommand.self, SourcesCommand.self, TailCommand.self, ParseCommand.self,
            ExtractCommand.self,
        ])

    static func main() async {
        Allocator.save()
        await main(nil)
    }
}
