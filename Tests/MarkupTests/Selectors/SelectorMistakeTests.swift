import Testing

@testable import Markup

@Suite("Mistakes in selectors")
struct SelectorMistakeTests {
    /// A selector, the offset of its mistake, and words of the message and of the hint.
    typealias Case = (selector: String, offset: Int, message: String, hint: String)

    private static let mistakes: [Case] = [
        ("", 0, "is empty", "article.teaser"), ("   ", 0, "is empty", "article.teaser"), ("/**/", 0, "is empty", "article.teaser"),
        // Other languages.
        ("//div", 0, "XPath", "xpath://div"), ("/html/body", 0, "XPath", "xpath:/html/body"), ("./h2/a", 0, "XPath", "xpath:./h2/a"),
        (" //a", 1, "XPath", "xpath://a"), ("(//a)[1]", 0, "XPath", "xpath:(//a)[1]"), ("div//a", 3, "'/'", "'>' for a child"),
        ("ul/li", 2, "'/'", "xpath:"), ("xpath://a", 0, "XPath", "write CSS"), ("<div>", 0, "HTML", "without '<'"),
        ("$('a')", 0, "JavaScript", "quotes"),
        ("document.querySelector('a')", 0, "JavaScript", "quotes"), ("a { color: red }", 2, "style sheet", "only the selector"),
        ("a;", 1, "style sheet", "only the selector"), ("& > a", 0, "nested style sheets", ":scope"),
        // Names.
        (".", 0, "no name follows '.'", "class"), ("div.", 3, "no name follows '.'", "class"), ("#", 0, "no name follows '#'", "id"),
        ("a. b", 1, "no name follows '.'", "right after"), ("a..b", 1, "no name follows '.'", "one of the two"),
        (".1st", 0, "digit", ".\\31 st"),
        ("#2", 0, "digit", "#\\32 "), ("a .3d-box", 2, "digit", ".\\33 d-box"), ("1a", 0, "digit", "\\31 a"), ("#-", 0, "no name", "id"),
        ("div\u{A0}p", 3, "U+A0", "plain space"), (".a\u{200B}", 2, "U+200B", "plain space"), ("a\\\n", 1, "'\\'", "remove"),
        ("a\\", 1, "'\\'", "remove"),
        ("ü .", 3, "no name", "class"),
        // Brackets.
        ("a[href", 1, "'[' is not closed", "']'"), ("[", 0, "'[' is not closed", "']'"), ("a[href=\"x\"", 1, "'[' is not closed", "']'"),
        ("a[href=", 1, "'[' is not closed", "']'"), ("a[]", 1, "no attribute", "[href]"), ("a]", 1, "no '['", "remove"),
        ("a)", 1, "no '('", "remove"),
        ("(a)", 0, "stands alone", ":is("), ("a[@href]", 2, "'@'", "remove"), ("a[href=/x]", 7, "quotes", "\"/x\""),
        ("a[href=http://x/]", 11, "quotes", "\"http://x/\""), ("[data-n=1]", 8, "quotes", "\"1\""), ("[href=\"x]", 6, "has no end", "\""),
        ("[href='x]", 6, "has no end", "'"), ("[href=“x”]", 6, "typographic", "straight"), ("[a=»x«]", 3, "typographic", "straight"),
        ("[a!=b]", 2, "'!='", ":not([a="), ("[a==b]", 2, "'=='", "one '='"), ("[a=~b]", 2, "'=~'", "'~='"), ("[a=^b]", 2, "'=^'", "'^='"),
        ("[a b]", 3, "operator is missing", "two brackets"), ("[a%b]", 2, "'%'", "one of ="), ("[a=]", 3, "value is missing", "quotes"),
        ("[class=a b]", 9, "stands after the value", "quotes"), ("[a=b x]", 5, "flags", "flags"), ("[a=\"b\" i s]", 9, "']'", "']'"),
        ("[1]", 1, "no name", ":nth-of-type(1)"),
        ("['a']", 1, "in quotes", "without"), ("[svg|href]", 1, "namespaces", "xlink\\:href"), ("[*|href]", 1, "namespaces", "without '|'"),
        ("[.a]", 1, "no name", "[href]"),
        // Namespaces.
        ("svg|a", 0, "namespaces", "after the '|'"), ("*|*", 0, "namespaces", "after the '|'"),
        ("a, svg|a", 3, "namespaces", "after the '|'"),
        ("|a", 0, "'|'", "space"), ("a || b", 2, "'|'", "space"),
        // Combinators and commas.
        ("> a", 0, "cannot begin with '>'", ":scope > …"), ("+ tr", 0, "cannot begin with '+'", ":scope + …"),
        ("a, > b", 3, "cannot begin", ":scope"),
        ("a >", 2, "nothing follows '>'", "remove"), ("a ~ ", 2, "nothing follows '~'", "remove"),
        ("a > , b", 2, "nothing follows", "remove"),
        ("a > > b", 4, "'>' follows '>'", "any descendant"), ("a >>> b", 3, "'>' follows '>'", "descendant"),
        ("a + ~ b", 4, "'~' follows '+'", "one of them"),
        ("a < b", 2, "'<'", ":has("), (",a", 0, "comma", "remove"), ("a,", 2, "comma", "remove"), ("a,,b", 2, "comma", "remove"),
        ("a @href", 2, "'@'", "very end"), ("a@href, b", 1, "'@'", "very end"), ("a = b", 2, "'='", "[attribute"), ("a!", 1, "'!'", ":not"),
        ("a $ b", 2, "'$'", "[href$="), ("\"a\"", 0, "string", "remove the quotes"), ("a % b", 2, "'%'", "\\%"),
        ("a ^", 2, "'^'", "[href$="),
        (".a*", 2, "'*'", "space"), (".a[b]c", 5, "name of an element", "first"), ("a /* b", 2, "comment", "*/"), ("a ? b", 2, "'?'", "\\"),
        // Pseudo-elements and what a user does.
        ("p::before", 1, "pseudo-element", "remove"), ("p:after", 1, "pseudo-element", "remove"),
        ("p::first-line", 1, "pseudo-element", "remove"),
        ("a::text", 1, "pseudo-element", "taken anyway"), ("a::attr(href)", 1, "pseudo-element", "@href"), ("a:hover", 1, "user", "remove"),
        ("a:VISITED", 1, "user", "remove"), ("b a:focus", 3, "user", "remove"), ("a:target", 1, "user", "remove"),
        // jQuery and text.
        ("li:eq(0)", 2, "jQuery", ":nth-of-type(1)"), ("li:eq(4)", 2, "jQuery", ":nth-of-type(5)"),
        ("li:eq(-1)", 2, "jQuery", ":nth-last-of-type(1)"),
        ("li:first", 2, "jQuery", ":first-of-type"), ("li:last", 2, "jQuery", ":last-of-type"), ("tr:even", 2, "jQuery", ":nth-child(odd)"),
        ("tr:odd", 2, "jQuery", ":nth-child(even)"), ("li:gt(2)", 2, "jQuery", ":nth-of-type(n+4)"),
        ("li:lt(3)", 2, "jQuery", ":nth-of-type(-n+3)"),
        (":header", 0, "jQuery", ":is(h1"), ("p:parent", 1, "jQuery", ":not(:empty)"), ("p:visible", 1, "jQuery", "[hidden]"),
        (":submit", 0, "jQuery", "[type=\"submit\"]"), ("a:contains('Next')", 1, "by text", "contains(., \"Next\")"),
        ("a:contains(Next)", 1, "by text", "contains(., \"Next\")"), ("a:-soup-contains(x)", 1, "by text", "xpath:"),
        ("a:has-text(x)", 1, "by text", "xpath:"),
        // Pseudo-classes.
        ("a:", 1, "no name follows ':'", "\\"), ("a::", 1, "no name follows ':'", "\\"),
        ("a:frst-child", 1, "not supported", ":first-child"),
        ("a:nth-chlid(2)", 1, "not supported", ":nth-child"), ("a:zzzzzzzz", 1, "not supported", "\\"),
        ("md:flex", 2, "not supported", "\\"),
        ("a:first-child(2)", 13, "no argument", "parentheses"), ("a:not", 1, "argument in parentheses", ":not(.promo)"),
        ("a:nth-child", 1, "argument in parentheses", ":nth-child(2)"), ("a:not()", 6, "is empty", ":not(.promo)"),
        ("a:not(", 5, "'(' is not closed", "')'"),
        ("a:not(b", 5, "'(' is not closed", "')'"), ("a:is(b, c", 4, "'(' is not closed", "')'"), ("a:is(b,)", 7, "comma", "remove"),
        ("a:not(> b)", 6, "cannot begin", ":scope"), ("a:has(>)", 7, "missing", "element"),
        ("a:has(b:has(c))", 7, "inside ':has()'", "one with both"),
        ("a:has(b >)", 8, "nothing follows", "remove"), ("a:nth-child(x)", 12, "takes a number", ":nth-child(2)"),
        ("a:nth-child(2n + )", 12, "takes a number", "3n+1"),
        ("a:nth-child(2x)", 12, "takes a number", "3n+1"), ("a:nth-child(odd even)", 16, "'even)'", "remove"),
        ("a:nth-child(1.5)", 13, "'.'", "\\"),
        ("a:nth-of-type(2 of b)", 16, "no 'of'", ":nth-child"), ("a:nth-child(2 of )", 17, "missing", "element"),
        ("a:lang(1)", 7, "a language", ":lang(en)"),
        ("a:not(:is(:zz))", 10, "not supported", "\\"), ("main/**/h3", 8, "'h3'", "space"), ("a:not(b]", 7, "no '['", "remove"),
        ("a:is(a:is(a:is(a:is(a:is(a:is(a:is(a:is(a:is(b)))))))))", 41, "nested deeper", "simpler"),
    ]

