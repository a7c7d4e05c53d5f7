import Foundation
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// docs/READING.md, "Addresses", and docs/IDENTITY.md, "The canonical URL".
@Suite("Addresses from poll to poll", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct AddressTests {
    private static let published = "https://paper.example/one?utm_source=rss&amp;id=7&amp;utm_medium=feed"

    private func feed(_ note: String, guid: String?, link: String = published) -> Site.Document {
        Site.Document(
            body: RSS([RSS.Item(title: "One", guid: guid, link: link, date: "Sun, 01 Nov 2026 10:00:00 GMT", text: "The text of one.")])
                .text
                + "<!-- \(note) -->")
    }

    @Test(
        "an item is journaled without tracking parameters, and known again with them, also when the store is lost", arguments: ["g", nil])
    func tracking(_ guid: String?) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = feed("1", guid: guid)
            #expect(try await feedd.polling() == ["One"])
            let record = try #require(try feedd.records.first)
            #expect(record["url"]?.string == "https://paper.example/one?id=7")
            site["/feed"] = feed("2", guid: guid)
            #expect(try await feedd.polling().isEmpty)
            feedd.loseStore()
            site["/feed"] = feed("3", guid: guid)
            #expect(try await feedd.polling().isEmpty)
            site["/feed"] = feed("4", guid: guid, link: "https://paper.example/one?id=7")
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("an item that an earlier release journaled with its tracking parameters is not journaled again", arguments: ["g", nil])
    func earlier(_ guid: String?) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = feed("1", guid: guid)
            #expect(try await feedd.polling() == ["One"])
            // As that release wrote it.
            let line = try String(contentsOfFile: feedd.journalPath, encoding: .utf8)
            let older = line.replacingOccurrences(
                of: "\"https://paper.example/one?id=7\"", with: "\"https://paper.example/one?utm_source=rss&id=7&utm_medium=feed\"")
            try older.write(toFile: feedd.journalPath, atomically: true, encoding: .utf8)
            feedd.loseStore()
            site["/feed"] = feed("2", guid: guid)
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("what a local file says is relative to its site")
    func file() async throws {
        let feedd = try Installation()
        let path = "\(feedd.directory)/feed.xml"
        let text = RSS([RSS.Item(title: "One", guid: "1", link: "/one/", text: "<img src='a.png'><a href='/b'>b</a>")]).text
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        feedd.configure("local", "file://\(path)")
        #expect(try await feedd.polling() == ["One"])
        let record = try #require(try feedd.records.first)
        #expect(record["url"]?.string == "https://example.org/one/")
        #expect(record["image"]?.string == "https://example.org/one/a.png")
        #expect(record["content_html"]?.string?.contains("href=\"https://example.org/b\"") == true)
    }
}
