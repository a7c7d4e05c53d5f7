import Bytes
import Configuration
import Foundation
import Synchronization
import Syndication
import TestSupport
import Testing

@testable import Aggregator

/// Items whose text is on their pages, through the whole daemon.
@Suite("Full text", .slow, .tags(.slow), .timeLimit(.minutes(4)))
struct FullTextTests {
    private func item(_ number: Int, _ site: Site, title: String? = nil, text: String = "A teaser of a few words") -> RSS.Item {
        RSS.Item(
            title: title ?? "Story \(number): the council and its tram line", guid: "guid-\(number)", link: site.url("/story/\(number)"),
            date: "Sun, \(String(format: "%02d", number)) Nov 2026 10:00:00 GMT", text: text)
    }

    private func publish(_ numbers: ClosedRange<Int>, on site: Site, text: String = "A teaser of a few words") {
        publish(numbers, on: site) { _ in text }
    }

    private func publish(_ numbers: ClosedRange<Int>, on site: Site, text: (Int) -> String) {
        site["/feed"] = Site.Document(body: RSS(numbers.map { item($0, site, text: text($0)) }).text)
        for number in numbers where site["/story/\(number)"] == nil { site["/story/\(number)"] = page(.numbered(number)) }
    }

    private func page(_ story: ArticlePage) -> Site.Document { Site.Document(body: story.html, headers: ["Content-Type": "text/html"]) }

    private func installation(_ site: Site, _ settings: String = "full_text = true") throws -> Installation {
        let feedd = try Installation()
        feedd.configure("news", site.url("/feed"), settings)
        return feedd
    }

    /// Has feedd poll items whose pages never come, and stops it while they wait.
    private func stopAwaiting(_ numbers: ClosedRange<Int>, _ site: Site, _ feedd: Installation) async throws {
        publish(numbers, on: site)
        for number in numbers { site["/story/\(number)"] = Site.Document(body: "", hangs: true) }
        try await feedd.stopAwaitingPages()
    }

    private func texts(_ feedd: Installation) throws -> [String?] { try feedd.records.map { $0["content_text"]?.string } }

