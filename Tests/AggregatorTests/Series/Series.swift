import Bytes
import Syndication
import Testing

@testable import Aggregator

/// A scripted series of polls of one source, against a real server and through the whole daemon: what each adds to the journal.
struct Series {
    /// What a poll finds.
    struct Step {
        let document: String
        /// How long after the poll before.
        var after: Duration
        var headers: [String: String] = [:]
        var etag: String?
    }

    private(set) var steps: [Step] = []
    /// Keys of the source.
    var settings = ""

    init(_ documents: [RSS], every interval: Duration = .seconds(1_800), settings: String = "") {
        self.settings = settings
        steps = documents.map { Step(document: $0.text, after: interval) }
    }

    init(documents: [String], every interval: Duration = .seconds(1_800)) {
        steps = documents.map { Step(document: $0, after: interval) }
    }

    mutating func add(_ document: RSS, after: Duration, etag: String? = nil) {
        steps.append(Step(document: document.text, after: after, etag: etag))
    }

    /// What each poll journaled: titles, oldest first, with a `~` before those of updates.
    func run() async throws -> [[String]] {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"), settings)
            var polls: [[String]] = []
            for step in steps {
                site["/feed"] = Site.Document(body: step.document, headers: step.headers, etag: step.etag)
                polls.append(try await feedd.polling())
                feedd.ahead += step.after
            }
            return polls
        }
    }

    /// How many records each poll journaled.
    func counts() async throws -> [Int] { try await run().map(\.count) }
}

/// Items of the tests' making.
enum Story {
    /// Forty words and more, another for each number.
    static func text(_ number: Int) -> String {
        "<p>" + (1...45).map { word($0 * 7 + number * 1_000) }.joined(separator: " ") + ".</p>"
    }

    /// Words without figures: running text.
    static let prose =
        "<p>The river rose over its banks last night, and the lower town was under water until the morning, when the fire brigade could open "
        + "the old sluice above the mill and the first families went back to their houses to see what was left of them.</p>"
    static let more = "<p>Nobody was hurt, said the mayor, but the bridge at the mill will stay closed for some weeks to come.</p>"

    static func item(
        _ number: Int, title: String? = nil, guid: String? = nil, link: String? = nil, date: String? = nil, text: String? = nil
    ) -> RSS.Item {
        RSS.Item(
            title: title ?? "Title \(number)", guid: guid ?? "guid-\(number)", link: link ?? "https://example.org/\(number)",
            date: date ?? day(number), text: text ?? "Text of \(name(number))")
    }

    static func day(_ number: Int) -> String { "Sun, \(number < 10 ? "0" : "")\(number) Nov 2026 10:00:00 GMT" }

    private static func word(_ number: Int) -> String {
        String(number, radix: 10).map { "\(["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu"][$0.wholeNumberValue ?? 0])" }
            .joined()
    }

    private static func name(_ number: Int) -> String { ["zero", "one", "two", "three", "four", "five", "six"][number % 7] }
}
