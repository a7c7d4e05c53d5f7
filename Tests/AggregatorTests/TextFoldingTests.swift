import Testing

@testable import Aggregator

@Suite("Folded text")
struct TextFoldingTests {
    @Test(
        "leaves typography out",
        arguments: [
            ("“Hello” — world", "'hello' - world"), ("  a\n\tb\u{A0}c  ", "a b c"), ("«Да»", "'да'"), ("soft\u{AD}hyphen", "softhyphen"),
            ("ΑΒΓ ÀÉ", "αβγ àé"), ("zero\u{200B}width", "zerowidth"), ("1‑2–3", "1-2-3"), ("", ""), ("\u{FEFF}", ""),
        ])
    func folding(_ text: String, _ folded: String) {
        #expect(String(decoding: TextFolding(text).bytes, as: UTF8.self) == folded)
    }

    @Test(
        "counts words, and of scripts without spaces a word for two characters",
        arguments: [("one two three", 3), ("", 0), ("東京都知事選挙", 3), ("ВРЕМЯ — вперёд!", 3)])
    func words(_ text: String, _ count: Int) {
        #expect(TextFolding(text).words == count)
    }
}
