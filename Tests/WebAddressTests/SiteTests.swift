import Testing

@testable import WebAddress

@Suite("Sites")
struct SiteTests {
    @Test(
        "a site is a registrable domain, else the host itself",
        arguments: [
            ("https://www.example.org/", "example.org"), ("https://a.b.example.co.uk/x", "example.co.uk"), ("https://co.uk/", "co.uk"),
            ("https://alice.github.io/", "alice.github.io"), ("https://city.kawasaki.jp/", "city.kawasaki.jp"),
            ("https://www.пример.бг/", "xn--e1afmkfd.xn--90ae"), ("https://www.example.test/", "example.test"),
            ("http://localhost:8080/", "localhost"), ("http://192.0.2.1/", "192.0.2.1"), ("http://3221225985/", "192.0.2.1"),
            ("http://[2001:db8::1]:81/", "2001:db8::1"), ("https://example.org./", "example.org"), ("http://a.b1/", "a.b1"),
            ("ftp://files.example.org/", "example.org"), ("mailto:a@example.org", nil), ("file:///srv/x", nil), ("urn:x:y", nil),
        ] as [(String, String?)])
    func site(_ url: String, _ site: String?) throws {
        #expect(try #require(WebURL(url)).site == site)
    }

    @Test(
        "two URLs are of one site where their registrable domains are one",
        arguments: [
            ("https://one.example.org/", "http://other.example.org:8080/", true),
            ("https://www.example.org/", "https://m.example.org/", true),
            ("https://example.org/", "https://EXAMPLE.org./", true), ("https://a.co.uk/", "https://b.co.uk/", false),
            ("https://www.a.co.uk/", "https://shop.a.co.uk/", true), ("https://a.github.io/", "https://b.github.io/", false),
            ("https://co.uk/", "https://a.co.uk/", false), ("http://1.2.3.4/", "http://9.9.3.4/", false),
            ("http://1.2.3.4/", "http://0x01020304/", true),
            ("https://bücher.example/", "https://www.xn--bcher-kva.example/", true),
            ("https://example.org/", "https://example.com/", false),
            ("http://localhost/", "http://localhost:81/", true), ("urn:x:y", "urn:x:y", false), ("/a", "/a", false),
            ("file:///a", "file:///a", false),
        ])
    func isSameSite(_ url: String, _ other: String, _ isSame: Bool) {
        #expect(WebURL.isSameSite(url, other) == isSame)
        #expect(WebURL.isSameSite(other, url) == isSame)
    }
}
