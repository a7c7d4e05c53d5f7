import Testing

@testable import Transfer

@Suite("Headers, URLs and names")
struct MessageTests {
    @Test("fields are found by name in any case, with folded lines joined, and without the status line")
    func headers() {
        let text = "HTTP/1.1 200 O: K\r\nA: 1\r\na:\t 2 \r\nFolded: x\r\n  y\r\n\tz\r\nEmpty:\r\nno colon\r\n: nameless\r\nLast: caf\u{E9}"
        let headers = Headers(bytes: [UInt8](latin1: text) ?? [])
        #expect(headers["a"] == "1")
        #expect(headers.values("A") == ["1", "2"])
        #expect(headers["FOLDED"] == "x y z")
        #expect(headers["empty"] == "")
        #expect(headers["last"] == "caf\u{E9}")
        #expect(headers["HTTP/1.1 200 O"] == nil)
        #expect(headers["absent"] == nil)
        #expect(headers.fields.map(\.name) == ["A", "a", "Folded", "Empty", "", "Last"])
        #expect(Headers(headers.fields).fields == headers.fields)
        #expect(Headers(bytes: []).fields.isEmpty)
        #expect(Headers().validators.isEmpty)
    }

    @Test(
        "a URL is read as it is connected to",
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

    @Test("user info is what libcurl is told and nobody else", arguments: ["u", "u:p", "u:p@w", ":p", "a;b"])
    func userInfo(text: String) throws {
        let url = try FetchURL("https://\(text)@example.org/x")
        #expect(url.hasUserInfo)
        #expect(url.display == "https://example.org/x")
        #expect(url.full.hasSuffix("@example.org/x"))
        #expect(url.full.split(separator: "@").count == 2)
    }

    @Test(
        "a host that libcurl could read in another way is refused",
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
        "a location is resolved from where it was sent",
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

    @Test(
        "the user agent has version and contact, without characters that could add a header field",
        arguments: [
            ("1.0", "mailto:a@example.org", "feedd/1.0 (+mailto:a@example.org)"), ("1.0", "", "feedd/1.0"),
            ("1.0", "x)\r\nX-Evil: 1 (", "feedd/1.0 (+xX-Evil:1)"), ("1.0\r\n", "\u{431}", "feedd/1.0"),
        ])
    func userAgent(version: String, contact: String, value: String) {
        #expect(UserAgent.make(version: version, contact: contact) == value)
    }

    @Test("every error says what happened, why, and what to do, briefly")
    func errors() {
        let errors: [TransferError] = [
            .badURL(reason: "r"), .unsupportedScheme(String(repeating: "x", count: 10_000)), .nameNotResolved(host: "h"),
            .refusedAddress(host: "h", address: "10.0.0.1"),
            .connectionRefused(host: "h"), .connectionFailed(host: "h", reason: "r"), .connectTimedOut(host: "h", after: .seconds(30)),
            .tls(host: "h", reason: "r"), .certificate(host: "h", reason: "r"),
            .notTLS(host: "h"), .proxy(host: "h", reason: "r"),
            .timedOut(host: "h", after: .milliseconds(1500)), .tooSlow(host: "h"), .tooLarge(host: "h", limit: 1),
            .headerTooLarge(host: "h", limit: 1),
            .tooManyRedirects(host: "h", limit: 10), .badContentEncoding(host: "h"), .notHTTP(host: "h", reason: "r"),
            .connectionClosed(host: "h"),
            .noSuchFile(path: "/p"), .unreadableFile(path: "/p", reason: "r"), .cancelled, .failed(reason: "r"),
        ]
        for error in errors {
            #expect("\(error)".split(separator: ": ").count >= 2, "\(error)")
            #expect("\(error)".utf8.count < 200, "\(error)")
        }
        #expect("\(TransferError.timedOut(host: "h", after: .milliseconds(1500)))".contains("within 1.500 s:"))
        #expect("\(TransferError.timedOut(host: "h", after: .seconds(60)))".contains("within 60 s:"))
        #expect("\(TransferError.tooLarge(host: "h", limit: 16 << 20))".contains("more than 16 MiB:"))
        #expect("\(TransferError.tooLarge(host: "h", limit: 5001))".contains("more than 5001 bytes:"))
    }

    @Test("only a bad certificate advises to check the clock")
    func clock() {
        #expect("\(TransferError.certificate(host: "h", reason: "r"))".contains("clock"))
        for error: TransferError in [.tls(host: "h", reason: "r"), .notTLS(host: "h")] { #expect(!"\(error)".contains("clock")) }
    }

    @Test(
        "a duration is at least one millisecond for libcurl, and no more than a C long holds",
        arguments: [
            (.milliseconds(1500), 1500), (.zero, 1), (.seconds(-5), 1), (.nanoseconds(1), 1), (.seconds(Int64.max / 2), 2_000_000_000),
        ] as [(Duration, Int)])
    func milliseconds(duration: Duration, milliseconds: Int) {
        #expect(duration.inMilliseconds == milliseconds)
    }
}
