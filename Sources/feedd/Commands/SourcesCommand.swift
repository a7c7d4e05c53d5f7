import Aggregator
import ArgumentParser
import Bytes
import Configuration
import Syndication

/// `feedd sources`: the state of each source.
struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Show the state of each source: last poll, status, next due, items, errors.")

    @OptionGroup var options: StateOptions

    func run() async throws {
        let sources = try await ExitStatus.reporting {
            try SourceOverview.all(try Configuration.load(path: options.config), state: options.statePath)
        }
        let now = Timestamp.now()
        var table = TextTable(header: ["SOURCE", "STATE", "STATUS", "LAST POLL", "NEXT", "ITEMS", "FILTERED", "NOTE"])
        for source in sources {
            table.add([
                source.name, source.standing.rawValue, source.status.map(String.init) ?? "-", age(of: source.lastPoll, now),
                wait(for: source.nextDue, now), String(source.items), String(source.filtered), note(source),
            ])
        }
        print(table.description)
    }

    private func note(_ source: SourceOverview) -> String {
        var notes: [String] = []
        if let error = source.error { notes.append(error) }
        if let moved = source.movedURL { notes.append("moved to \(moved): set it as the source's url") }
        if source.hasUselessGUIDs { notes.append("guids are not stable: items are matched by URL and text") }
        return notes.joined(separator: "; ")
    }

    private func age(of moment: Timestamp?, _ now: Timestamp) -> String {
        moment.map { "\(span(now.milliseconds - $0.milliseconds)) ago" } ?? "never"
    }

    private func wait(for moment: Timestamp?, _ now: Timestamp) -> String {
        guard let moment else { return "-" }
        return moment <= now ? "now" : "in \(span(moment.milliseconds - now.milliseconds))"
    }

    private func span(_ milliseconds: Int64) -> String {
        switch max(0, milliseconds) / 1_000 {
        case let seconds where seconds < 120: "\(seconds)s"
        case let seconds where seconds < 7_200: "\(seconds / 60)m"
        case let seconds where seconds < 172_800: "\(seconds / 3_600)h"
        case let seconds: "\(seconds / 86_400)d"
        }
    }
}
