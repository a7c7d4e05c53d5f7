import Testing

@testable import Filter

@Suite("Required text")
struct RequiredTextTests {
    @Test(
        "what every match has in it is found",
        arguments: [
            ("Horoscope", ["horoscope"], true), ("cat|dog", ["cat", "dog"], true), ("gr[ae]y", ["gray", "grey"], true),
            ("\\bcat\\b", ["cat"], false),
            ("(?-i)Cat", ["cat"], false), ("a.*horoscope", ["horoscope"], false),
            ("\\d+ (best|top) things", [" best things", " top things"], false),
            ("x+longer?", ["longe"], false), ("(ab){2,}c*", ["ab"], false), ("(cat|dog)s*!", ["cat", "dog"], false),
            ("\\Qa.b\\E", ["a.b"], true),
        ] as [(String, [String], Bool)])
    func found(pattern: String, strings: [String], isEnough: Bool) throws {
        let required = try #require(try Pattern(pattern).required)
        #expect(Set(required.strings) == Set(strings.map { Array($0.utf8) }))
        #expect(required.isEnough == isEnough)
    }

    @Test("a pattern without one requires none", arguments: ["", ".", "a*", "(a|)", "\\d+", "a?b?", "^$", "[^a]", "cat|\\d"])
    func none(pattern: String) throws {
        #expect(try Pattern(pattern).required == nil)
    }
}