    @Test("an item is journaled with its page's article, once, oldest first")
    func articles() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...3, on: site)
            let reports = try await feedd.poll()
            guard case .read(3, 0)? = reports["news"]?.outcome else {
                Issue.record("\(String(describing: reports["news"]?.outcome))")
                return
            }
            #expect(try texts(feedd) == (1...3).map { ArticlePage.numbered($0).text })
            let record = try #require(try feedd.records.first)
            #expect(record["summary"]?.string == "A teaser of a few words")
            #expect(record["content_html"]?.string?.hasPrefix("<") == true)
            #expect(record.feedd["guid"]?.string == "guid-1")
            #expect(record.feedd["revision"]?.integer == 1)
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.map(\.path).filter { $0.hasPrefix("/story") }.count == 3)
            #expect(site.visits.count { $0.path == "/robots.txt" } == 1)
        }
    }

    @Test("of pages on another site 100 are fetched a poll, the other items have the feed's content, and that is said once")
    func ceiling() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            let items = (1...103).map { number in
                RSS.Item(
                    title: "Story number \(number) of many", guid: "g\(number)", link: "http://story.invalid/\(number)",
                    text: "The teaser of story \(number)")
            }
            site["/feed"] = Site.Document(body: RSS(items).text)
            let lines = LogRecorder()
            for _ in 0..<2 {
                let daemon = try feedd.daemon(log: lines.logger)
                await daemon.poll(daemon.sources) { _ in }
            }
            #expect(try feedd.records.count == 103)
            #expect(lines.lines.count { $0.contains("3 items are journaled with the feed's content") } == 1)
            #expect(lines.lines.count { $0.contains("cannot read an article page") } == 100)
        }
    }

    @Test(
        "a page whose link has spaces, quotes or letters outside ASCII is fetched", arguments: ["/q x.html", "/a &quot;b&quot; c", "/ä ö"])
    func spaces(_ path: String) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            let story = ArticlePage.numbered(1)
            let plain = path.replacingOccurrences(of: "&quot;", with: "\"")
            let encoded = plain.addingPercentEncoding(
                withAllowedCharacters: CharacterSet(charactersIn: "/.").union(.alphanumerics.intersection(.init(charactersIn: "a"..."z"))))
            for path in [plain, encoded ?? ""] { site[path] = page(story) }
            site["/feed"] = Site.Document(body: RSS([RSS.Item(title: "Story 1", guid: "1", link: site.url(path), text: "A teaser")]).text)
            try await feedd.poll()
            #expect(try texts(feedd) == [story.text])
            #expect(try feedd.records.first?["url"]?.string == encoded.map { site.url($0) })
        }
    }

    @Test("without full_text no page is fetched")
    func off() async throws {
        try await Site.serving { site in
            let feedd = try installation(site, "")
            publish(1...1, on: site)
            try await feedd.poll()
            #expect(try texts(feedd) == ["A teaser of a few words"])
            #expect(site.visits.map(\.path) == ["/feed"])
        }
    }

    @Test("what robots.txt forbids is not fetched, and its item has the feed's content")
    func robots() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...2, on: site)
            site["/robots.txt"] = Site.Document(body: "User-agent: *\nDisallow:\n\nUser-agent: feedd\nDisallow: /story/1\n")
            try await feedd.poll()
            #expect(try texts(feedd) == ["A teaser of a few words", ArticlePage.numbered(2).text])
            #expect(!site.visits.contains { $0.path == "/story/1" })
        }
    }

    @Test("a feed is polled whatever robots.txt says; where that cannot be had, no page is", arguments: [500, 503])
    func unreachableRobots(_ status: Int) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            site["/robots.txt"] = Site.Document(body: "", status: status)
            try await feedd.poll()
            #expect(try texts(feedd) == ["A teaser of a few words"])
            #expect(site.visits.map(\.path).sorted() == ["/feed", "/robots.txt"])
        }
    }

    static let unusable: [(String, Site.Document)] = [
        ("a missing page", Site.Document(body: "", status: 404)),
        ("a page that fails", Site.Document(body: "", status: 500)),
        ("no HTML", Site.Document(body: "%PDF-1.7", headers: ["Content-Type": "application/pdf"])),
        (
            "HTML that is called something else",
            Site.Document(body: ArticlePage.numbered(1).html, headers: ["Content-Type": "application/octet-stream"])
        ),
        ("an empty page", Site.Document(body: "", headers: ["Content-Type": "text/html"])),
        (
            "a page without an article",
            Site.Document(
                body: "<html><body><nav><a href=/a>News</a> <a href=/b>Sport</a></nav></body></html>",
                headers: ["Content-Type": "text/html"])
        ),
        (
            "a wall of consent",
            Site.Document(
                body:
                    "<html><head><title>Your privacy</title></head><body><p>We and our 1,200 partners store information on your device. Please agree, or choose below what they are allowed to do with everything that they learn.</p></body></html>",
                headers: ["Content-Type": "text/html"])
        ),
        (
            "a paywall's stub",
            Site.Document(
                body: """
                    <html><head><title>Story 1: the council and its tram line</title><script type="application/ld+json">
                    {"@context":"https://schema.org","@type":"NewsArticle","headline":"Story 1: the council and its tram line","isAccessibleForFree":false}</script></head>
                    <body><article><h1>Story 1: the council and its tram line</h1><p>The council has decided on the tram line, after three years of debate and two hearings, which drew hundreds of residents to the town hall.</p>
                    <p>To go on reading, please subscribe. It costs next to nothing, and the first month is free of charge for you.</p></article></body></html>
                    """, headers: ["Content-Type": "text/html"])
        ),
        ("a redirect to the front page", Site.Document(body: "", status: 302, headers: ["Location": "/"])),
        ("a redirect for ever", Site.Document(body: "", status: 302, headers: ["Location": "/story/1"])),
    ]

    @Test("where the page does not help, the item has the feed's content, once", arguments: unusable.indices)
    func fallback(_ index: Int) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            site["/story/1"] = Self.unusable[index].1
            #expect(try await feedd.polling().count == 1)
            #expect(try texts(feedd) == ["A teaser of a few words"], "\(Self.unusable[index].0)")
            #expect(try await feedd.polling().isEmpty)
        }
    }

    static let secretive: [(String, Site.Document)] = [
        ("a redirect loop", Site.Document(body: "", status: 302, headers: ["Location": "/story/1?token=SECRET"])),
        ("a redirect to no page", Site.Document(body: "", status: 302, headers: ["Location": "ftp://joe:SECRET@127.0.0.1/?token=SECRET"])),
        ("a missing page", Site.Document(body: "", status: 404)), ("a page that fails", Site.Document(body: "", status: 500)),
        ("no HTML", Site.Document(body: "%PDF-1.7", headers: ["Content-Type": "application/pdf"])),
    ]

    @Test("no part of a page's URL but its host reaches the log", arguments: secretive.indices)
    func secrets(_ index: Int) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            let item = RSS.Item(title: "Story", guid: "guid-1", link: site.url("/story/1?token=SECRET"), text: "A teaser")
            site["/feed"] = Site.Document(body: RSS([item]).text)
            site["/story/1"] = Self.secretive[index].1
            let log = LogRecorder()
            let daemon = try feedd.daemon(log: log.logger)
            await daemon.poll(daemon.sources) { _ in }
            #expect(log.lines.contains { $0.contains("article page") }, "\(Self.secretive[index].0)")
            #expect(!log.lines.contains { $0.contains("SECRET") || $0.contains("/story") }, "\(log.lines)")
            #expect(try texts(feedd) == ["A teaser"])
        }
    }

    @Test("a page that failed twice is read the third time")
    func retries() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            site["/story/1"] = Site.Document(body: "", status: 500)
            site.change(at: "/story/1", afterVisits: 2, to: page(.numbered(1)))
            try await feedd.poll()
            #expect(try texts(feedd) == [ArticlePage.numbered(1).text])
            #expect(site.visits.count { $0.path == "/story/1" } == 3)
        }
    }

    @Test("the feed's own content stays where it says more than the page")
    func feedIsBetter() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            let long =
                "<p>" + ArticlePage.numbered(1).paragraphs.joined(separator: "</p><p>")
                + "</p><p>And one paragraph more, which only the feed has.</p>"
            publish(1...1, on: site, text: long)
            try await feedd.poll()
            #expect(try texts(feedd).first??.hasSuffix("only the feed has.") == true)
        }
    }

    @Test("a page's redirect is followed, hop by hop, and its robots.txt heeded", arguments: [true, false])
    func redirects(_ isAllowed: Bool) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            site["/story/1"] = Site.Document(body: "", status: 301, headers: ["Location": "/archive/1"])
            site["/archive/1"] = page(.numbered(1))
            if !isAllowed { site["/robots.txt"] = Site.Document(body: "User-agent: feedd\nDisallow: /archive") }
            try await feedd.poll()
            #expect(try texts(feedd) == [isAllowed ? ArticlePage.numbered(1).text : "A teaser of a few words"])
            #expect(site.visits.contains { $0.path == "/archive/1" } == isAllowed)
        }
    }

    @Test("pages that never answer delay their own source's items until it is time, and nobody else's at all")
    func hanging() async throws {
        try await Site.serving { other in
            try await Site.serving { site in
                let feedd = try installation(site)
                feedd.patience.limit = .seconds(2)
                publish(1...2, on: site)
                site["/story/1"] = Site.Document(body: "", hangs: true)
                // Of the same host, by another name.
                feedd.configure("other", other.url("/feed").replacing("127.0.0.1", with: "localhost"), "full_text = true")
                publish(5...6, on: other)
                let order = Mutex<[String]>([])
                let daemon = try feedd.daemon()
                await daemon.poll(daemon.sources) { report in order.withLock { $0.append(report.source) } }
                #expect(order.withLock { $0 } == ["other", "news"])
                #expect(try texts(feedd).suffix(2) == ["A teaser of a few words", ArticlePage.numbered(2).text])
                #expect(try texts(feedd).count == 4)
            }
        }
    }

    @Test("what waits when feedd is stopped is neither lost nor written twice")
    func stopped() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            try await stopAwaiting(1...3, site, feedd)
            #expect(try texts(feedd).isEmpty)
            // Gone from the feed meanwhile, all but one.
            for number in 1...3 { site["/story/\(number)"] = page(.numbered(number)) }
            publish(3...3, on: site)
            #expect(try await feedd.polling().count == 3)
            #expect(try texts(feedd) == (1...3).map { ArticlePage.numbered($0).text })
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("a second poll while items wait neither fetches nor journals them twice; a teaser that changed meanwhile is taken")
    func secondPoll() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            try await stopAwaiting(1...2, site, feedd)
            site["/feed"] = Site.Document(body: RSS([item(1, site, text: "Another teaser"), item(2, site)]).text)
            try await feedd.stopAwaitingPages(contentRevision: 1)
            for number in 1...2 { site["/story/\(number)"] = page(.numbered(number)) }
            #expect(try await feedd.polling().count == 2)
            #expect(try feedd.records.map { $0["summary"]?.string } == ["Another teaser", "A teaser of a few words"])
            #expect(try feedd.records.allSatisfy { $0.feedd["revision"]?.integer == 1 })
        }
    }

    @Test("two sources that carry the same page bring it once, also while it is awaited")
    func twoSources() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            try await stopAwaiting(1...1, site, feedd)
            site["/story/1"] = page(.numbered(1))
            feedd.configure("other", site.url("/feed"))
            #expect(try await feedd.polling().count == 1)
            #expect(try texts(feedd) == [ArticlePage.numbered(1).text])
        }
    }

    @Test("a story that another source's page tells, too, is marked as its repetition, or dropped", arguments: ["mark", "drop"])
    func repetitions(_ policy: String) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            try await feedd.poll()
            feedd.configure("second", site.url("/second"), "full_text = true\nnear_duplicates = \"\(policy)\"")
            site["/wire/7"] = site["/story/1"]
            let other = RSS.Item(
                title: "The council and its tram line: story 1", guid: "wire-7", link: site.url("/wire/7"),
                text: "Said in quite other words")
            site["/second"] = Site.Document(body: RSS([other]).text)
            #expect(try await feedd.polling().count == (policy == "mark" ? 1 : 0))
            let records = try feedd.records
            if policy == "mark" { #expect(records.last?.feedd["duplicate_of"]?.string == records.first?.feedd["key"]?.string) }
            #expect(try await feedd.polling().isEmpty)
        }
    }

    @Test("items that wait for the pages of a source that is gone are journaled with what its feed said")
    func sourceIsGone() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            try await stopAwaiting(1...2, site, feedd)
            feedd.configure("news", site.url("/feed"), "full_text = true\nenabled = false")
            try await feedd.poll()
            #expect(try texts(feedd) == ["A teaser of a few words", "A teaser of a few words"])
        }
    }

    @Test("what rotates on page and in feed is no update; a paragraph more is one")
    func rotation() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            for round in 0..<4 {
                for number in 1...3 {
                    var story = ArticlePage.numbered(number)
                    story.comments = 2 + round
                    story.sidebar = "<a href=\"/latest/\(round)\">Latest headline number \(round), of this very hour</a>"
                    story.injected = [
                        0:
                            "<p><strong>See also:</strong> <a href=\"/other/\(round)\(number)1\">A story of round \(round), the first</a></p>",
                        2:
                            "<p><strong>See also:</strong> <a href=\"/other/\(round)\(number)2\">A story of round \(round), the second</a></p>",
                    ]
                    site["/story/\(number)"] = page(story)
                }
                // What all items say is no content.
                publish(1...3, on: site) {
                    "A teaser of \(["the tram", "a vote", "its cost", "the mayor"][$0]), number \(Self.words[round])"
                }
                #expect(try await feedd.polling().count == (round == 0 ? 3 : 0), "round \(round)")
            }
            #expect(site.visits.count { $0.path == "/story/1" } == 4)
            var longer = ArticlePage.numbered(2)
            longer.paragraphs.append(
                "In the evening the mayor added that the depot in the north would be finished a year earlier than planned.")
            site["/story/2"] = page(longer)
            publish(1...3, on: site) { "A teaser of \(["the tram", "a vote", "its cost", "the mayor"][$0]), in the evening" }
            #expect(try await feedd.polling() == ["~Story 2: the council and its tram line"])
            #expect(try texts(feedd).last == longer.text)
            #expect(try feedd.records.last?.feedd["revision"]?.integer == 2)
        }
    }

    private static let words = ["one", "two", "three", "four"]

    @Test("a page is not fetched again where its feed says nothing new of the item, if only another date")
    func otherDate() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            try await feedd.poll()
            var redated = item(1, site)
            redated.date = "Mon, 02 Nov 2026 12:00:00 GMT"
            site["/feed"] = Site.Document(body: RSS([redated]).text)
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.count { $0.path == "/story/1" } == 1)
        }
    }

    @Test("a page that cannot be had when its teaser changes takes nothing back")
    func refetchFails() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            try await feedd.poll()
            site["/story/1"] = Site.Document(body: "", status: 404)
            publish(1...1, on: site, text: "Quite another teaser")
            #expect(try await feedd.polling().isEmpty)
            #expect(site.visits.count { $0.path == "/story/1" } == 2)
        }
    }

    @Test("of an item that has the feed's content a changed teaser is an update, and so is its page once it is there")
    func lateArticle() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            site["/story/1"] = Site.Document(body: "", status: 404)
            try await feedd.poll()
            publish(1...1, on: site, text: "Quite another teaser")
            #expect(try await feedd.polling().count == 1)
            site["/story/1"] = page(.numbered(1))
            publish(1...1, on: site, text: "And yet another one")
            #expect(try await feedd.polling().count == 1)
            #expect(try texts(feedd) == ["A teaser of a few words", "Quite another teaser", ArticlePage.numbered(1).text])
        }
    }

    @Test("a changed teaser is an update of an item without an article, also where all teasers end alike")
    func teasersThatEndAlike() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            for number in 1...5 { site["/story/\(number)"] = Site.Document(body: "", status: 404) }
            let names = ["", "mayor", "miller", "baker", "priest", "smith"]
            let ending = "<p>This week our readers support the rebuilding of the mill, and every coin counts for those who live there.</p>"
            publish(1...5, on: site) { "<p>The \(names[$0]) tells at some length what has been going on in the town.</p>" + ending }
            #expect(try await feedd.polling().count == 5)
            publish(1...5, on: site) {
                "<p>The \(names[$0]) tells at \($0 == 3 ? "great" : "some") length what has been going on in the town.</p>" + ending
            }
            #expect(try await feedd.polling() == ["~Story 3: the council and its tram line"])
        }
    }

    @Test("articles over several pages are followed at their own host, and no further than they go")
    func severalPages() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...2, on: site)
            let whole = ArticlePage.numbered(1)
            for (part, next) in [(0, "/story/1/2"), (1, "/story/1/3"), (2, "/story/2")] {
                var story = whole
                story.paragraphs = ArticlePage.numbered(1 + part * 7).paragraphs
                story.head = "<link rel=\"next\" href=\"\(next)\">"
                site[part == 0 ? "/story/1" : "/story/1/\(part + 1)"] = page(story)
            }
            try await feedd.poll()
            let parts = [1, 8, 15].map { ArticlePage.numbered($0).text }
            #expect(try texts(feedd).first == parts.joined(separator: "\n\n"))
            #expect(site.visits.count { $0.path == "/story/2" } == 1)
        }
    }

    @Test("a later page that fails is tried again; where it goes on failing, what was read before it is the article", arguments: [2, 9])
    func laterPageFails(failures: Int) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...1, on: site)
            var first = ArticlePage.numbered(1)
            first.head = "<link rel=\"next\" href=\"/story/1/2\">"
            site["/story/1"] = page(first)
            site["/story/1/2"] = Site.Document(body: "", status: 500)
            site.change(at: "/story/1/2", afterVisits: failures, to: page(.numbered(8)))
            try await feedd.poll()
            let parts = failures < 3 ? [first.text, ArticlePage.numbered(8).text] : [first.text]
            #expect(try texts(feedd) == [parts.joined(separator: "\n\n")])
            #expect(site.visits.count { $0.path == "/story/1/2" } == 3)
        }
    }

    @Test("a page that answers 429 or 503 holds its host", arguments: [429, 503])
    func overloaded(status: Int) async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            feedd.patience.limit = .seconds(1)
            publish(1...1, on: site)
            site["/story/1"] = Site.Document(body: "", status: status, headers: ["Retry-After": "600"])
            let log = LogRecorder()
            let daemon = try feedd.daemon(log: log.logger)
            await daemon.poll(daemon.sources) { _ in }
            #expect(log.lines.contains { $0.contains("no requests for 600 s") })
            #expect(site.visits.count { $0.path == "/story/1" } == 1)
            #expect(try texts(feedd) == ["A teaser of a few words"])
        }
    }

    @Test("items left out of a backlog ask for no page")
    func backlog() async throws {
        try await Site.serving { site in
            let feedd = try installation(site, "full_text = true\nbacklog = 1")
            publish(1...3, on: site)
            #expect(try await feedd.polling().count == 1)
            #expect(site.visits.map(\.path).filter { $0.hasPrefix("/story") } == ["/story/3"])
        }
    }

    @Test("a store that is lost while items wait finds them again, and a rebuilt one updates nothing")
    func lostStore() async throws {
        try await Site.serving { site in
            let feedd = try installation(site)
            publish(1...2, on: site)
            try await feedd.poll()
            feedd.loseStore()
            #expect(try await feedd.polling().isEmpty)
            publish(1...2, on: site, text: "Another teaser")
            #expect(try await feedd.polling().isEmpty)
            publish(1...3, on: site, text: "Another teaser")
            #expect(try await feedd.polling() == ["Story 3: the council and its tram line"])
        }
    }
}
