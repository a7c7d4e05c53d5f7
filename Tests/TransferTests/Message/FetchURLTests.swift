import Testing

@testable import Transfer

@Suite("URLs to fetch")
struct FetchURLTests {
    @Test(
        "a URL is normalised to what is connected to",
        arguments: [
            ("http://example.org/a?b", "http://example.org/a?b", "example.org"),
            ("HTTP://EXAMPLE.org:80/", "http://example.org/", "example.org"),
            ("http://example.org:443/", "http://example.org:443/", "example.org:443"),
            ("https://example.org:8443/x#frag", "https://example.org:8443/x", "example.org:8443"),
            ("http://u:p@example.org/", "http://example.org/", "example.org"),
            ("http://example.org/a b/\u{431}?q=\u{E9}", "http://example.org/a%20b/%D0%B1?q=%C3%A9", "example.org"),
            ("http://m\u{FC}nchen.example/", "http://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
            ("http://example.org", "http://example.org/", "example.org"),
            ("http://[2001:db8::1]:81/x", "http://[2001:db8::1]:81/x", "[2001:db8::1]:81"),
            ("http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "[::ffff:7f00:1]"),
            ("http://127.1:8000/", "http://127.0.0.1:8000/", "127.0.0.1:8000"), ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://2130706433/", "http://127.0.0.1/", "127.0.0.1"), ("http://192.0.2.01/x", "http://192.0.2.1/x", "192.0.2.1"),
            ("http://１２７.0.0.1/", "http://127.0.0.1/", "127.0.0.1"), ("http://%31%32%37.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://a\\@127.0.0.1/", "http://a/@127.0.0.1/", "a"), ("http://u@127.0.0.1\\@b/", "http://127.0.0.1/@b/", "127.0.0.1"),
            ("http://example.org/a/../b", "http://example.org/b", "example.org"),
        ])
    func url(text: String, display: String, host: String) throws {
        let url = try FetchURL(text)
        #expect(url.display == display)
        #expect(url.host == host)
        #expect(url.origin + display.dropFirst(url.origin.count) == display)
        // libcurl is given what is shown, but for user info.
        #expect(url.hasUserInfo == (url.full != url.display))
    }

    @Test("only libcurl is told user info", arguments: ["u", "u:p", "u:p@w", ":p", "a;b"])
    func userInfo(text: String) throws {
        let url = try FetchURL("https://\(text)@example.org/x")
        #expect(url.hasUserInfo)
        #expect(url.display == "https://example.org/x")
        #expect(url.full.hasSuffix("@example.org/x"))
        #expect(url.full.split(separator: "@").count == 2)
    }

    @Test(
        "a host that libcurl could read in another way is an error",
        arguments: [
            "http://300.0.2.1/", "http://1.2.3.4.5/", "http://1.2.3.0x100/", "http://0xfffffffff/", "http://a%00.example/",
            "http://a%2f.example/",
            "http://a b.example/", "http://a|b/", "http://a$b/", "http://a,b/", "http://a(b)/", "http://a*b/", "http://[::1%25lo]/",
            "http://[::g]/",
            "http://a:0/", "http://a:+1/", "http://a:65536/", "http:///", "http://:80/",
        ])
    func refused(text: String) throws {
        let base = try FetchURL("http://base.example/")
        #expect(throws: TransferError.self) { try FetchURL(text) }
        #expect(throws: TransferError.self) { try FetchURL(reference: text, from: base) }
    }

    @Test("origins differ by scheme, host and port")
    func origins() throws {
        #expect(try FetchURL("http://example.org/a").origin == FetchURL("http://u@EXAMPLE.org:80/b").origin)
        #expect(try FetchURL("http://example.org/").origin != FetchURL("https://example.org/").origin)
        #expect(try FetchURL("http://example.org/").origin != FetchURL("http://example.org:8080/").origin)
    }

    @Test(
        "a Location is resolved against the URL that sent it",
        arguments: [
            ("/x", "http://example.org/x"), ("x?y", "http://example.org/a/x?y"), ("?z", "http://example.org/a/b?z"),
            ("//other.example/x", "http://other.example/x"), ("https://other.example", "https://other.example/"),
            ("../\u{C3}\u{A9} \u{E9}", "http://example.org/%C3%A9%20%E9"), ("  /x", "http://example.org/x"),
        ])
    func locations(reference: String, url: String) throws {
        let base = try FetchURL("http://example.org/a/b")
        let trimmed = String(reference.drop { $0 == " " })
        #expect(try FetchURL(reference: trimmed, from: base).display == url)
    }
}
