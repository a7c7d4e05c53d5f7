import Bytes
import Foundation
import Syndication
import TestSupport
import Testing

@testable import Journal
@testable import feedd

@Suite("The end of the journal, printed")
struct TailPrinterTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// What the printer writes to a file.
    private func printed(_ options: TailPrinter.Options) throws -> String {
        let output = open(directory.path + "/output", O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        defer { close(output) }
        try TailPrinter(directory: directory.path, options: options, output: output).run()
        return String(decoding: directory.read("output"), as: UTF8.self)
    }

    /// A record whose item has its number in title and URL.
    private func record(_ seq: UInt64, source: String = "wire") -> Record {
        let head = RecordHead(
            seq: seq, at: Timestamp(milliseconds: 1_795_341_600_000 + Int64(seq)), operation: .new, source: source,
            key: ItemKey(high: 1, low: seq), revision: 1, version: seq, feedTitle: "Wire", feedURL: "https://wire.example/feed",
            id: "urn:feedd:wire:\(seq)")
        var item = Item()
        item.title = "Title \(seq)"
        item.url = "https://wire.example/\(seq)"
        return Record(head: head, item: EncodedItem(item, in: .journal))
    }

    private func bytes(_ records: [Record]) -> [UInt8] {
        var lines = RecordLines()
        for record in records { lines.append(record) }
        return Array(lines.pieces.joined())
    }

    private func write(_ records: [Record]) { directory.write("feedd.jsonl", bytes(records)) }

    @Test("an item is a line: time, source, title, URL")
    func lines() throws {
        var update = record(2)
        update.head.operation = .update
        write([record(1), update])
        #expect(
            try printed(TailPrinter.Options()) == """
                2026-11-22T10:00:00Z  wire  Title 1  https://wire.example/1
                2026-11-22T10:00:00Z  wire  [update]  Title 2  https://wire.example/2

                """)
    }

    @Test("an item without title shows its text's beginning, one without URL its id")
    func bareItem() throws {
        var bare = record(1)
        bare.item.members = Array(#","content_text":"First line.\n\nSecond line.""#.utf8)
        write([bare])
        #expect(try printed(TailPrinter.Options()) == "2026-11-22T10:00:00Z  wire  First line. Second line.  urn:feedd:wire:1\n")
    }

    @Test("nothing that steers a terminal gets through")
    func controls() throws {
        var hostile = record(1)
        hostile.item.members = Array(
            #","title":"a\u001b[31mb\u0007\r\nc\u202ed\u009b2J\u2028e","url":"https://x.example/\u001b]0;t\u0007""#.utf8)
        write([hostile])
        #expect(try printed(TailPrinter.Options()) == "2026-11-22T10:00:00Z  wire  a[31mb cd2J e  https://x.example/]0;t\n")
    }

    @Test("the lines themselves come as they are")
    func json() throws {
        write([record(1), record(2)])
        var options = TailPrinter.Options()
        options.json = true
        options.count = 1
        #expect(Array(try printed(options).utf8) == bytes([record(2)]))
    }

    @Test("as many are shown as asked for, of the source asked for")
    func counts() throws {
        write((1...40).map { record($0, source: $0 % 4 == 0 ? "rare" : "wire") })
        var options = TailPrinter.Options()
        #expect(try printed(options).split(separator: "\n").count == 10)
        options.source = "rare"
        options.count = 3
        let shown = try printed(options).split(separator: "\n")
        #expect(shown.map { $0.contains("  rare  ") } == [true, true, true])
        #expect(shown.first?.contains("Title 32") == true)
        options.source = "nobody"
        #expect(try printed(options).isEmpty)
    }

    @Test("an output that nobody reads ends the printing quietly")
    func brokenPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        write([record(1)])
        var pipe: [Int32] = [0, 0]
        try #require(Foundation.pipe(&pipe) == 0)
        close(pipe[0])
        defer { close(pipe[1]) }
        var options = TailPrinter.Options()
        options.follows = true
        try TailPrinter(directory: directory.path, options: options, output: pipe[1]).run()
    }

    @Test(
        "text is cut to the columns it may take",
        arguments: [
            ("short", 5, "short"), ("longer", 5, "long…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}e\u{301}"), ("👩‍👩‍👧x", 3, "👩‍👩‍👧x"), ("👩‍👩‍👧xy", 3, "👩‍👩‍👧…"), ("x", 0, ""), ("", 3, ""),
        ])
    func fit(text: String, columns: Int, fitted: String) {
        #expect(TerminalText.fit(text, into: columns) == fitted)
        #expect(TerminalText.width(of: TerminalText.fit(text, into: columns)) <= columns)
    }
}
