import Aggregator
import ArgumentParser
import Bytes
import Configuration
import Extraction
import Glibc
import Syndication

/// `feedd find`: the feeds that a page offers.
struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find the feeds that a page offers, fetch each, and list them, the best first.",
        discussion: """
            Looks at what the page declares and links to, at where its service and its software keep feeds, and at the usual places; robots.txt binds all but what the page declares. \
            Example: feedd find --toml https://example.org/ >> /etc/feedd/sources.d/new.toml
            """)

    @Flag(help: "Print [[source]] tables for the configuration.")
    var toml = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @Option(help: "The URL of a page that is given as a file.")
    var url: String?

    @Option(help: "A mail address or URL at which publishers can reach you; part of the User-Agent.")
    var contact = ""

    @Flag(help: "Connect to private, loopback and link-local addresses too.")
    var allowPrivateAddresses = false

    @Argument(help: "A URL, or a file with a page; - is standard input.")
    var page: String

    func run() async throws {
        let found = try await ExitStatus.reporting { try await find() }
        if found.isEmpty {
            ExitStatus.say("\(page): no feed found: if its items are a list on the page, set page = { item = … } for a source with its URL")
            throw ExitCode(EXIT_FAILURE)
        }
        for line in toml ? tables(found) : json ? objects(found) : [table(found)] { print(line) }
    }

    private func find() async throws -> [FeedFinder.Found] {
        let finder = FeedFinder(FetchSettings(contact: contact, timeout: .seconds(20), allowPrivateAddresses: allowPrivateAddresses))
        if page.hasPrefix("http://") || page.hasPrefix("https://") {
            do {
                return try await finder.find(at: page)
            } catch let error as FeedFinder.Unreachable {
                ExitStatus.say("\(page): \(error)")
                throw ExitCode(EXIT_FAILURE)
            }
        }
        guard let bytes = DocumentFile.read(page) else { throw ExitCode(EX_NOINPUT) }
        return try await finder.find(in: bytes, at: url)
    }

    // MARK: - Forms

    private func table(_ found: [FeedFinder.Found]) -> String {
        var table = TextTable(header: ["URL", "FORMAT", "ITEMS", "NEWEST", "TITLE"])
        for feed in found {
            table.add([
                feed.url, feed.format, String(feed.items), feed.newest.map { String($0.rfc3339.prefix(10)) } ?? "-",
                TerminalText.line(feed.title ?? ""),
            ])
        }
        return table.description
    }

    private func tables(_ found: [FeedFinder.Found]) -> [String] {
        var names: Set<String> = []
        return found.map { feed in
            let suggested = SourceName.suggested(for: feed.url)
            var name = suggested
            var number = 1
            while !names.insert(name).inserted {
                number += 1
                name = "\(suggested)-\(number)"
            }
            let title = feed.title.map { "# \(TerminalText.line($0))\n" } ?? ""
            return "\(title)[[source]]\nname = \"\(name)\"\nurl = \"\(feed.url)\"\n"
        }
    }

    private func objects(_ found: [FeedFinder.Found]) -> [String] {
        found.map { feed in
            var object = JSONObject()
            object.members = [.init(key: "url", value: .string(feed.url))]
            if let title = feed.title { object.members.append(.init(key: "title", value: .string(title))) }
            object.members += [.init(key: "format", value: .string(feed.format)), .init(key: "items", value: .integer(Int64(feed.items)))]
            if let newest = feed.newest { object.members.append(.init(key: "newest", value: .string(newest.rfc3339))) }
            var writer = JSONWriter()
            writer.value(.object(object))
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}
