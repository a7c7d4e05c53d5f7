import Testing

@testable import Filter

@Suite("Case folding")
struct CaseFoldingTests {
    @Test("folding what is folded changes nothing, and every scalar is a variant of what it folds to")
    func idempotence() {
        let scalars = (UInt32(0)..<0x20000).filter { Unicode.Scalar($0) != nil }
        #expect(scalars.filter { CaseFolding.fold(CaseFolding.fold($0)) != CaseFolding.fold($0) } == [])
        #expect(scalars.filter { CaseFolding.fold($0) != $0 && !CaseFolding.variants(of: CaseFolding.fold($0)).contains($0) } == [])
    }

    @Test(
        "a scalar and its capital fold alike where each is one scalar",
        arguments: ["aA", "éÉ", "жЖ", "σΣ", "ςΣ", "ßẞ", "ǆǅ", "ａＡ", "𐐨𐐀", "ⴀႠ", "ꭰᎠ", "µμ", "ꙁꙀ", "ɑⱭ"])
    func pairs(pair: String) {
        let folded = pair.unicodeScalars.map { CaseFolding.fold($0.value) }
        #expect(folded[0] == folded[1])
    }

    @Test("texts are folded scalar by scalar", arguments: [("ÀB😀c", "àb😀c"), ("Ⱥ", "ⱥ"), ("İı", "İı"), ("", "")])
    func texts(text: String, folded: String) {
        #expect(CaseFolding.folded(text) == Array(folded.utf8))
    }
}
