import Testing

@testable import Identity

@Suite("Requests for article pages")
struct PageRequestTests {
    @Test(
        "a page's URL is normalised, without fragment, and in ASCII",
        arguments: [
            ("https://Example.org/a#part", "https://example.org/a", "example.org"),
            ("http://example.org:80/a b|c", "http://example.org/a%20b%7Cc", "example.org"),
            ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", "xn--bcher-kva.example"),
            ("https://u:p@example.org./x?y", "https://u:p@example.org./x?y", "example.org"),
            ("http://[::1]:81/x", "http://[::1]:81/x", "::1"),
        ])
    func request(_ written: String, _ url: String, _ host: String) throws {
        let request = try #require(PageRequest(written))
        #expect(request.url == url)
        #expect(request.host == host)
    }

    @Test(
        "there is no page at a site's front page, in a file, or at what is no URL",
        arguments: [
            "https://example.org/", "https://www.example.org", "file:///srv/a.html", "mailto:a@example.org", "httpx://a.org/b", "/a", "",
            "http:///a",
        ])
    func none(_ written: String) {
        #expect(PageRequest(written) == nil)
    }
}
