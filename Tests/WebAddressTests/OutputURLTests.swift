import Testing

@testable import WebAddress

@Suite("URLs of the output")
struct OutputURLTests {
    @Test(
        "are absolute and normalised",
        arguments: [
            ("https://a.example/my episode.mp3", "https://a.example/my%20episode.mp3"),
            ("https://a.example/\"d\"?<x>='y'", "https://a.example/%22d%22?%3Cx%3E=%27y%27"),
            ("https://bücher.example/ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
            ("https://a.example/\u{202E}\u{2028}\u{7F}\u{9B}", "https://a.example/%E2%80%AE%E2%80%A8%7F%C2%9B"),
            (" https://a.example/x\n/y ", "https://a.example/x/y"), ("/x y", "https://base.example/x%20y"),
            ("z", "https://base.example/dir/z"),
            ("//c.example/x", "https://c.example/x"), ("mailto:a@b.example?subject=\"x y\"", "mailto:a@b.example?subject=%22x%20y%22"),
            ("magnet:?xt=urn:btih:1&dn=a<b", "magnet:?xt=urn:btih:1&dn=a%3Cb"), ("https://A.example/x", "https://A.example/x"),
            ("https://a.example/x?utm_source=y", "https://a.example/x"),
        ])
    func normalised(_ reference: String, _ url: String) throws {
        let output = try OutputURL(reference, for: .link, base: WebURL("https://base.example/dir/page"))
        #expect(output.string == url)
        #expect(try OutputURL(url, for: .link).string == url)
    }

    @Test(
        "are refused for their scheme",
        arguments: [
            ("javascript:alert(1)", "javascript"), (" \u{1}JaVa\nScRiPt:alert(1)", "javascript"), ("vbscript:x", "vbscript"),
            ("data:text/html,<script>", "data"), ("file:///etc/passwd", "file"), ("gopher://a.example/", "gopher"), ("x:y", "x"),
        ])
    func refused(_ reference: String, _ scheme: String) {
        for use in URLUse.allCases {
            #expect(throws: URLRefusal.scheme(scheme)) { try OutputURL(reference, for: use, base: WebURL("https://base.example/")) }
        }
    }

    @Test("that are relative need a base, and malformed ones are none")
    func others() {
        #expect(throws: URLRefusal.relative) { try OutputURL("/x", for: .link) }
        #expect(throws: URLRefusal.malformed) { try OutputURL("http://[bad", for: .link) }
        #expect(throws: URLRefusal.malformed) { try OutputURL("//exa mple/", for: .link, base: WebURL("https://base.example/")) }
    }

    @Test("keep the published URL where they lost parameters, and lose none where the URL is loaded")
    func published() throws {
        let written = "https://a.example/a b?utm_source=x"
        #expect(try OutputURL(written, for: .download).published == "https://a.example/a%20b?utm_source=x")
        for use in [URLUse.image, .resource] { #expect(try OutputURL(written, for: use).string == "https://a.example/a%20b?utm_source=x") }
        #expect(OutputURL.isOne("https://a.example/x?id=1", for: .link))
        #expect(!OutputURL.isOne("https://a.example/x?utm_source=1", for: .link))
        #expect(OutputURL.isOne("https://a.example/x?utm_source=1", for: .image))
    }

    @Test("of images may be bitmaps in themselves, and no other data")
    func inline() throws {
        let bitmap = "data:image/png;base64," + String(repeating: "A", count: 300)
        #expect(try OutputURL(bitmap, for: .image).string == bitmap)
        for use in URLUse.allCases where use != .image { #expect(throws: URLRefusal.scheme("data")) { try OutputURL(bitmap, for: use) } }
        for other in ["data:image/svg+xml;base64,\(String(repeating: "A", count: 300))", "data:image/png;base64,AA", bitmap + "<"] {
            #expect(throws: URLRefusal.scheme("data")) { try OutputURL(other, for: .image) }
        }
    }

    @Test(
        "a base is an http or https URL of moderate length",
        arguments: [
            ("https://a.example/x/", "https://a.example/x/"), ("y/", "https://outer.example/y/"), ("", "https://outer.example/x"),
            ("urn:example:feed", nil), ("cid:1@a.example", nil), ("javascript:1", nil), ("mailto:a@b.example", nil), ("file:///x", nil),
            ("http://[bad", nil), ("https://a.example/" + String(repeating: "p", count: 9000), nil),
        ])
    func bases(_ reference: String, _ base: String?) {
        #expect(WebURL.base(reference, against: WebURL("https://outer.example/x"))?.string == base)
    }
}
