import Testing

@testable import WebAddress

@Suite("Absolute URIs")
struct AbsoluteURITests {
    @Test(
        "a scheme, a colon and characters that a URI may hold make one",
        arguments: [
            "https://example.org/a", "HTTP://example.org/?a=b#c", "x:1", "tag:example.org,2026:3", "urn:uuid:F81D", "a+b-c.9:x",
            "mailto:a@b.org",
            "http://[2001:db8::1]/", "https://example.org/%zz", "https://example.org/a[1]", "x::",
        ])
    func valid(_ text: String) {
        #expect(AbsoluteURI.isValid(text))
    }

    @Test(
        "anything else makes none",
        arguments: [
            "", ":", "http:", "x:", "1:2", "+a:b", "123456", "/a/b", "example.org/a", "a b:c", "http", "п:1", "https://example.org/ä",
            "x:a b", " x:1",
            "x:1\n", "x:\u{7F}", "tag:example.org,2026:{3}", "x:a|b", "x:a\\b", "x:a^b", "x:`", "x:<a>", "x:\"a\"", "C:\\temp",
            "under_score:1",
        ])
    func invalid(_ text: String) {
        #expect(!AbsoluteURI.isValid(text))
    }

    @Test(
        "the scheme is read whatever follows it",
        arguments: [
            ("HTTPS://a", "https"), ("javascript:alert(1) ü", "javascript"), ("a+b-c.9:", "a+b-c.9"), ("nothing", nil), ("9a:b", nil),
            (":a", nil),
            ("a/b:c", nil), ("", nil),
        ] as [(String, String?)])
    func scheme(_ text: String, _ scheme: String?) {
        #expect(AbsoluteURI.scheme(of: text) == scheme)
    }

    @Test("a byte that no URI may hold makes it none, wherever it stands", arguments: 0...0x7F as ClosedRange<UInt8>)
    func bytes(byte: UInt8) {
        for place in 0..<20 {
            let text =
                "urn:" + String(repeating: "a", count: place) + String(UnicodeScalar(byte)) + String(repeating: "b", count: 19 - place)
            #expect(AbsoluteURI.isValid(text) == AbsoluteURI.isPermitted(byte))
        }
    }
}
