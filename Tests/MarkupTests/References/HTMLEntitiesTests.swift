import Testing

@testable import Markup

@Suite("Character references")
struct HTMLEntitiesTests {
    @Test(
        "a reference in text is decoded by the rules of the HTML standard",
        arguments: [
            ("&amp;", "&"), ("&AMP;", "&"), ("&amp", "&"), ("&lt;&gt;&quot;&apos;", "<>\"'"), ("&nbsp;", "\u{A0}"), ("&copy2020", "©2020"),
            ("&copy;2020", "©2020"),
            ("&notit;", "¬it;"), ("&notin;", "∉"), ("&NotEqualTilde;", "≂̸"), ("&CounterClockwiseContourIntegral;", "∳"),
            ("&bogus;", "&bogus;"), ("&", "&"), ("&;", "&;"),
            ("& amp;", "& amp;"), ("&#65;", "A"), ("&#x41;", "A"), ("&#X41", "A"), ("&#65", "A"), ("&#", "&#"), ("&#x", "&#x"),
            ("&#xg;", "&#xg;"), ("&#0;", "\u{FFFD}"),
            ("&#xD800;", "\u{FFFD}"), ("&#x110000;", "\u{FFFD}"), ("&#99999999999999999999;", "\u{FFFD}"), ("&#128;", "€"), ("&#146;", "’"),
            ("&#x97;", "—"), ("&#x1F600;", "😀"),
            ("&#x0B;", ""), ("a&eacute;b", "aéb"), ("&Eacute", "É"), ("&eacutex", "éx"), ("&thetasym;", "ϑ"), ("&there4;", "∴"),
            ("&frac12;", "½"), ("&hellip;", "…"),
            ("&zwnj;", "\u{200C}"), ("&fjlig;", "fj"), ("&Tab;", "\t"), ("&excl;", "!"), ("&equals;", "="), ("&amp;amp;", "&amp;"),
            ("&ampamp;", "&amp;"), ("AT&T", "AT&T"),
            ("&#xFFFE;", ""), ("a&#129;b", "a b"), ("&#xFDD0;", ""), ("&#x20000000041;", "\u{FFFD}"),
            ("?a=1&b=2", "?a=1&b=2"), ("&alphabet;", "&alphabet;"), ("&alpha", "&alpha"), ("&zigrarr;", "⇝"), ("&AElig;", "Æ"),
        ])
    func reference(_ input: String, _ expected: String) {
        #expect(HTMLText.decodingReferences(in: input).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test("in an attribute, a name without a semicolon is not decoded before a letter, a digit or an equals sign")
    func attribute() {
        let html = HTMLSanitizer(base: nil).sanitize("<a href=\"http://h.test/?a=1&copy=2&lt=3&amp;x=4&reg\">x</a>").html
        #expect(html == "<a href=\"http://h.test/?a=1&amp;copy=2&amp;lt=3&amp;x=4%C2%AE\">x</a>")
    }
}
