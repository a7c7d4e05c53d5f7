import TestSupport
import Testing

@testable import WebAddress

@Suite("URLs")
struct WebURLTests {
    @Test(
        "a reference is resolved as RFC 3986 section 5.4 has it",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
            ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            // Abnormal ones.
            ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http://a/b/c/g"),
        ])
    func references(_ reference: String, _ expected: String) throws {
        let base = try #require(WebURL("http://a/b/c/d;p?q"))
        #expect(base.resolving(reference)?.string == expected)
    }

    @Test(
        "a URL is written in one way",
        arguments: [
            ("http://example.com", "http://example.com/"), ("HTTP://EXAMPLE.com:80/A b", "http://example.com/A%20b"),
            ("https://example.com:443/x", "https://example.com/x"), ("https://example.com:8443/x", "https://example.com:8443/x"),
            ("  http://example.com/a\n/b\t ", "http://example.com/a/b"), ("http:\\\\example.com\\a\\b", "http://example.com/a/b"),
            ("http:/example.com/x", "http://example.com/x"), ("http:////example.com/x", "http://example.com/x"),
            (
                "http://example.com/новини?q=да#тук",
                "http://example.com/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8?q=%D0%B4%D0%B0#%D1%82%D1%83%D0%BA"
            ),
            ("http://example.com/%zz/%41", "http://example.com/%zz/%41"), ("http://example.com/a/%2e%2E/b", "http://example.com/b"),
            ("http://user:pa ss@example.com/", "http://user:pa%20ss@example.com/"),
            ("http://a@b@example.com/", "http://a%40b@example.com/"),
            ("http://bücher.example/", "http://xn--bcher-kva.example/"), ("http://Пример.БГ/", "http://xn--e1afmkfd.xn--90ae/"),
            ("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah/"), ("http://ＧＯ.com/", "http://go.com/"),
            ("http://0x7f.1/", "http://127.0.0.1/"), ("http://2130706433/", "http://127.0.0.1/"),
            ("http://017700000001/", "http://127.0.0.1/"),
            ("http://127.1/", "http://127.0.0.1/"), ("http://0xabc/", "http://0.0.10.188/"), ("http://127.0.0.1./", "http://127.0.0.1/"),
            ("http://bu\u{308}cher.example/", "http://xn--bcher-kva.example/"),
            ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
            ("http://b\u{AD}ücher.example/", "http://xn--bcher-kva.example/"),
            ("http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/"), ("http://straße.example/", "http://xn--strae-oqa.example/"),
            ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
            ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"), ("http://[::]/", "http://[::]/"), ("http://[1::]/", "http://[1::]/"),
            ("http://[2001:db8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/"), ("http://[1:0:3:4:5:6:7:8]/", "http://[1:0:3:4:5:6:7:8]/"),
            ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"), ("http://ex%41mple.com/", "http://example.com/"),
            ("http://example.com?q", "http://example.com/?q"), ("http://example.com#f", "http://example.com/#f"),
            ("http://example.com/a?b'c", "http://example.com/a?b%27c"), ("file:///etc/x", "file:///etc/x"),
            ("file:/etc/x", "file:///etc/x"),
            ("mailto:a@b.example", "mailto:a@b.example"), ("urn:uuid:F81D", "urn:uuid:F81D"),
            ("tag:example.org,2005:1", "tag:example.org,2005:1"),
            ("data:text/plain,a b", "data:text/plain,a b"), ("feed://example.com/x", "feed://example.com/x"),
        ])
    func forms(_ written: String, _ expected: String) {
        #expect(WebURL(written)?.string == expected)
    }

    @Test(
        "what is no absolute URL is none",
        arguments: [
            "", "example.com", "/path", "http://", "http:///", "http://exa mple.com/", "http://a:99999/", "http://a:b/", "http://[::1",
            "http://1.2.3.4.5/", "http://1.2.3.4.0/",
            "http://999.1.1.1/", "http://a<b/", "1http://a/", "http://%00/", "http://[zz::1]/", "//host/x",
            "http://0xfffffffff/", "http://99999999999/", "http://256.256.256.256/", "http://08/", "http://1.2.3.0x100/",
            "http://[1:2:3:4:5:6:7:8:9]/",
            "http://[fe80::1%25eth0]/", "http://a.org|b/", "http://a\u{FF0F}b/", "http://a%2Fb/", "http://a%00.org/", "http://\u{AD}/",
            "http://\(String(repeating: "ü", count: 60)).example/",
        ])
    func none(_ written: String) {
        #expect(WebURL(written) == nil)
    }

    @Test("a URL comes apart")
    func parts() throws {
        let url = try #require(WebURL("https://me:pw@example.com:8080/a/b?c=d#e"))
        #expect(url.scheme == "https")
        #expect(url.userInfo == "me:pw")
        #expect(url.host == "example.com")
        #expect(url.port == 8080)
        #expect(url.path == "/a/b")
        #expect(url.query == "c=d")
        #expect(url.fragment == "e")
        let plain = try #require(WebURL("mailto:a@example.com"))
        #expect(plain.host == nil)
        #expect(plain.userInfo == nil)
        #expect(plain.port == nil)
        #expect(plain.path == "a@example.com")
        #expect(plain.query == nil)
        #expect(plain.fragment == nil)
    }

    @Test(
        "resolving never makes a reference worse",
        arguments: [
            ("a", "http://h/x/y", "http://h/x/a"), ("a", nil, "a"), (" a ", nil, "a"), ("a", "nonsense", "a"), ("a", "urn:x:y", "a"),
            ("mailto:me@example.com", "http://h/", "mailto:me@example.com"), ("urn:x:1", "http://h/", "urn:x:1"),
            ("http://example.com", "http://h/", "http://example.com"), ("http://Example.com/A", "http://h/", "http://example.com/A"),
            ("data:image/gif;base64,AA", "http://h/", "data:image/gif;base64,AA"), ("", "http://h/x", "http://h/x"), ("", nil, ""),
            ("//cdn.example/x", "https://h/", "https://cdn.example/x"), ("//cdn.example/x", nil, "//cdn.example/x"),
            ("http://", "http://h/", "http://"), ("?p=1&q=2", "https://h/i.php?old", "https://h/i.php?p=1&q=2"),
            ("page", "http://h", "http://h/page"), ("/x", "file:///a/b", "file:///x"),
        ] as [(String, String?, String)])
    func resolve(_ reference: String, _ base: String?, _ expected: String) {
        #expect(WebURL.resolve(reference, against: base) == expected)
    }

    @Test(
        "Punycode is RFC 3492's",
        arguments: [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"), ("ü", "tda"), ("bücher", "bcher-kva"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ])
    func punycode(_ label: String, _ expected: String) throws {
        let encoded = try #require(Punycode.encode(Array(label.unicodeScalars)))
        #expect(String(decoding: encoded, as: UTF8.self) == expected)
    }

    @Test(
        "a URL that stays as it is when it is resolved is the one that the parser writes",
        arguments: ["http://0xabc/", "http://1/", "http://a.0b/x"])
    func final(_ written: String) {
        #expect(WebURL.resolve(written, against: nil as String?) == WebURL(written)?.string)
    }

    @Test("user info and fragment come off, and the parts stay in place")
    func forms() throws {
        let url = try #require(WebURL("https://me:pw@example.com:8080/a/b?c=d#e"))
        let bare = url.withoutUserInfo.withoutFragment
        #expect(bare.string == "https://example.com:8080/a/b?c=d")
        #expect(bare == WebURL(bare.string))
        #expect(url.withoutUserInfo == WebURL("https://example.com:8080/a/b?c=d#e"))
        #expect(url.withoutFragment == WebURL("https://me:pw@example.com:8080/a/b?c=d"))
        #expect(bare.withoutUserInfo == bare)
        #expect(bare.withoutFragment == bare)
        let mail = try #require(WebURL("mailto:a@example.com#x"))
        #expect(mail.withoutUserInfo.withoutFragment.string == "mailto:a@example.com")
    }

    @Test(
        "what is shown of a URL has no secrets in it",
        arguments: [
            ("https://user:secret@a.org/x#secret", "https://a.org/x"), ("https://a.org/x?secret", "https://a.org/x?…"),
            ("https://a.org/x?key=secret&k2=secret&secret&", "https://a.org/x?key=…&k2=…&…&"), ("https://a.org/x?", "https://a.org/x?"),
            ("https://a.org/x", "https://a.org/x"), ("https://secret@a.org:8080/?=secret", "https://a.org:8080/?=…"),
        ])
    func redacted(_ written: String, _ shown: String) {
        #expect(WebURL(written)?.redacted == shown)
    }

    @Test("what RFC 3986 permits nowhere is encoded on request")
    func strictlyEncoded() throws {
        let url = try #require(WebURL("https://u:p@a.org/a|b^?{c}|`\\#|"))
        #expect(url.strictlyEncoded.string == "https://u:p@a.org/a%7Cb%5E?%7Bc%7D%7C%60%5C#%7C")
        let plain = try #require(WebURL("https://a.org/%7C"))
        #expect(plain.strictlyEncoded == plain)
    }

    @Test("what is plain is read as what is not: as with a line break, which means nothing")
    func plain() {
        var generator = Noise(seed: 29)
        let bases = [
            nil, "http://h.test", "https://h.test:8443/a/b;c?d#e", "http://me@h.test/a//b/?", "file:///a/b", "ftp://h.test/x",
            "mailto:a@b.test",
        ].map { $0.flatMap { WebURL($0) } }
        let pieces = [
            "http://", "https://", "h.test", "0x7f", "17", ".", "..", "/", "//", "?", "#", ":", "a", "B", "%2e", "%41", "&b=c", "'", "ü",
            "@",
            "\\", "|",
        ]
        for _ in 0..<20_000 {
            let text = (0..<generator.next(7)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            for base in bases {
                let (plain, other) = base.map { ($0.resolving(text), $0.resolving(text + "\n")) } ?? (WebURL(text), WebURL(text + "\n"))
                #expect(plain == other, "\(text.debugDescription) at \(base?.string ?? "nothing")")
            }
        }
    }

    @Test("no bytes trap")
    func noise() {
        var generator = Noise(seed: 7)
        let pieces = [
            "http:", "//", "/", "\\", "@", ":", "[", "]", "?", "#", "..", ".", "%2e", "é", "\u{0}", " ", "99999999999999", "0x", "xn--",
            "a", "file:",
        ]
        for _ in 0..<20_000 {
            let text = (0..<generator.next(9)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            let base = (0..<generator.next(9)).map { _ in pieces[generator.next(pieces.count)] }.joined()
            let resolved = WebURL.resolve(text, against: base)
            if let url = WebURL(resolved) {
                #expect(WebURL(url.string)?.string == url.string, "\(text.debugDescription) at \(base.debugDescription)")
            }
        }
    }
}
