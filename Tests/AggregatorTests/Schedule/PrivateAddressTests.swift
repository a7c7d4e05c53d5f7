import Foundation
import TestSupport
import Testing

@testable import Aggregator

/// `Installation` allows private addresses by default, since every server here is at one.
@Suite("Private addresses", .slow, .tags(.slow), .timeLimit(.minutes(2)))
struct PrivateAddressTests {
    @Test("are a matter of each source: where one may reach them, another that may not does not")
    func feeds() async throws {
        try await Site.serving { site in
            site["/feed"] = Site.Document(body: RSS([RSS.Item(title: "Story", guid: "1", text: "A text")]).text)
            let feedd = try Installation()
            feedd.configure("inside", site.url("/feed"))
            feedd.configure("outside", site.url("/feed?outside"), "allow_private_addresses = false")
            let reports = try await feedd.poll()
            guard case .read(1, 0)? = reports["inside"]?.outcome, case .failed(let why)? = reports["outside"]?.outcome else {
                Issue.record("\(reports)")
                return
            }
            #expect(why.contains("is not a public address"))
            #expect(site.visits.map(\.path) == ["/feed"])
        }
    }

    @Test("are reached by no page, and no robots.txt, of a source that may not", arguments: [true, false])
    func pages(mayReachThem: Bool) async throws {
        try await Site.serving { site in
            let story = ArticlePage.numbered(1)
            site["/story"] = Site.Document(body: story.html, headers: ["Content-Type": "text/html"])
            let feedd = try Installation()
            let feed = "\(feedd.directory)/feed.xml"
            let item = RSS.Item(title: "Story", guid: "1", link: site.url("/story"), text: "A teaser")
            try RSS([item]).text.write(toFile: feed, atomically: true, encoding: .utf8)
            feedd.configure("news", "file://\(feed)", "full_text = true\nallow_private_addresses = \(mayReachThem)")
            try await feedd.poll()
            #expect(try feedd.records.map { $0["content_text"]?.string } == [mayReachThem ? story.text : "A teaser"])
            #expect(site.visits.map(\.path) == (mayReachThem ? ["/robots.txt", "/story"] : []))
        }
    }
}
