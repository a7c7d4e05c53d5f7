import Testing

@testable import Syndication

/// docs/LIMITS.md, "Documents and items" and "Records".
@Suite("Limits of documents, items and records")
struct LimitsTests {
    private static let base = "http://a.example/" + String(repeating: "p", count: 8000) + "/"

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Not the arguments themselves, which the log of the tests would repeat.
    private static let documents = [
        "<rss><channel xml:base='\(base)'>" + repeated("<item><link>x</link></item>", 500),
        "<rss><channel xml:base='\(base)'><item><description><![CDATA[" + repeated("<a href=x>a</a>", 2000)
            + "]]></description></item>",
        "<feed xml:base='\(base)' xmlns='http://www.w3.org/2005/Atom'><entry>" + repeated("<link href='x'/>", 1000) + "</entry>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>" + repeated("a", 1000) + "</name></author>"
            + repeated("<entry/>", 5000),
        "<feed xmlns='http://www.w3.org/2005/Atom'><rights>" + repeated("a", 10_000) + "</rights>" + repeated("<entry/>", 5000),
        "<rss><channel>" + repeated("<item/>", 9000),
        "<rss><channel><item><description><![CDATA[" + repeated("<ul><li>a", 20_000) + "]]></description></item>",
        // The URL of an item is its id, too.
        "<rss><channel xml:base='http://a.example/" + repeated("p", 6000) + "/'>"
            + repeated(
                "<item><link>x</link><description><![CDATA[" + repeated("<p><a href=y>link</a>", 24) + "]]></description></item>", 200),
        "<rss><channel><item><guid>" + repeated("\"", 4000) + "</guid><title>" + repeated("\"", 40_000) + "</title></item>",
    ]

    @Test("what a document becomes is in proportion to its size, whatever it has its items repeat", arguments: 0..<9)
    func amplification(number: Int) {
        let document = Self.documents[number]
        let report = ParseReport(Array(document.utf8), url: "http://a.example/feed")
        #expect(report.error == nil)
        #expect(report.line.count <= 8 * document.utf8.count + 65_536)
    }

    @Test("items inherit as much of their feed as two times its document can hold")
    func shared() throws {
        func items(_ count: Int) throws -> (ParsedFeed, Item) {
            let feed =
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>\(Self.repeated("t", 5000))</title><author><name>Ann</name></author>"
                + "<author><name>\(Self.repeated("b", 900))</name></author><rights>All</rights>"
                + Self.repeated("<entry><id>urn:a</id></entry>", count)
            let parsed = try parse(feed)
            return (parsed, FeedNormalizer(documentURL: nil).normalize(parsed.items[0], in: parsed))
        }
        let few = try items(2)
        #expect(few.1.authors.count == 2)
        #expect(few.1.rights == "All")
        #expect(FeedNormalizer(documentURL: nil).normalize(feed: few.0).title?.utf8.count == 4096)
        let many = try items(3000)
        #expect(many.1.authors.isEmpty)
        #expect(FeedNormalizer(documentURL: nil).normalize(feed: many.0).title?.utf8.count ?? 0 < 100)
        #expect(many.0.feed.warnings.contains { $0.contains("more authors than its items can repeat") })
    }

    @Test("a text of more than 4 MiB is cut before a character that would pass it, with a warning")
    func longText() {
        var warnings: [String] = []
        var text = Text(Self.repeated("a", (4 << 20) - 1) + "b", form: .html)
        FieldLimits.cut(&text, &warnings)
        #expect(text.value.utf8.count == 4 << 20 && warnings.isEmpty)
        text.value = Self.repeated("a", (4 << 20) - 1) + "ä"
        FieldLimits.cut(&text, &warnings)
        #expect(text.value.utf8.count == (4 << 20) - 1 && warnings.count == 1)
    }

    @Test(
        "what is said of all media objects is repeated in each as far as 64 KiB go",
        arguments: [(10, 6_000, 10), (10, 7_000, 1), (1, 100_000, 1)])
    func mediaDetails(objects: Int, bytes: Int, expected: Int) throws {
        let contents = (0..<objects).map { "<media:content url='http://a.example/\($0).mp4'/>" }.joined()
        let group = "<media:group><media:title>\(Self.repeated("t", bytes))</media:title>\(contents)</media:group>"
        let feed = "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item>\(group)</item></channel></rss>"
        let item = try parse(feed).items[0].item
        #expect(item.media.count == objects)
        #expect(item.media.count { $0.details.title != nil } == expected)
        #expect(item.attachments.count { $0.title != nil } == expected)
        #expect(item.warnings.isEmpty == (expected == objects))
    }

    @Test("a URL of more than 8,192 bytes is none", arguments: [8192, 8193])
    func longURL(count: Int) throws {
        let url = "http://a.example/" + Self.repeated("p", count - 17)
        let parsed = try parse(
            "<rss><channel><item><title>t</title><link>\(url)</link><description>&lt;a href=\"\(url)\">a&lt;/a></description></item>")
        let item = FeedNormalizer(documentURL: nil).normalize(parsed.items[0], in: parsed)
        #expect((item.url == nil) == (count > 8192))
        #expect(item.contentHTML?.contains("href") == (count <= 8192))
        #expect(item.warnings.contains { $0.contains("more than 8192 bytes") } == (count > 8192))
    }

