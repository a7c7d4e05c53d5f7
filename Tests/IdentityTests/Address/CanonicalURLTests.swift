import Testing

@testable import Identity

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
            ("https://example.org/a;jsessionid=1F02?b=1", "https://example.org/a?b=1"),
            ("https://example.org/(S(1k3x0q))/a.aspx", "https://example.org/a.aspx"),
            ("https://example.org/t?f=1&sid=0123456789abcdef0123456789ABCDEF", "https://example.org/t?f=1"),
            ("https://example.org/a?partner=rss&emc=rss", "https://example.org/a"),
            ("https://example.org/a?source=rss-1f2e3d------2", "https://example.org/a"),
            ("https://example.org/a?%75tm_source=rss", "https://example.org/a"),
            ("https://example.org/?p=1&utm_source=rss", "https://example.org/?p=1"),
            ("https://example.org/a?x=%e2%82%ac&fbclid=1", "https://example.org/a?x=%E2%82%AC"),
        ])
    func loose(_ a: String, _ b: String) throws {
        let (a, b) = (try #require(CanonicalURL(a)), try #require(CanonicalURL(b)))
        #expect(a.loose == b.loose)
        #expect(a.strict != b.strict)
    }

    @Test(
        "are alike in their AMP and mobile forms",
        arguments: [
            ("https://example.org/a/amp", "https://example.org/a"),
            ("https://example.org/a/amp/", "https://example.org/a/"),
            ("https://example.org/amp/a/b", "https://example.org/a/b"),
            ("https://www.bbc.co.uk/news/amp/world-1234", "https://www.bbc.co.uk/news/world-1234"),
            ("https://example.org/a.amp", "https://example.org/a"),
            ("https://example.org/a.amp.html", "https://example.org/a.html"),
            ("https://example.org/a?amp", "https://example.org/a"),
            ("https://example.org/a?id=7&amp=1", "https://example.org/a?id=7"),
            ("https://example.org/a?outputType=amp", "https://example.org/a"),
            ("https://amp.example.org/a", "https://www.example.org/a"),
            ("https://m.example.org/a", "https://example.org/a"),
            ("https://mobile.example.co.uk/a?b=1", "https://example.co.uk/a?b=1"),
            ("https://en.m.wikipedia.org/wiki/Feed", "https://en.wikipedia.org/wiki/Feed"),
            ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a?b=1", "https://example.org/a?b=1"),
            ("https://example-org.cdn.ampproject.org/v/s/example.org/a/amp?amp_js_v=0.1&usqp=mq331AQ", "https://example.org/a"),
            ("https://www.google.com/amp/s/www.example.org/a/amp/", "https://example.org/a"),
            ("https://www.google.co.uk/amp/example.org/a", "http://example.org/a"),
        ])
    func forms(_ a: String, _ b: String) throws {
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
            ("https://m.me/a", "https://me/a"),
            ("https://mike.example.org/a", "https://example.org/a"),
            ("https://m.example.org/a", "https://m.example.com/a"),
            ("https://de.m.wikipedia.org/wiki/A", "https://en.m.wikipedia.org/wiki/A"),
            ("https://example.org/amplifiers/a", "https://example.org/a"),
            ("https://example.org/guitar-amp", "https://example.org/guitar"),
            ("https://example.org/amp", "https://example.org/"),
            ("https://example.org/ramp.html", "https://example.org/r.html"),
            ("https://www.google.com/amp/s/example.org/a", "https://www.google.com/amp/s/example.org/b"),
            ("https://a.cdn.ampproject.org/c/s/a.org/x", "https://a.cdn.ampproject.org/c/s/b.org/x"),
            ("https://example.org/article.pl?sid=26/11/22/1", "https://example.org/article.pl?sid=26/11/22/2"),
            ("https://example.org/story?sid=4711", "https://example.org/story?sid=4712"),
            ("https://example.org/t?f=1&s=abcdef0123456789", "https://example.org/t?f=1"),
            ("https://example.org/a;v=1", "https://example.org/a;v=2"),
            ("https://example.org/?feed=rss", "https://example.org/"),
            ("https://example.org/a?ref=1", "https://example.org/a?ref=2"),
            ("https://example.org/a?a=1&b=2", "https://example.org/a?a=2&b=1"),
            ("https://example.org/a?q=a%26b", "https://example.org/a?q=a&b"),
        ])
    func different(_ a: String, _ b: String) throws {
        #expect(try #require(CanonicalURL(a)).loose != #require(CanonicalURL(b)).loose)
    }

    @Test(
        "know a front page",
        arguments: [
            ("https://example.org", true), ("https://www.example.org/", true), ("https://example.org/?p=1", false),
            ("https://example.org/a", false), ("https://example.org/#a", false), ("https://example.org/?utm_source=rss", true),
            ("https://m.example.org/", true), ("https://example.org/amp/", false),
        ])
    func frontPage(_ url: String, _ isFrontPage: Bool) throws {
        #expect(try #require(CanonicalURL(url)).isFrontPage == isFrontPage)
    }

    @Test("are http and https alone", arguments: ["mailto:a@example.org", "urn:uuid:1", "relative/path", "", "tag:example.org,2020:1"])
    func others(_ text: String) {
        #expect(CanonicalURL(text) == nil)
    }

    @Test("are the same by the short way, which most addresses go, as by the long one")
    func plain() throws {
        let hosts = [
            "example.org", "www.example.org", "www.www.org", "m.example.org", "en.m.wikipedia.org", "mobile.de", "m.org", "a-b.c1.example",
            "a..b",
            "amp-example-org.cdn.ampproject.org", "www.google.com", "google.com", "www.bing.com", "www.bing-amp.com", "EXAMPLE.org",
            "127.0.0.1", "0xff", "foo.0xff", "1.0x", "example.0rg",
            "example.org.", "xn--bcher-kva.example", "bücher.example", "example.org:443", "example.org:8080", "user@example.org",
            "localhost",
        ]
        let paths = [
            "", "/", "//", "/a", "/a/", "/a//", "/a//b", "/a/b.html", "/2026/11/23/a-title_of-it~1", "/a/../b", "/a/.b", "/a/.", "/amp",
            "/a/amp/",
            "/a/b.amp", "/a/b.amp.html", "/example", "/a;jsessionid=1F", "/(S(1k3x0q))/a.aspx", "/a,b:c@d", "/a'b", "/a b", "/%7Euser",
            "/é",
            "/a?", "/a?b=1", "?p=1", "/#top", "/a#top", "/c/s/example.org/a", "/amp/s/example.org/a", "/a|b", "/a^b", "/[a]", "/A/B",
            "/ramp/a.am",
        ]
        var short = 0
        for scheme in ["http://", "https://", "HTTP://"] {
            for host in hosts {
                for path in paths {
                    let url = scheme + host + path
                    guard let plain = Array(url.utf8).withUnsafeBufferPointer({ CanonicalURL(plain: $0) }) else { continue }
                    short += 1
                    #expect(plain == CanonicalURL.ofAnyForm(url), "\(url)")
                }
            }
        }
        #expect(short > 150)
    }
}
