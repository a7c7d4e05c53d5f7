import Bytes
import FlyingFox
import Foundation
import Store
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// Polls of a real server through the whole daemon, counted in journal lines.
@Suite("Polling", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct PollingTests {
    private static let long = (1...60).map { "word\($0)" }.joined(separator: " ")

    private func item(_ number: Int, title: String? = nil, guid: String? = nil, link: String? = nil, text: String? = nil) -> RSS.Item {
        RSS.Item(
            title: title ?? "Title \(number)", guid: guid ?? "guid-\(number)", link: link ?? "https://example.org/\(number)",
            date: "Sun, \(String(format: "%02d", number)) Nov 2026 10:00:00 GMT", text: text ?? "Text of \(number)")
    }

    /// What a poll of each document in turn journaled.
    private func series(_ documents: [RSS], settings: String = "") async throws -> [[String]] {
        try await Series(documents, settings: settings).run()
    }

    @Test("the same feed again journals nothing")
    func again() async throws {
        let feed = RSS([item(2), item(1)])
        #expect(try await series([feed, feed]) == [["Title 1", "Title 2"], []])
    }

    @Test("items in another order, under another lastBuildDate, are nothing new")
    func reordered() async throws {
        let moved = RSS([item(1), item(2)], extra: "<lastBuildDate>Sun, 22 Nov 2026 10:00:00 GMT</lastBuildDate><!-- -->")
        #expect(try await series([RSS([item(2), item(1)]), moved]) == [["Title 1", "Title 2"], []])
    }

    @Test("the oldest item of a batch comes first, whatever its place")
    func order() async throws {
        #expect(try await series([RSS([item(3), item(1), item(2)])]) == [["Title 1", "Title 2", "Title 3"]])
    }

    @Test("a new item is journaled once")
    func new() async throws {
        #expect(
            try await series([RSS([item(1)]), RSS([item(2), item(1)]), RSS([item(3), item(2)])]) == [["Title 1"], ["Title 2"], ["Title 3"]])
    }

    @Test("a changed title, and a changed text, is one update each")
    func changed() async throws {
        let polls = try await series([RSS([item(1)]), RSS([item(1, title: "Other")]), RSS([item(1, title: "Other", text: "12 dead")])])
        #expect(polls == [["Title 1"], ["~Other"], ["~Other"]])
    }

    @Test("a version seen before is not journaled again")
    func flips() async throws {
        let (a, b) = (RSS([item(1, text: "A")]), RSS([item(1, text: "B")]))
        #expect(try await series([a, b, a, b, a]).map(\.count) == [1, 1, 0, 0, 0])
    }

    @Test("updates = false journals no update")
    func noUpdates() async throws {
        #expect(try await series([RSS([item(1)]), RSS([item(1, title: "Other")])], settings: "updates = false") == [["Title 1"], []])
    }

    @Test("another pubDate, other typography and other white space are no change")
    func immaterial() async throws {
        var moved = item(1, title: "“Title”  1", text: "Text — of  1")
        moved.date = "Mon, 02 Nov 2026 10:00:00 GMT"
        #expect(try await series([RSS([item(1, title: "\"Title\" 1", text: "Text - of 1")]), RSS([moved])]).map(\.count) == [1, 0])
    }

    @Test("an item that falls out and comes back is nothing new")
    func back() async throws {
        #expect(try await series([RSS([item(1)]), RSS([item(2)]), RSS([item(1)])]).map(\.count) == [1, 1, 0])
    }

    @Test("guids that change form while URLs stay are nothing new; twice so, they are not asked any more")
    func guidsChange() async throws {
        let polls = (0..<4).map { poll in RSS([item(1, guid: "form-\(poll)-1"), item(2, guid: "form-\(poll)-2")]) }
        #expect(try await series(polls).map(\.count) == [2, 0, 0, 0])
    }

    @Test("an item is known by each guid that it had: by its new one when its URL and date change later")
    func learntGUID() async throws {
        func story(_ guid: String, _ link: String, _ day: Int) -> RSS.Item {
            RSS.Item(title: "Title", guid: guid, link: "https://example.org/\(link)", date: Story.day(day), text: "Text")
        }
        let polls = [RSS([story("old", "one", 1)]), RSS([story("new", "one", 1)]), RSS([story("new", "two", 2)])]
        #expect(try await series(polls).map(\.count) == [1, 0, 0])
    }

    @Test("a guid that several items of a document share is no id of theirs")
    func sharedGUID() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS([item(1, guid: "same"), item(2, guid: "same"), item(3, guid: "own")]).text)
            #expect(try await feedd.polling().count == 3)
            let ids = try feedd.records.compactMap { $0["id"]?.string }
            #expect(Set(ids).count == 3)
            #expect(ids.map { $0.contains("same") } == [false, false, false])
        }
    }

    @Test("guids that change twice, and stay in between, are asked all the same")
    func guidsChangeAgain() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            for (number, form) in ["a", "b", "b", "c"].enumerated() {
                let items = (1...2).map { item($0, guid: "\(form)-\($0)") }
                site["/feed"] = Site.Document(body: RSS(items, extra: "<!-- \(number) -->").text)
                try await feedd.poll()
            }
            let habits = try Store(readingFrom: feedd.storePath).read { try $0.state(of: "news") }?.habits
            #expect(habits?.contains(.uselessGUIDs) == false)
        }
    }

    @Test("one guid for all items: every item, once")
    func oneGUID() async throws {
        let feed = RSS((1...3).map { item($0, guid: "same") })
        #expect(try await series([feed, feed, RSS((1...4).map { item($0, guid: "same") })]).map(\.count) == [3, 0, 1])
    }

    @Test("of the first document, backlog takes the newest; what it leaves out does not come later")
    func backlog() async throws {
        let feed = RSS([item(3), item(2), item(1)])
        #expect(
            try await series([feed, feed, RSS([item(4), item(3), item(2)])], settings: "backlog = 1") == [["Title 3"], [], ["Title 4"]])
    }

    @Test("two sources that carry the same URL bring it once")
    func twoSources() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("a", site.url("/a"))
            site["/a"] = Site.Document(body: RSS([item(1)]).text)
            #expect(try await feedd.polling() == ["Title 1"])
            // Not before: of two that are polled at once either may be the first to bring an item, and updates are the first one's.
            feedd.configure("b", site.url("/b"))
            site["/b"] = Site.Document(body: RSS([item(1, guid: "other"), item(2)]).text)
            #expect(try await feedd.polling() == ["Title 2"])
            site["/b"] = Site.Document(body: RSS([item(1, title: "Title 1", guid: "other", text: "Changed there")]).text)
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("validators go back byte for byte, a 304 keeps them, and a reload of the same bytes is no document")
    func validators() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: RSS([item(1)]).text, etag: "W/\"odd \\\" tag\"")
            for _ in 0..<3 { try await feedd.poll() }
            #expect(site.visits.map(\.status) == [200, 304, 304])
            #expect(site.visits.last?.ifNoneMatch == "W/\"odd \\\" tag\"")
            site["/feed"] = Site.Document(body: RSS([item(1)]).text)
            let reports = try await feedd.poll()
            guard case .unchanged? = reports["news"]?.outcome else {
                Issue.record("the same bytes were read again")
                return
            }
        }
    }

    @Test("a failing source is told with its reason, and the others are journaled")
    func failures() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("good", site.url("/good"))
            feedd.configure("missing", site.url("/missing"))
            feedd.configure("page", site.url("/page"))
            feedd.configure("empty", site.url("/empty"))
            site["/good"] = Site.Document(body: RSS([item(1)]).text)
            site["/page"] = Site.Document(
                body:
                    "<!doctype html><html><head><title>News</title><link rel=alternate type=application/rss+xml href=/good></head><body><p>Hi</p></body></html>"
            )
            site["/empty"] = Site.Document(body: "")
            let reports = try await feedd.poll()
            #expect(try feedd.records.count == 1)
            let sources = try feedd.overview()
            #expect(sources.map(\.standing) == [.ok, .failing, .failing, .failing])
            #expect(sources[1].error?.contains("404") == true)
            #expect(sources[2].error?.contains(site.url("/good")) == true)
            #expect(sources.dropFirst().allSatisfy { $0.nextDue != nil })
            #expect(reports.values.filter(\.isGood).map(\.source) == ["good"])
        }
    }

    @Test("Retry-After is kept to even by a poll by name")
    func retryAfter() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("news", site.url("/feed"))
            site["/feed"] = Site.Document(body: "", status: 503, headers: ["Retry-After": "3600"])
            try await feedd.poll()
            let reports = try await feedd.poll()
            guard case .deferred? = reports["news"]?.outcome else {
                Issue.record("it was asked again")
                return
            }
            #expect(site.visits.count == 1)
        }
    }

    @Test("a permanent redirect, seen twice running, moves the source; a temporary one does not")
    func moves() async throws {
        try await Site.serving { site in
            let feedd = try Installation()
            feedd.configure("moved", site.url("/old"))
            feedd.configure("lent", site.url("/there"))
            site["/old"] = Site.Document(body: "", status: 301, headers: ["Location": "/new"])
            site["/there"] = Site.Document(body: "", status: 302, headers: ["Location": "/new"])
            site["/new"] = Site.Document(body: RSS([item(1)]).text)
            for _ in 0..<3 { try await feedd.poll() }
            #expect(site.visits.count { $0.path == "/old" } == 2)
            #expect(site.visits.count { $0.path == "/there" } == 3)
            #expect(try feedd.records.count == 1)
        }
    }
}
