import TestSupport
import Testing

@testable import Syndication

@Suite("Malformed feeds")
struct MalformedFeedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// What is wrong, and who does it.
        let origin: String
        let document: String
        /// Of the items.
        let titles: [String]
        var isWarned = true
        var text: String?

        var testDescription: String { origin }
    }

    private static func rss(_ items: String) -> String { "<rss version=\"2.0\"><channel><title>t</title>\(items)</channel></rss>" }

    static let rows: [Row] = [
        Row(
            origin: "undeclared prefixes (themes that drop xmlns)",
            document: rss("<item><dc:title>a</dc:title><content:encoded>b</content:encoded></item>"), titles: ["a"], text: "b"),
        Row(
            origin: "a prefix on every RSS element",
            document:
                "<rss:rss xmlns:rss='http://backend.userland.com/rss2' version='2.0'><rss:channel><rss:item><rss:title>a</rss:title></rss:item></rss:channel></rss:rss>",
            titles: ["a"], isWarned: false),
        Row(
            origin: "a prefix on every Atom element",
            document: "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>a</a:title></a:entry></a:feed>", titles: ["a"],
            isWarned: false),
        Row(
            origin: "Atom's namespace with https",
            document: "<feed xmlns='https://www.w3.org/2005/Atom'><entry><title>a</title></entry></feed>", titles: ["a"], isWarned: false),
        Row(origin: "no namespace on Atom", document: "<feed><entry><title>a</title></entry></feed>", titles: ["a"], isWarned: false),
        Row(
            origin: "HTML's entities without a DTD (hand-written RSS)",
            document: rss("<item><title>caf&eacute; &mdash; a&nbsp;b</title></item>"), titles: ["café — a b"]),
        Row(
            origin: "bare ampersands (hand-written RSS)",
            document: rss("<item><title>Q&A & more</title><link>https://x.example/?a=1&b=2</link></item>"), titles: ["Q&A & more"]),
        Row(
            origin: "attributes without quotes",
            document: rss("<item><title>a</title><enclosure url=https://x.example/a.mp3 length=1 type=audio/mpeg /></item>"), titles: ["a"]),
        Row(
            origin: "control characters (copied from a word processor)", document: rss("<item><title>a\u{0b}b\u{01}</title></item>"),
            titles: ["ab"]),
        Row(
            origin: "two XML declarations (a PHP include)",
            document: "<?xml version='1.0'?>\n<?xml version='1.0'?>" + rss("<item><title>a</title></item>"), titles: ["a"]),
        Row(
            origin: "white space before the declaration (a PHP include)",
            document: "\n\n <?xml version='1.0'?>" + rss("<item><title>a</title></item>"), titles: ["a"], isWarned: false),
        Row(
            origin: "a broken declaration", document: "<?xml version=1.0 encoding=utf-8>" + rss("<item><title>a</title></item>"),
            titles: ["a"], isWarned: false),
        Row(
            origin: "PHP warnings before",
            document: "<br />\n<b>Warning</b>: Undefined variable $x in <b>/a.php</b><br />" + rss("<item><title>a</title></item>"),
            titles: ["a"]),
        Row(
            origin: "a script after (a host that adds statistics)", document: rss("<item><title>a</title></item>") + "<script>x()</script>",
            titles: ["a"]),
        Row(origin: "an unclosed item", document: rss("<item><title>a</title><item><title>b</title></item>"), titles: ["a", "b"]),
        Row(
            origin: "an unclosed title", document: rss("<item><title>a<link>https://x.example/</link></item><item><title>b</title></item>"),
            titles: ["a", "b"]),
        Row(
            origin: "crossed tags",
            document: rss("<item><title>a</title><description><b><i>x</b></i></description></item><item><title>b</title></item>"),
            titles: ["a", "b"], text: "x"),
        Row(
            origin: "a channel that is closed too early",
            document: "<rss><channel><item><title>a</title></item></channel><item><title>b</title></item></rss>", titles: ["a", "b"],
            isWarned: false),
        Row(
            origin: "a root that is closed too early",
            document: "<rss><channel><item><title>a</title></item></channel></rss><item><title>b</title></item>", titles: ["a", "b"]),
        Row(
            origin: "HTML that nobody escaped",
            document: rss("<item><title>a</title><description><p>one <b>two</b><br>three</p></description></item>"), titles: ["a"],
            text: "one two\nthree"),
        Row(origin: "a less-than sign in a title", document: rss("<item><title>1 < 2</title></item>"), titles: ["1 < 2"]),
        Row(
            origin: "HTML in a title", document: rss("<item><title>a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title></item>"), titles: ["a b & c"],
            isWarned: false),
        Row(
            origin: "HTML that was escaped twice in an Atom title of type text",
            document: "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a &amp;amp; &lt;b&gt;b&lt;/b&gt;</title></entry></feed>",
            titles: ["a & b"], isWarned: false),
        Row(
            origin: "an Atom title of type text that only looks like a tag",
            document: "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Array&lt;Int&gt; and vector&lt;T&gt;</title></entry></feed>",
            titles: ["Array<Int> and vector<T>"], isWarned: false),
        Row(
            origin: "names in capitals", document: "<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>",
            titles: ["a"], isWarned: false),
        Row(
            origin: "a comment that is never closed", document: rss("<item><title>a</title></item><!-- x <item><title>b</title></item>"),
            titles: ["a", "b"]),
        Row(origin: "the document breaks off", document: "<rss><channel><item><title>a</title></item><item><ti", titles: ["a"]),
        Row(
            origin: "a DTD of Netscape's",
            document:
                "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>"
                + rss("<item><title>caf&eacute;</title></item>"), titles: ["café"]),
        Row(
            origin: "entities of its own",
            document: "<!DOCTYPE rss [<!ENTITY me 'Ann &amp; Co'>]>" + rss("<item><title>&me;</title></item>"), titles: ["Ann & Co"],
            isWarned: false),
        Row(
            origin: "an end tag without `>`", document: rss("<item><title>a</title<link>https://x.example/</link></item>"), titles: ["a"],
            isWarned: false),
        Row(origin: "bytes of NUL at the end", document: rss("<item><title>a</title></item>") + "\0\0\0", titles: ["a"]),
    ]

    @Test("no item is lost, and what was repaired is named", arguments: rows)
    func keepsItems(_ row: Row) throws {
        let (feed, items) = try read(row.document)
        #expect(items.map(\.title) == row.titles)
        #expect(feed.warnings.isEmpty != row.isWarned, "\(feed.warnings)")
        if let text = row.text { #expect(items.first?.contentText == text) }
    }

    @Test("cut or flipped anywhere, every fixture still gives one line", arguments: Fixtures.all.map(\.name))
    func survivesDamage(_ name: String) throws {
        let fixture = try #require(Fixtures.all.first { $0.name == name })
        let bytes = Array(fixture.text.utf8)
        var random = Noise(seed: UInt64(bytes.count))
        for round in 0..<130 {
            var damaged = bytes
            if round.isMultiple(of: 2) {
                damaged.removeLast(random.below(bytes.count))
            } else {
                for _ in 0..<(1 + random.below(12)) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
            }
            let report = ParseReport(damaged, url: "https://lighthouse.example/feed")
            #expect(!report.line.contains(0x0a))
            #expect(throws: Never.self) { try JSONValue.parse(report.line) }
        }
    }

    /// Numbers that are the same in every run (Knuth's MMIX generator).
    private struct Noise {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, limit)
        }
    }
}
