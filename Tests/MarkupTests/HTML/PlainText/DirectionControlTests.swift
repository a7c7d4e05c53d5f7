import Testing

@testable import Markup

@Suite("Invisible characters")
struct DirectionControlTests {
    @Test(
        "direction controls come in pairs, and controls and tag characters do not come at all",
        arguments: [
            ("a\u{202E}b", "a\u{202E}b\u{202C}"), ("a\u{202C}b", "ab"), ("a\u{2067}b\u{202A}c", "a\u{2067}b\u{202A}c\u{202C}\u{2069}"),
            ("a\u{2066}b\u{2069}c\u{2069}", "a\u{2066}b\u{2069}c"), ("\u{2066}\u{202B}a\u{2069}b", "\u{2066}\u{202B}a\u{2069}b"),
            ("\u{202D}a\u{2069}", "\u{202D}a\u{202C}"),
            ("a\u{200E}b\u{200F}", "a\u{200E}b\u{200F}"), ("a\u{E0041}b", "ab"), ("🏴\u{E0067}\u{E007F}x", "🏴\u{E0067}\u{E007F}x"),
            ("🏴\u{E0067}\u{E007F}\u{E0067}x", "🏴\u{E0067}\u{E007F}x"), ("a\u{FFF9}b\u{FFFA}c\u{FFFB}", "abc"), ("a\u{7F}b", "ab"),
            ("a\u{93}b\u{81}c", "a“b c"),
            ("葛\u{E0100}", "葛\u{E0100}"),
        ])
    func text(_ input: String, _ expected: String) {
        #expect(HTMLText.line(plain: input) == expected)
        #expect(HTMLText.line(input) == expected)
        let clean = HTMLSanitizer(base: nil).sanitize(input)
        #expect(clean.html == expected)
        #expect(clean.text == expected)
        #expect(HTMLSanitizer(base: nil).sanitize(plain: input).html == expected)
        #expect(
            HTMLSanitizer(base: nil).sanitize("<p>x<abbr title=\"\(input)\">y</abbr></p>").html
                == "<p>x<abbr title=\"\(expected)\">y</abbr></p>")
    }

    @Test("a direction control ends with its block")
    func blocks() {
        let clean = HTMLSanitizer(base: nil).sanitize("<p>a\u{202E}<b>b</b></p><p>c\u{202C}</p>")
        #expect(clean.html == "<p>a\u{202E}<b>b</b>\u{202C}</p><p>c</p>")
        #expect(clean.text == "a\u{202E}b\u{202C}\n\nc")
    }

    @Test("no character of a line of plain text is markup")
    func line() {
        #expect(HTMLText.line(plain: " a &amp; <b>b</b>\n\tc\u{A0}") == "a &amp; <b>b</b> c")
    }
}
