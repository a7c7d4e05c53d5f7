import Testing

@testable import Configuration

@Suite("Characters that are mistaken for ASCII")
struct ForeignCharacterTests {
    @Test(
        "are reported with the ASCII character that is meant",
        arguments: [
            ("“", "write \""), ("”", "write \""), ("„", "write \""), ("«", "write \""), ("’", "write '"), ("‘", "write '"),
            ("´", "write '"),
            ("а", "write a"), ("с", "write c"), ("ѕ", "write s"), ("ԝ", "write w"), ("А", "write A"), ("Х", "write X"), ("ο", "write o"),
            ("υ", "write u"), ("Α", "write A"), ("Χ", "write X"), ("ａ", "write a"), ("Ｚ", "write Z"), ("－", "write -"), ("＝", "write ="),
            ("—", "write -"), ("，", "write ,"), ("\u{A0}", "write an ordinary space"), ("\u{3000}", "write an ordinary space"),
            ("\u{200B}", "remove it"), ("\u{FEFF}", "remove it"), ("\u{85}", "remove it"), ("ß", nil), ("ж", nil), ("字", nil),
        ] as [(Unicode.Scalar, String?)])
    func meant(scalar: Unicode.Scalar, suggestion: String?) {
        let mistake = ForeignCharacter(scalar: scalar).mistake
        #expect(mistake?.suggestion == suggestion)
        if let mistake { #expect(mistake.message.contains("\(CodePoint(scalar.value))")) }
    }

    @Test("every look-alike differs from the letter that it looks like", arguments: ForeignCharacter.lookalikes.map(\.foreign))
    func lookalikes(scalar: Unicode.Scalar) {
        #expect(!scalar.isASCII)
        #expect(ForeignCharacter(scalar: scalar).mistake?.suggestion?.last?.isASCII == true)
    }
}
