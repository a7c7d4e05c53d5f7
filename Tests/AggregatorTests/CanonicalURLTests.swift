import Testing

@testable import Aggregator

@Suite("Canonical URLs")
struct CanonicalURLTests {
    @Test(
        "are one where no site tells two articles apart",
        arguments: [
            ("http://example.org/a", "https://example.org/a"),
            ("https://www.example.org/a", "https://example.org/a"),
            ("https://EXAMPLE.org/a", "https://example.org/a"),
            ("https://example.org:443/a", "https://example.org/a"),
            ("https://example.org/a/", "https://example.org/a"),
            ("https://example.org/a/../b", "https://example.org/b"),
            ("https://example.org/%7Euser", "https://example.org/~user"),
            ("https://example.org/%c3%a9", "https://example.org/%C3%A9"),
            ("https://example.org/a?", "https://example.org/a"),
        ])
    func strict(_ a: String, _ b: String) throws {
        #expect(try #require(CanonicalURL(a)).strict == #require(CanonicalURL(b)).strict)
    }

    @Test(
        "are alike but for fragments, tracking and the order of parameters",
        arguments: [
            ("https://example.org/a#comments", "https://example.org/a"),
            ("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a"),
            ("https://example.org/a?id=1&fbclid=xyz", "https://example.org/a?id=1"),
            ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
            ("https://example.org/a?PHPSESSID=1f", "https://example.org/a"),
        ])
    func loose(_ a: String, _ b: String) throws {
        let (a, b) = (try #require(CanonicalURL(a)), try #require(CanonicalURL(b)))
        #expect(a.loose == b.loose)
        #expect(a.strict != b.strict)
    }

    @Test(
        "of different articles stay different",
        arguments: [
            ("https://example.org/a", "https://example.org/b"),
            ("https://example.org/?p=1", "https://example.org/?p=2"),
            ("https://example.org/a", "https://example.com/a"),
            ("https://example.org:8080/a", "https://example.org/a"),
            ("https://example.org/A", "https://example.org/a"),
            ("https://example.org/a%2Fb", "https://example.org/a/b"),
            ("https://example.org/watch?v=1", "https://example.org/watch?v=2"),
        ])
    func different(_ a: String, _ b: String) throws {
        #expect(try #require(CanonicalURL(a)).loose != #require(CanonicalURL(b)).loose)
    }

    @Test(
        "know a front page",
        arguments: [
            ("https://example.org", true), ("https://www.example.org/", true), ("https://example.org/?p=1", false),
            ("https://example.org/a", false), ("https://example.org/#a", false),
        ])
    func frontPage(_ url: String, _ isFrontPage: Bool) throws {
        #expect(try #require(CanonicalURL(url)).isFrontPage == isFrontPage)
    }

    @Test("are http and https alone", arguments: ["mailto:a@example.org", "urn:uuid:1", "relative/path", "", "tag:example.org,2020:1"])
    func others(_ text: String) {
        #expect(CanonicalURL(text) == nil)
    }
}
