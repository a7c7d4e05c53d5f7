import Testing

@testable import Syndication

@Suite("The report of feedd parse")
struct ParseReportTests {
    private func report(
        _ bytes: [UInt8], url: String? = nil, headers: [String] = []
    ) throws -> (value: JSONValue, report: ParseReport) {
        let report = ParseReport(bytes, url: url, headers: headers)
        return (try JSONValue.parse(report.line), report)
    }

    @Test("a feed becomes a JSON Feed document, with _feedd as the first member of its items", arguments: Fixture.formats)
    func feed(_ fixture: Fixture) throws {
        let (value, report) = try report(try fixture.bytes, url: "https://lighthouse.example/feed")
        #expect(report.error == nil)
        #expect(value["version"]?.string == "https://jsonfeed.org/version/1.1")
        #expect(value["title"]?.string != nil)
        let items = try #require(value["items"]?.array)
        #expect(!items.isEmpty)
        for item in items {
            #expect(item["id"]?.string?.isEmpty == false)
            #expect(item["content_text"]?.string != nil)
            let object = try #require(item.object)
            if object["_feedd"] != nil { #expect(object.members.first?.key == "_feedd") }
            for attachment in item["attachments"]?.array ?? [] { #expect(attachment["mime_type"]?.string?.isEmpty == false) }
        }
    }

    @Test("a document that is not a feed becomes a JSON Feed without items, with the error")
    func noFeed() throws {
        let (value, report) = try report(Array("<html><body>x</body></html>".utf8))
        #expect(report.error == .notAFeed(.webPage))
        #expect(value["_feedd"]?["error"]?.string?.contains("web page") == true)
        #expect(value["items"]?.array?.isEmpty == true)
    }

    private static let hostile = #"a\u202eb \u0000\u001b[31m \u009b31m \u007f \udb40\udc41 c\u2028d\ufeff"#
    private static let rss = """
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>HOSTILE</title><item>
        <title>HOSTILE</title><dc:creator>HOSTILE</dc:creator><category domain="HOSTILE">HOSTILE</category><description>HOSTILE</description><dc:rights>HOSTILE</dc:rights>
        <media:content url="https://a.example/a.mp4" type="video/mp4"><media:credit role="HOSTILE">HOSTILE</media:credit></media:content></item></channel></rss>
        """
    private static let json = """
        {"version":"https://jsonfeed.org/version/1.1","title":"HOSTILE","authors":[{"name":"HOSTILE"}],"items":[{"id":"1","title":"HOSTILE","summary":"HOSTILE",
        "content_text":"HOSTILE","tags":["HOSTILE"],"language":"HOSTILE","authors":[{"name":"HOSTILE"}],"attachments":[{"url":"https://a.example/a","mime_type":"HOSTILE","title":"HOSTILE"}]}]}
        """
    private static let references = "a&#x202E;b &#x9B;31m &#x7F; &#xE0041; c&#x2028;d&#xFEFF;"

    @Test(
        "no control character is in any text, and what turns the direction comes in pairs, from JSON as from XML",
        arguments: [rss.replacing("HOSTILE", with: references), json.replacing("HOSTILE", with: hostile)])
    func controls(document: String) throws {
        let (value, report) = try report(Array(document.utf8), url: "https://a.example/feed")
        #expect(report.error == nil)
        var strings: [String] = []
        func collect(_ value: JSONValue) {
            if let string = value.string { strings.append(string) }
            for element in value.array ?? [] { collect(element) }
            for member in value.object?.members ?? [] { collect(member.value) }
        }
        collect(value)
        #expect(strings.count { $0.hasPrefix("a\u{202E}b") && $0.contains("\u{202C}") } >= 6, "\(strings)")
        for string in strings {
            let controls = string.unicodeScalars.filter {
                $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || [0x2028, 0xFEFF, 0xE0041].contains($0.value)
            }
            #expect(controls.isEmpty, "\(string.debugDescription)")
            #expect(string.unicodeScalars.count { $0 == "\u{202E}" } == string.unicodeScalars.count { $0 == "\u{202C}" })
        }
    }

    @Test("an error that quotes the document is printable")
    func printableError() throws {
        let (value, _) = try report(Array("<a\u{202E}raw><b/></a\u{202E}raw>".utf8))
        let error = try #require(value["_feedd"]?["error"]?.string)
        #expect(error.contains("a\u{FFFD}raw") && !error.contains("\u{202E}"))
    }

    @Test("Content-Type gives the encoding and Content-Location the base")
    func headers() throws {
        let (value, _) = try report(
            Array("<rss><channel><item><link>a</link></item></channel></rss>".utf8), url: "https://x.example/feed",
            headers: ["Content-Type: text/xml; charset=windows-1251", "content-location: /deep/"])
        #expect(value["_feedd"]?["encoding"]?.string == "windows-1251")
        #expect(value["items"]?.array?.first?["url"]?.string == "https://x.example/deep/a")
    }
}
