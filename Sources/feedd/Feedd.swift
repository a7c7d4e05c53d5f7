import ArgumentParser

@main
struct Feedd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedd",
        abstract: "A feed aggregation daemon: polls feeds, cleans what they publish, appends it to a journal of JSON lines.")
}