    @Test("a language of more than 64 bytes is none, a guid of more than 4,096 neither, and longer names than 1,024 are cut")
    func fields() throws {
        func item(_ excess: Int) throws -> Item {
            let (language, guid, name) = (
                Self.repeated("a", 64 + excess), Self.repeated("g", 4096 + excess), Self.repeated("n", 1024 + excess)
            )
            let item = "<item><title>t</title><dc:language>\(language)</dc:language><guid>\(guid)</guid><category>\(name)</category>"
            return try parse("<rss><channel>\(item)<dc:creator>\(name)</dc:creator></item></channel></rss>").items[0].item
        }
        let short = try item(0)
        #expect(short.language?.count == 64 && short.guid?.count == 4096 && short.warnings.isEmpty)
        let long = try item(1)
        #expect(long.language == nil && long.guid == nil)
        #expect(long.tags.map(\.count) == [1024] && long.authors.map { $0.name?.count } == [1024])
        #expect(long.warnings.count == 2)
    }

    @Test("an item that would exceed its document's share loses its HTML first, then its text")
    func cuts() {
        var item = Item()
        item.title = "t"
        item.contentHTML = Self.repeated("<b>a</b>", 20_000)
        item.contentText = Self.repeated("a", 20_000)
        var wide = OutputBudget(documentBytes: 100_000)
        #expect(wide.encode(item).size > 180_000)
        var narrow = OutputBudget(documentBytes: 0)
        let text = narrow.encode(item)
        #expect(text.size > 20_000 && text.size < 21_000)
        #expect(!narrow.isExceeded)
        for _ in 0..<4 { _ = narrow.encode(item) }
        #expect(narrow.encode(item).size < 500)
    }

    @Test(
        "a document has its items as they are encoded by themselves, cut equally far, and none past its share",
        arguments: [0, 100, 40_000, 1 << 20])
    func documents(size: Int) throws {
        var items: [Item] = []
        for number in 0..<12 {
            var item = Item()
            if number % 2 == 0 { item.guid = "\(number)" }
            item.title = "t"
            item.contentHTML = Self.repeated("<b>a</b>", 1000 * number)
            item.contentText = Self.repeated("a", 1000 * number)
            items.append(item)
        }
        let feed = Feed(format: .rss20)
        var writer = JSONFeedWriter(feed: feed)
        var (inDocument, alone) = (OutputBudget(documentBytes: size), OutputBudget(documentBytes: size))
        var objects: [String] = []
        for item in items {
            writer.append(item, within: &inDocument)
            let encoded = alone.encode(item)
            #expect(inDocument.isExceeded == alone.isExceeded)
            if alone.isExceeded { continue }
            let extras = String(decoding: encoded.extensionMembers.dropFirst(), as: UTF8.self)
            let members = String(decoding: encoded.members, as: UTF8.self)
            objects.append("{\(extras.isEmpty ? "" : "\"_feedd\":{\(extras)},")\"id\":\"\(ItemID.make(in: item))\"\(members)}")
        }
        let document = String(decoding: writer.finish(), as: UTF8.self)
        let empty = String(decoding: JSONFeedWriter.document(feed: feed, items: []), as: UTF8.self)
        #expect(document == empty.dropLast(2) + objects.joined(separator: ",") + "]}")
    }

    @Test("what is written with an item, its id and what it repeats of its feed, counts as the item", arguments: [nil, "gg", "ééé"])
    func besides(guid: String?) {
        var item = Item()
        item.guid = guid.map { Self.repeated($0, 700) }
        item.url = "http://a.example/" + Self.repeated("u", 4000)
        var written = 0
        var budget = OutputBudget(documentBytes: 0, repeated: 1000)
        while !budget.isExceeded {
            let encoded = budget.encode(item)
            written += encoded.size + 1000 + ItemID.make(in: item).utf8.count
        }
        #expect(written < 65_536 + 15_000)
        var journaled = 0
        budget = OutputBudget(documentBytes: 0, repeated: 1000)
        while !budget.isExceeded {
            let encoded = budget.encode(item, in: .journal)
            journaled += encoded.size + 1000 + (item.guid.map { ItemID.make(guid: $0, source: "s").utf8.count } ?? 0)
        }
        #expect(journaled < 65_536 + 15_000)
    }

    @Test("a record has at most 16 MiB, counted with what has to be escaped")
    func records() {
        var item = Item()
        item.contentHTML = Self.repeated("\"", 9 << 20)
        item.contentText = "a"
        var budget = OutputBudget(documentBytes: 9 << 20)
        #expect(budget.encode(item).size < 1000)
        item.contentHTML = Self.repeated("a", 9 << 20)
        #expect(budget.encode(item).size > 9 << 20)
    }
}
