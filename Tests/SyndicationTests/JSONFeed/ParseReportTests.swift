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

    @Test("Content-Type gives the encoding and Content-Location the base")
    func headers() throws {
        let (value, _) = try report(
            Array("<rss><channel><item><link>a</link></item></channel></rss>".utf8), url: "https://x.example/feed",
            headers: ["Content-Type: text/xml; charset=windows-1251", "content-location: /deep/"])
        #expect(value["_feedd"]?["encoding"]?.string == "windows-1251")
        #expect(value["items"]?.array?.first?["url"]?.string == "https://x.example/deep/a")
    }
}
