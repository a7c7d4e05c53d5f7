import TestSupport
import Testing

@testable import Syndication

@Suite("Malformed feeds")
struct MalformedFeedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// The name of the file in Fixtures/Malformed.
        let file: String
        /// What is malformed, and who publishes such feeds.
        let origin: String
        /// The titles of the items.
        let titles: [String]
        /// Whether the feed has a warning.
        let isWarned: Bool
        /// The text of the first item.
        let text: String?

        init(_ file: String, _ origin: String, titles: [String], isWarned: Bool = true, text: String? = nil) {
            (self.file, self.origin, self.titles, self.isWarned, self.text) = (file, origin, titles, isWarned, text)
        }

        var testDescription: String { origin }
    }

    static let rows: [Row] = [
        Row("undeclared-prefixes.rss", "undeclared prefixes (themes that drop xmlns)", titles: ["a"], text: "b"),
        Row("prefix-on-every-element.rss", "a prefix on every RSS element", titles: ["a"], isWarned: false),
        Row("prefix-on-every-element.atom", "a prefix on every Atom element", titles: ["a"], isWarned: false),
        Row("https-namespace.atom", "Atom's namespace with https", titles: ["a"], isWarned: false),
        Row("no-namespace.atom", "no namespace on Atom", titles: ["a"], isWarned: false),
        Row("html-entities-without-dtd.rss", "HTML's entities without a DTD (hand-written RSS)", titles: ["café — a b"]),
        Row("bare-ampersands.rss", "bare ampersands (hand-written RSS)", titles: ["Q&A & more"]),
        Row("attributes-without-quotes.rss", "attributes without quotes", titles: ["a"]),
        Row("control-characters.rss", "control characters (copied from a word processor)", titles: ["ab"]),
        Row("two-xml-declarations.rss", "two XML declarations (a PHP include)", titles: ["a"]),
        Row("white-space-before-declaration.rss", "white space before the declaration (a PHP include)", titles: ["a"], isWarned: false),
        Row("broken-declaration.rss", "a broken declaration", titles: ["a"], isWarned: false),
        Row("php-warning-before-document.rss", "a PHP warning before the document", titles: ["a"]),
        Row("script-after-document.rss", "a script after the document (a host that adds statistics)", titles: ["a"]),
        Row("unclosed-item.rss", "an unclosed item", titles: ["a", "b"]),
        Row("unclosed-title.rss", "an unclosed title", titles: ["a", "b"]),
        Row("misnested-html.rss", "misnested HTML", titles: ["a", "b"], text: "x"),
        Row("item-after-channel.rss", "an item after the channel", titles: ["a", "b"], isWarned: false),
        Row("item-after-root.rss", "an item after the root element", titles: ["a", "b"]),
        Row("unescaped-html.rss", "HTML that is not escaped", titles: ["a"], text: "one two\nthree"),
        Row("less-than-sign-in-title.rss", "a less-than sign in a title", titles: ["1 < 2"]),
        Row("html-in-title.rss", "HTML in a title", titles: ["a b & c"], isWarned: false),
        Row(
            "html-escaped-twice-in-text-title.atom", "HTML in an Atom title of type text, which shows tags", titles: ["a &amp; <b>b</b>"],
            isWarned: false),
        Row(
            "generics-in-text-title.atom", "generic types in an Atom title of type text, which resemble tags",
            titles: ["Array<Int> and vector<T>"], isWarned: false),
        Row("upper-case-names.rss", "names in upper case", titles: ["a"], isWarned: false),
        Row("unclosed-comment.rss", "a comment without an end", titles: ["a", "b"]),
        Row("truncated.rss", "a truncated document", titles: ["a"]),
        Row("netscape-dtd.rss", "Netscape's DTD", titles: ["café"]),
        Row("declared-entities.rss", "declared entities", titles: ["Ann & Co"], isWarned: false),
        Row("end-tag-without-greater-than-sign.rss", "an end tag without `>`", titles: ["a"], isWarned: false),
        Row("nul-at-end.rss", "NUL bytes at the end", titles: ["a"]),
    ]

    @Test("no item of a malformed feed is lost, and a warning names the repair", arguments: rows)
    func keepsItems(_ row: Row) throws {
        let (feed, items) = try read(Fixture("Malformed/\(row.file)"))
        #expect(items.map(\.title) == row.titles)
        #expect(feed.warnings.isEmpty != row.isWarned, "\(feed.warnings)")
        if let text = row.text { #expect(items.first?.contentText == text) }
    }

    @Test("a damaged document still gives one line of JSON", arguments: Fixture.formats)
    func survivesDamage(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes
        var random = Noise(seed: UInt64(bytes.count))
        for round in 0..<130 {
            var damaged = bytes
            if round.isMultiple(of: 2) {
                damaged.removeLast(random.next(bytes.count))
            } else {
                for _ in 0..<(1 + random.next(12)) { damaged[random.next(damaged.count)] = UInt8(random.next(256)) }
            }
            let report = ParseReport(damaged, url: "https://lighthouse.example/feed")
            #expect(!report.line.contains(0x0a))
            #expect(throws: Never.self) { try JSONValue.parse(report.line) }
        }
    }
}
