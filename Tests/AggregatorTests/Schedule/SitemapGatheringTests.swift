import Bytes
import Syndication
import TestSupport
import Testing

@testable import Aggregator

@Suite("Polls of sitemaps", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct SitemapGatheringTests {
    private static func urlset(_ paths: [String], _ site: Site) -> String {
        "<urlset>" + paths.map { "<url><loc>\(site.url($0))</loc></url>" }.joined() + "</urlset>"
    }

    private static func index(_ entries: [(path: String, date: String?)], _ site: Site) -> String {
        let parts = entries.map { entry in
            "<sitemap><loc>\(site.url(entry.path))</loc>\(entry.date.map { "<lastmod>\($0)</lastmod>" } ?? "")</sitemap>"
        }
        return "<sitemapindex>\(parts.joined())</sitemapindex>"
    }

    private func outcome(_ installation: Installation) async throws -> PollReport.Outcome? {
        try await installation.poll()["map"]?.outcome
    }

    @Test("the sitemaps of an index are read, and later those alone that may have changed")
    func index() async throws {
        try await Site.serving { site in
            let installation = try Installation()
            installation.configure("map", site.url("/sitemap.xml"), "page = \"sitemap\"")
            site["/1.xml"] = Site.Document(body: Self.urlset(["/a"], site))
            site["/2.xml"] = Site.Document(body: Self.urlset(["/b", "/c"], site))
            site["/sitemap.xml"] = Site.Document(body: Self.index([("/1.xml", "2020-01-01"), ("/2.xml", nil)], site))
            #expect(try await outcome(installation) == .read(new: 3, updated: 0))
            site["/2.xml"] = Site.Document(body: Self.urlset(["/b", "/c", "/d"], site))
            site["/sitemap.xml"] = Site.Document(
                body: Self.index([("/1.xml", "2020-01-01"), ("/2.xml", nil), ("/3.xml", "2020-01-01")], site))
            #expect(try await outcome(installation) == .read(new: 1, updated: 0))
            #expect(site.visits.filter { $0.path == "/1.xml" }.count == 1)
            #expect(!site.visits.contains { $0.path == "/3.xml" })
        }
    }

    @Test("where a sitemap of an index cannot be had, the others are read, it is said, and the next poll asks for all again")
    func missing() async throws {
        try await Site.serving { site in
            let installation = try Installation()
            installation.configure("map", site.url("/sitemap.xml"), "page = \"sitemap\"")
            site["/1.xml"] = Site.Document(body: Self.urlset(["/a"], site))
            site["/2.xml"] = Site.Document(body: "", status: 500)
            site["/sitemap.xml"] = Site.Document(body: Self.index([("/1.xml", nil), ("/2.xml", nil)], site))
            guard case .cutShort(1, 0, let why)? = try await outcome(installation) else {
                Issue.record("a missing sitemap was passed over in silence")
                return
            }
            #expect(why.contains("500"))
            site["/2.xml"] = Site.Document(body: Self.urlset(["/b"], site))
            #expect(try await outcome(installation) == .read(new: 1, updated: 0))
        }
    }

    @Test("robots.txt binds sitemaps, and not feeds")
    func robots() async throws {
        try await Site.serving { site in
            let installation = try Installation()
            site["/robots.txt"] = Site.Document(body: "User-agent: *\nDisallow: /")
            site["/sitemap.xml"] = Site.Document(body: Self.urlset(["/a"], site))
            site["/feed"] = Site.Document(body: RSS([Story.item(1)]).text)
            installation.configure("map", site.url("/sitemap.xml"), "page = \"sitemap\"")
            installation.configure("feed", site.url("/feed"))
            let reports = try await installation.poll()
            #expect(reports["feed"]?.outcome == .read(new: 1, updated: 0))
            guard case .failed(let why)? = reports["map"]?.outcome else {
                Issue.record("a forbidden sitemap was read")
                return
            }
            #expect(why.hasPrefix("robots.txt of 127.0.0.1 forbids it"))
            #expect(!site.visits.contains { $0.path == "/sitemap.xml" })
        }
    }

    @Test("of many sitemaps those are chosen that changed last, and none that is older than the last poll")
    func chosen() {
        let day = 86_400_000 as Int64
        let now = Timestamp(milliseconds: 1_795_860_000_000)
        let entries = (0..<30).map {
            Sitemap.Entry(url: "https://x.test/\($0)", modified: Timestamp(milliseconds: now.milliseconds - Int64($0) * day))
        }
        #expect(SitemapGathering.chosen(entries.reversed(), since: nil) == Array(entries.prefix(20)))
        #expect(SitemapGathering.chosen(entries, since: now - .seconds(3 * 86_400)) == Array(entries.prefix(5)))
    }
}
