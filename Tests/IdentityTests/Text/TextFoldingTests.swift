import Testing

@testable import Identity

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

    @Test("is the same however the bytes of a text fall into blocks")
    func blocks() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "a", "Z", "word", "LONGER", " ", " ", "  ", "\n\n", "\t", "\"", "`", "'", "-", "7", "é", "Ж", "—", "\u{7F}", "@[`{", "<", "&",
            "&lt;",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0..<30, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
                .joined()
            let plain = text.lowercased().map { "\"`".contains($0) ? "'" : $0 == "—" ? "-" : String($0) }.joined()
            let words = plain.split { $0.isWhitespace || $0 == "\u{7F}" }
            let folding = TextFolding(text)
            #expect(String(decoding: folding.bytes, as: UTF8.self) == words.joined(separator: " "), "\(text.debugDescription)")
            #expect(folding.words == words.count)
        }
    }

    @Test(
        "counts words, and of scripts without spaces a word for two characters",
        arguments: [("one two three", 3), ("", 0), ("東京都知事選挙", 3), ("ВРЕМЯ — вперёд!", 3)])
    func words(_ text: String, _ count: Int) {
        #expect(TextFolding(text).words == count)
    }
}
