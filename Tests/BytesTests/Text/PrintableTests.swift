import Testing

@testable import Bytes

@Suite("Printable text")
struct PrintableTests {
    @Test(
        "what a terminal obeys, breaks lines, hides or turns text around does not get through",
        arguments: [
            ("plain, ünïcode, 字 and 😀", "plain, ünïcode, 字 and 😀"), ("a\nb\r\nc\td", "a b  c d"),
            ("\u{1B}[31mred\u{7}", "\u{FFFD}[31mred\u{FFFD}"),
            ("\u{9B}31m\u{7F}", "\u{FFFD}31m\u{FFFD}"), ("a\u{85}b\u{2028}c\u{2029}d", "a b c d"),
            ("a\u{202E}b\u{2066}c\u{200F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("\u{FEFF}a\u{E0041}", "\u{FFFD}a\u{FFFD}"), ("", ""), ("e\u{301}", "e\u{301}"),
        ])
    func onOneLine(_ text: String, _ printed: String) {
        #expect(text.onOneLine == printed)
    }

    @Test("lines stay where a text has several")
    func lines() {
        #expect("a\u{1B}\n\n\u{202E}b\tc\n".onItsLines == "a\u{FFFD}\n\n\u{FFFD}b c\n")
        #expect("a\r\nb\u{2028}c".onItsLines == "a  b c")
    }

    @Test("line breaks show in a quotation")
    func quotation() {
        #expect("a\nb\tc\u{1B}d é".printable == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d é")
    }

    @Test("a quotation is cut where it is very long")
    func cut() {
        let long = String(repeating: "ä", count: 200)
        #expect(long.printable == String(repeating: "ä", count: 120) + "…")
        #expect(long.onOneLine == long)
        #expect(String(long.prefix(120)).printable == String(long.prefix(120)))
    }
}