    @Test("every mistake is located, named, and has a hint", arguments: mistakes)
    func mistake(_ test: Case) {
        #expect {
            _ = try Selector(test.selector)
        } throws: { error in
            guard let error = error as? SelectorError else { return false }
            let isRight = error.offset == test.offset && "\(error)".contains(test.message) && (error.hint ?? "").contains(test.hint)
            if !isRight { Issue.record("\(test.selector.debugDescription): \(error.offset): \(error)") }
            return isRight
        }
    }

    @Test("a selector that is too long, or has too many parts, is refused")
    func limits() {
        #expect(throws: SelectorError.self) { try Selector(String(repeating: "a", count: 5_000)) }
        #expect(throws: SelectorError.self) { try Selector(Array(repeating: "a", count: 300).joined(separator: " ")) }
        #expect(throws: Never.self) { try Selector(Array(repeating: "a", count: 256).joined(separator: " ")) }
    }

    @Test("no text traps the parser")
    func noise() {
        let parts = [
            "a", ".", "#", "[", "]", "(", ")", ":", "::", "not(", "nth-child(", "2n", "+", ">", "~", ",", "\\", "\"", "'", "=", "*", "|",
            "/*", "*/", " ", "é", "\u{A0}", "\\31 ", "@", "-", "--", "/", "of ",
        ]
        var state: UInt64 = 1
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<(state >> 33) % 9 + 1 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int((state >> 33) % UInt64(parts.count))]
            }
            do {
                let selector = try Selector(text)
                #expect((try? Selector(selector.description)) == selector, "\(text) became \(selector)")
            } catch {
                #expect(error.offset <= text.utf8.count)
                #expect(!(error.hint ?? "").isEmpty)
            }
        }
    }
}
