import Bytes
import Foundation
import Store
import Syndication
import Testing

@testable import Aggregator

/// Polls of lists on web pages, through the whole daemon.
@Suite("Polling lists on pages", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct ListPollingTests {
    private static let page = "page = { item = 'li.news', date = 'i' }"

    private static func list(_ items: [(Int, String)], next: String = "") -> Site.Document {
        let rows = items.map { "<li class=\"news\"><a href=\"/\($0)\">Title \($0)</a> <i>\($1)</i></li>" }.joined()
        return Site.Document(body: "<html><body><ul>\(rows)</ul>\(next)</body></html>", headers: ["Content-Type": "text/html"])
    }

    private func polling(_ settings: String = page, _ body: (Site, Installation) async throws -> Void) async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("list", site.url("/news"), settings)
            try await body(site, feedd)
        }
    }

    @Test("each item is journaled once, and an item that goes is no news")
    func series() async throws {
        try await polling { site, feedd in
            site["/news"] = Self.list([(2, "2 Nov 2026"), (1, "1 Nov 2026")])
            #expect(try await feedd.polling() == ["Title 1", "Title 2"])
            site["/news"] = Self.list([(3, "3 Nov 2026"), (2, "2 Nov 2026")])
            #expect(try await feedd.polling() == ["Title 3"])
            let record = try #require(try feedd.records.last)
            #expect(record["url"]?.string == site.url("/3"))
            #expect(record["date_published"]?.string == "2026-11-03T00:00:00Z")
        }
    }

    @Test("a relative date is kept as it was first seen")
    func relative() async throws {
        try await polling { site, feedd in
            site["/news"] = Self.list([(1, "3 hours ago")])
            #expect(try await feedd.polling() == ["Title 1"])
            feedd.ahead = .seconds(86_400)
            site["/news"] = Self.list([(1, "1 day ago")])
            #expect(try await feedd.polling() == [])
            site["/news"] = Site.Document(body: "<ul><li class=news><a href=/1>Title one</a> <i>yesterday</i></li></ul>")
            #expect(try await feedd.polling() == ["~Title one"])
            let records = try feedd.records
            let dates = records.compactMap { $0["date_published"]?.string }.compactMap { DateParser.parse($0) }
            #expect(dates.count == 2)
            #expect(abs(dates[0].milliseconds - dates[1].milliseconds) < 1_000)
        }
    }

    @Test("robots.txt binds pages, and not feeds")
    func robots() async throws {
        try await polling { site, feedd in
            feedd.configure("feed", site.url("/feed"))
            site["/robots.txt"] = Site.Document(body: "User-agent: *\nDisallow: /\n")
            site["/news"] = Self.list([(1, "1 Nov 2026")])
            site["/feed"] = Site.Document(body: RSS([Story.item(1)]).text)
            let reports = try await feedd.poll()
            #expect(
                reports["list"]?.outcome == .failed("robots.txt of 127.0.0.1 forbids it: ask the site's operator, or remove the source"))
            #expect(!site.visits.contains { $0.path == "/news" })
            #expect(reports["feed"]?.outcome == .read(new: 1, updated: 0))
        }
    }

    @Test("further pages are followed up to 'pages', and one that is missing costs only its items")
    func pages() async throws {
        try await polling("page = { item = 'li.news', next = 'a.next@href', pages = 3 }") { site, feedd in
            site["/news"] = Self.list([(4, "")], next: "<a class=next href=/news2>")
            site["/news2"] = Self.list([(3, "")], next: "<a class=next href=/news3>")
            site["/news3"] = Self.list([(2, "")], next: "<a class=next href=/news4>")
            site["/news4"] = Self.list([(1, "")])
            let first = try await feedd.polling()
            #expect(Set(first) == ["Title 2", "Title 3", "Title 4"])
            #expect(!site.visits.contains { $0.path == "/news4" })
            site["/news2"] = nil
            site["/news"] = Self.list([(5, ""), (4, "")], next: "<a class=next href=/news2>")
            let second = try await feedd.polling()
            #expect(second == ["Title 5"])
        }
    }

    @Test("a template that has changed is named, with the selector that would match, and journals nothing")
    func redesign() async throws {
        try await polling { site, feedd in
            site["/news"] = Self.list((1...6).map { ($0, "\($0) Nov 2026") })
            #expect(try await feedd.polling().count == 6)
            site["/news"] = Site.Document(
                body: "<ul><li class=story><a href=/7>Title 7</a></li><li class=story><a href=/8>Title 8</a></li></ul>")
            #expect(
                try await feedd.poll()["list"]?.outcome
                    == .failed(
                        """
                        the page has 0 items where at least 2 are expected: item = "li.news" matches 0 elements, "li" would match 2: has its template changed? \
                        Adjust [source.page]
                        """))
            site["/news"] = Self.list([(1, "1 Nov 2026")])
            guard case .failed(let why)? = try await feedd.poll()["list"]?.outcome else {
                Issue.record("one of six items is too few")
                return
            }
            #expect(why.hasPrefix("the page has 1 item where at least 2 are expected"))
            site["/news"] = Self.list((2...7).map { ($0, "\($0) Nov 2026") })
            #expect(try await feedd.polling() == ["Title 7"])
        }
    }

    @Test("bot walls and app shells are named")
    func walls() async throws {
        try await polling { site, feedd in
            site["/news"] = Site.Document(body: "<title>Just a moment...</title><body><script>window._cf_chl_opt={}</script></body>")
            guard case .failed(let wall)? = try await feedd.poll()["list"]?.outcome else {
                Issue.record("a bot wall is no list")
                return
            }
            #expect(wall.contains("bot wall"))
            site["/news"] = Site.Document(body: "<body><div id=root></div><script src=/a.js></script></body>")
            guard case .failed(let shell)? = try await feedd.poll()["list"]?.outcome else {
                Issue.record("an app shell is no list")
                return
            }
            #expect(shell.contains("scripts build it"))
        }
    }
}
