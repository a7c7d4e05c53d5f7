import Testing

@testable import Markup

@Suite("Controls in texts of records")
struct TextControlsTests {
    @Test(
        "are taken out, and what turns the direction comes in pairs",
        arguments: [
            ("a\u{0}b\u{1B}[31mc\u{7F}", "ab[31mc"), ("a\u{9B}b\u{80}", "a\u{203A}b\u{20AC}"), ("a\u{2028}b\u{2029}c", "a b c"),
            ("a\u{202E}b", "a\u{202E}b\u{202C}"), ("a\u{2066}b\u{202C}c", "a\u{2066}bc\u{2069}"), ("\u{2069}a", "a"),
            ("\u{FEFF}a\u{FFFE}b\u{FFF9}", "ab"), ("a\u{E0041}b", "ab"), ("\u{202C}", ""),
            (
                "a text of more than sixteen bytes \u{9C} and another one \u{7F}",
                "a text of more than sixteen bytes \u{153} and another one "
            ),
        ])
    func removed(text: String, clean: String) {
        #expect(TextControls.removed(from: text) == clean)
        #expect(TextControls.areIn(text))
        #expect(TextControls.removed(from: clean) == clean)
    }

    @Test(
        "are all that changes: white space, letters of every script, marks that are in pairs, and flags stay",
        arguments: [
            "", "plain", " a\tb\r\nc ", "ünïcode, 字 and 😀", "“it’s”—…", "a\u{A0}b\u{AD}c\u{2009}", "شكرا\u{200F} a\u{200E}",
            "a\u{2068}b\u{2069}c",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "\u{EF00}\u{FF21}\u{F0000}", "a\u{200D}b\u{200C}",
        ])
    func kept(text: String) {
        #expect(Array(TextControls.removed(from: text).utf8) == Array(text.utf8))
    }
}
