import Testing

@testable import Syndication

@Suite("The feed parser")
struct FeedParserTests {
    @Test("entity expansion and nesting are limited")
    func refusesBombs() {
        #expect(throws: FeedError.entityBomb) {
            try parse("<!DOCTYPE rss [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><rss><channel><title>&a;</title></channel></rss>")
        }
        #expect(throws: FeedError.self) { try parse(String(repeating: "[", count: 100_000)) }
        #expect(throws: FeedError.self) { try parse("{\"items\":" + String(repeating: "[", count: 100_000)) }
    }

    @Test(
        "an item that nests too deep keeps its text, and the feed its other items",
        arguments: ["<br>", "<p>", "<div>", "<b>x", "<li><b>", "<item>"], ["description", "title", "unknown"])
    func deepItem(piece: String, element: String) throws {
        let markup = String(repeating: piece, count: 1000)
        let feed = "<rss><channel><item><title>a</title></item><item><guid>g</guid><\(element)>\(markup)end</\(element)></item>"
        let parsed = try parse(feed + "<item><title>b</title><category>c</category></item></channel></rss>")
        #expect(parsed.items.first?.title?.value == "a")
        #expect(parsed.items.last?.title?.value == "b")
        #expect(parsed.items.last?.item.tags == ["c"])
        #expect(parsed.feed.warnings.contains { $0.contains("256 deep") } == (piece != "<br>" && piece != "<item>"))
        guard element == "description", piece != "<item>" else { return }
        #expect(parsed.items.count == 3)
        #expect(parsed.items[1].content?.value.hasSuffix("end") == true || parsed.items[1].content?.value.contains("end</") == true)
    }

    @Test("items after 300 elements without end tags are read")
    func afterDeepElements() throws {
        let parsed = try parse(
            "<rss><channel>" + String(repeating: "<x>", count: 300) + "<item><title>a</title></item><item><title>b</title></item>")
        #expect(parsed.items.map(\.title?.value) == ["a", "b"])
    }

    @Test("items beyond the limit are ignored, with a warning")
    func limit() throws {
        let items = (0..<20).map { "<item><title>\($0)</title></item>" }.joined()
        let parsed = try FeedParser.parse(Array("<rss><channel>\(items)</channel></rss>".utf8), url: nil, contentType: nil, itemLimit: 5)
        #expect(parsed.items.map(\.title?.value) == ["0", "1", "2", "3", "4"])
        #expect(parsed.feed.warnings.contains { $0.contains("more than 5 items") })
        #expect(!parsed.isTruncated)
    }

    @Test("a truncated document gives its complete items, and the incomplete one separately")
    func truncated() throws {
        let parsed = try parse("<rss><channel><item><title>a</title></item><item><title>b</title><description>c d")
        #expect(parsed.isTruncated)
        #expect(parsed.items.map(\.title?.value) == ["a"])
        #expect(parsed.openItem?.title?.value == "b")
        #expect(parsed.openItem?.content?.value == "c d")
        let between = try parse("<rss><channel><item><title>a</title></item>")
        #expect(between.isTruncated)
        #expect(between.openItem == nil)
        #expect(try parse("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\"},{\"id\":").items.count == 1)
    }
}
