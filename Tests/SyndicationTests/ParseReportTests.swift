import Testing

@testable import Syndication

@Suite("What parse prints")
struct ParseReportTests {
    private func report(_ text: String, url: String? = nil, headers: [String] = []) throws -> (value: JSONValue, report: ParseReport) {
        let report = ParseReport(Array(text.utf8), url: url, headers: headers)
        return (try JSONValue.parse(report.line), report)
    }

    @Test("a feed is a JSON Feed document, its items led by what feedd adds", arguments: Fixtures.all.map(\.name))
    func feed(_ name: String) throws {
        let fixture = try #require(Fixtures.all.first { $0.name == name })
        let (value, report) = try report(fixture.text, url: "https://lighthouse.example/feed")
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

    @Test("what is no feed is a line that says why")
    func noFeed() throws {
        let (value, report) = try report("<html><body>x</body></html>")
        #expect(report.error == .notAFeed(.webPage))
        #expect(value["_feedd"]?["error"]?.string?.contains("web page") == true)
        #expect(value["items"]?.array?.isEmpty == true)
    }

    @Test("headers give the encoding and the base")
    func headers() throws {
        let (value, _) = try report(
            "<rss><channel><item><link>a</link></item></channel></rss>", url: "https://x.example/feed",
            headers: ["Content-Type: text/xml; charset=windows-1251", "content-location: /deep/"])
        #expect(value["_feedd"]?["encoding"]?.string == "windows-1251")
        #expect(value["items"]?.array?.first?["url"]?.string == "https://x.example/deep/a")
    }

    @Test("the content's forms are kept as asked for", arguments: ContentForm.allCases)
    func forms(_ form: ContentForm) {
        var item = Item()
        item.contentHTML = "<p>x</p>"
        item.contentText = "x"
        let members = String(decoding: EncodedItem(item, content: form).members, as: UTF8.self)
        #expect(members.contains("\"content_html\"") == (form == .both || form == .html))
        #expect(members.contains("\"content_text\":\"x\"") == (form == .both || form == .text))
        #expect(members.contains("\"content_text\":"))
        #expect(members.hasPrefix(","))
        #expect(EncodedItem(item).extensionMembers.isEmpty)
    }
}
