import Configuration
import Identity
import Testing

@Suite("Names of hosts")
struct HostNamesTests {
    @Test(
        "a source and its pages wait for one host, in whatever form their URLs name it",
        arguments: [
            ("https://bücher.example/feed", "https://xn--bcher-kva.example/1"),
            ("https://xn--bcher-kva.example/feed", "https://BÜCHER.example:443/1"),
            ("https://bu\u{308}cher.example/feed", "https://bücher.example/1"), ("https://Example.ORG./feed", "https://example.org/1"),
            ("http://127.0.0.1/feed", "http://127.1/1"), ("http://[::1]/feed", "http://[0:0:0:0:0:0:0:1]/1"),
        ])
    func oneHost(feed: String, page: String) throws {
        let source = try #require(Source(name: "x", url: feed))
        let page = try #require(PageRequest(page))
        #expect(source.host == page.host)
        #expect(source.host.utf8.allSatisfy { $0 < 0x80 })
    }
}
