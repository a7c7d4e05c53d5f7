import Testing

@testable import Transfer

@Suite("Headers, URLs and names")
struct MessageTests {
    @Test("fields are found in any case, all of them, folded ones whole, and the status line is none")
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
            ("HTTP://EXAMPLE.org:80/", "http://example.org:80/", "example.org"),
            ("https://example.org:8443/x#frag", "https://example.org:8443/x", "example.org:8443"),
            ("http://u:p@example.org/", "http://example.org/", "example.org"),
            ("http://example.org/a b/\u{431}?q=\u{E9}", "http://example.org/a%20b/%d0%b1?q=%c3%a9", "example.org"),
            ("http://m\u{FC}nchen.example/", "http://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
            ("http://example.org", "http://example.org/", "example.org"),
            ("http://[2001:db8::1]:81/x", "http://[2001:db8::1]:81/x", "[2001:db8::1]:81"),
        ])
    func url(text: String, display: String, host: String) throws {
        let url = try WebURL(text)
        #expect(url.display.lowercased() == display.lowercased())
        #expect(url.host == host)
        #expect(url.hasUserInfo == text.contains("@"))
        #expect(!url.display.contains("@"))
    }

    @Test(
        "a URL that is plain to see is what libcurl makes of it",
        arguments: [
            "http://example.org/", "https://a-b.example.org/x?y=%20&z", "http://example.org:8080/x", "https://example.org:80/",
            "http://example.org:443/",
            "http://example.org:80/", "https://example.org:443/x", "http://example.org:080/x", "http://192.0.2.1/x",
            "http://192.0.2.1:8000/x",
            "http://192.0.2.01/x", "http://192.0.2/x", "http://0x7f000001/", "http://300.0.2.1/x", "http://1.2.3.4.5/x",
            "http://example.org:65535/x",
        ])
    func plain(text: String) throws {
        let base = try WebURL("http://base.example/")
        #expect(try WebURL(text) == WebURL(reference: text, from: base))
    }

    @Test("origins differ by scheme, host and port")
    func origins() throws {
        #expect(try WebURL("http://example.org/a").origin == WebURL("http://u@EXAMPLE.org:80/b").origin)
        #expect(try WebURL("http://example.org/").origin != WebURL("https://example.org/").origin)
        #expect(try WebURL("http://example.org/").origin != WebURL("http://example.org:8080/").origin)
    }

    @Test(
        "a location is resolved from where it was sent",
        arguments: [
            ("/x", "http://example.org/x"), ("x?y", "http://example.org/a/x?y"), ("?z", "http://example.org/a/b?z"),
            ("//other.example/x", "http://other.example/x"), ("https://other.example", "https://other.example/"),
            ("../\u{C3}\u{A9} \u{E9}", "http://example.org/%C3%A9%20%E9"), ("  /x", "http://example.org/x"),
        ])
    func locations(reference: String, url: String) throws {
        let base = try WebURL("http://example.org/a/b")
        let trimmed = String(reference.drop { $0 == " " })
        #expect(try WebURL(reference: trimmed, from: base).display == url)
    }

    @Test(
        "the user agent names version and contact, and nothing can be smuggled in",
        arguments: [
            ("1.0", "mailto:a@example.org", "feedd/1.0 (+mailto:a@example.org)"), ("1.0", "", "feedd/1.0"),
            ("1.0", "x)\r\nX-Evil: 1 (", "feedd/1.0 (+xX-Evil:1)"), ("1.0\r\n", "\u{431}", "feedd/1.0"),
        ])
    func userAgent(version: String, contact: String, value: String) {
        #expect(UserAgent.make(version: version, contact: contact) == value)
    }

    @Test("every error says what, why and what to do, on one line")
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

    @Test("only a certificate has to do with the clock")
    func clock() {
        #expect("\(TransferError.certificate(host: "h", reason: "r"))".contains("clock"))
        for error: TransferError in [.tls(host: "h", reason: "r"), .notTLS(host: "h")] { #expect(!"\(error)".contains("clock")) }
    }

    @Test(
        "durations become milliseconds that libcurl can take",
        arguments: [
            (.milliseconds(1500), 1500), (.zero, 1), (.seconds(-5), 1), (.nanoseconds(1), 1), (.seconds(Int64.max / 2), 2_000_000_000),
        ] as [(Duration, Int)])
    func milliseconds(duration: Duration, milliseconds: Int) {
        #expect(duration.inMilliseconds == milliseconds)
    }
}
