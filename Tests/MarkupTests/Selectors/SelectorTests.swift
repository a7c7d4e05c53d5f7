import Testing

@testable import Markup

@Suite("Selectors")
struct SelectorTests {
    /// A selector and the ids of what it selects, in document order.
    typealias Case = (selector: String, ids: String)

    private static let elements: [Case] = [
        ("article", "a1 a2 a3"), ("ARTICLE", "a1 a2 a3"), ("h2", "h1 h2"), ("x-card", "x1"), ("X-Card", "x1"), ("svg", "s1"),
        ("path", "s2"),
        ("blink", ""), ("no-such", ""), ("title", "title"), ("html", "html"), ("article, h3", "a1 a2 a3 h3"), ("h3,article", "a1 a2 a3 h3"),
        ("h3 , h3", "h3"), ("input", "f1 f2"), ("time", "t1"), ("article/**/", "a1 a2 a3"), ("/* a */ h3 /* b */", "h3"),
        ("\n\t article \n", "a1 a2 a3"), ("\\61 rticle", "a1 a2 a3"), ("\\000061rticle", "a1 a2 a3"), ("articl\\65", "a1 a2 a3"),
    ]

    private static let identifiers: [Case] = [
        ("#a1", "a1"), ("#A1", ""), ("article#a2", "a2"), ("p#a2", ""), ("#a1#a1", "a1"), ("#a1#a2", ""), ("#é", "é"), ("#\\e9", "é"),
        ("#\\0000e9", "é"), ("#\\e9 , #q", "é q"), ("#nope", ""), ("*#h3", "h3"), ("#\\a1", ""),
    ]

    private static let classes: [Case] = [
        (".teaser", "a1 a2 a3"), (".TEASER", "a3"), (".Teaser", ""), (".teaser.promo", "a2"), (".promo.teaser", "a2"),
        ("article.first", "a1"),
        ("div.first", ""), (".nav.menu", "nav"), (".intro", "p1"), (".\\31st", "d1"), (".\\31 st", "d1"), (".\\000031st", "d1"),
        (".x\\:y", "d1"),
        (".x\\3a y", "d1"), (".ünï", "d1"), (".\\fcn\\ef", "d1"), (".a\\.b", "d1"), (".a.b", ""), (".tease", ""), (".teaserx", ""),
        (".teaser:not(.promo)", "a1 a3"),
    ]

    private static let attributes: [Case] = [
        ("[lang]", "html a3"), ("[data-kind]", "a1 a2"), ("[DATA-KIND]", "a1 a2"), ("[ data-kind ]", "a1 a2"), ("[data-kind=news]", "a1"),
        ("[data-kind=\"news\"]", "a1"), ("[data-kind='news']", "a1"), ("[ data-kind = \"news\" ]", "a1"), ("[data-kind=NEWS]", ""),
        ("[data-kind=NEWS i]", "a1"), ("[data-kind=\"NEWS\"i]", "a1"), ("[data-kind='NEWS' I]", "a1"), ("[data-kind=news s]", "a1"),
        ("[data-kind=NEWS s]", ""), ("[data-kind^=news]", "a1 a2"), ("[data-kind^=ticker]", ""), ("[data-kind$=ticker]", "a2"),
        ("[data-kind$=news]", "a1"), ("[data-kind*=s-t]", "a2"), ("[data-kind*=e]", "a1 a2"), ("[data-kind*=S-T i]", "a2"),
        ("[data-kind*='']", ""), ("[data-kind^='']", ""), ("[data-kind$='']", ""), ("[class='']", "q"), ("[class~='']", ""),
        ("[data-kind|=news]", "a1 a2"), ("[data-kind|=new]", ""), ("[lang|=de]", "a3"), ("[lang|=DE]", "a3"), ("[lang|=DE s]", ""),
        ("[lang=EN]", "html"), ("[class~=teaser]", "a1 a2 a3"), ("[class~=TEASER]", "a3"), ("[class~='teaser first']", ""),
        ("[class='teaser first']", "a1"), ("[rel~=next]", "n2"), ("[rel~=NEXT]", "n2"), ("[rel~=next s]", ""), ("[rel=next]", ""),
        ("[type=text]", "f1"), ("[type=text s]", ""), ("[title=\"it's two\"]", "l2"), ("[title='it\\'s two']", "l2"),
        ("[title='it\\27s two']", "l2"), ("[title=\"a \\\"b\\\"\"]", "d1"), ("[title=\"a \\22 b\\22\"]", "d1"),
        ("[title='a\\\n \"b\"']", "d1"),
        ("a[href]", "n1 n2 l1 l2"), ("a:not([href])", "n3"), ("a[href^=\"https://\"]", "l1"), ("a[href^='/'][href$='.html']", "l2"),
        ("a[href='/']", "n1"), ("[onclick]", ""), ("[kind~=b]", "x1"), ("[viewBox]", "s1"), ("[viewbox='0 0 1 1']", "s1"),
        ("[d=M0]", "s2"), ("[d=m0]", ""), ("[class*=\"ser fi\"]", "a1"), ("[datetime*='-01-']", "t1"),
        ("[data-kind/**/=/**/news/**/]", "a1"),
        ("[href=/* a */'/']", "n1"),
    ]

    private static let combinators: [Case] = [
        ("main h2", "h1 h2"), ("main > article", "a1 a2 a3"), ("main>article", "a1 a2 a3"), ("main > h2", ""), ("body h2 a", "l1 l2"),
        ("body > h2 a", ""), ("body > main h2 > a", "l1 l2"), ("article + article", "a2 a3"), ("article+article", "a2 a3"),
        ("article ~ article", "a2 a3"), ("#a1 ~ article", "a2 a3"), ("#a2 ~ article", "a3"), ("#a3 ~ article", ""), ("#a1 + article", "a2"),
        ("#a1 + #a3", ""), ("h2 + p", "p1 p2"), ("h2 ~ time", "t1"), ("h2 + time", ""), ("p + p", "p4"), ("p ~ p", "p4"), ("h2 p", ""),
        ("html p", "p1 p2 p3 p4 p5"), ("main p + time", "t1"), ("#a1 > h2 + p ~ time", "t1"), ("div div", ""), ("head + body", "body"),
        ("title + a", ""), ("body > *", "nav main f d1 foot"), ("main *:not(article) > a", "l1 l2"),
        ("main > * > *", "h1 p1 t1 h2 p2 h3 p3 p4 s1"),
        ("* > em", "e1"), ("main /**/ > /**/ article", "a1 a2 a3"), ("main /**/h3", "h3"), ("x-card path", "s2"), ("x-card > path", ""),
        ("#nav ~ footer p", "p5"), ("nav ~ footer", ""), ("article h2 a.link", "l1"), ("main article.promo a", "l2"),
    ]

    private static let structure: [Case] = [
        (":root", "html"), ("html:root", "html"), ("body:root", ""), (":root > body", "body"), (":empty", "p2 s2 f1 f2 é q"),
        ("p:empty", "p2"),
        ("p:not(:empty)", "p1 p3 p4 p5"), ("article:first-child", "a1"), ("article:last-child", ""), ("x-card:last-child", "x1"),
        ("p:only-child", "p5"), ("p:only-of-type", "p1 p2 p5"), ("a:only-child", "l1 l2"), ("p:first-of-type", "p1 p2 p3 p5"),
        ("p:last-of-type", "p1 p2 p4 p5"), ("a:first-child", "n1 l1 l2"), ("a:last-child", "n3 l1 l2"), (":root:first-child", "html"),
        ("a:link", "n1 n2 l1 l2"), ("a:any-link", "n1 n2 l1 l2"), (":checked", "f2 o2"), (":disabled", "f1"), ("input:enabled", "f2"),
        (":lang(de)", "a3 h3 p3 p4 e1"), (":lang(de-AT)", "a3 h3 p3 p4 e1"), ("h2:lang(en)", "h1 h2"), ("h3:lang(en)", ""),
        ("h3:lang('DE')", "h3"), (":scope > body", "body"), ("article:FIRST-child", "a1"),
    ]

    private static let logic: [Case] = [
        ("article:is(.first, .promo)", "a1 a2"), (":is(h2, h3) > a", "l1 l2"), (":where(h2,h3)", "h1 h2 h3"),
        ("article :is(h2 a, em)", "l1 l2 e1"),
        (":is(article)", "a1 a2 a3"), ("article:not(.first):not(.promo)", "a3"), ("article:not(.first, .promo)", "a3"),
        ("article:not(main > .first)", "a2 a3"), ("a:not(h2 *)", "n1 n2 n3"), ("article:not(:has(time))", "a2 a3"),
        ("article:has(time)", "a1"), ("article:has(> time)", "a1"), ("main:has(time)", "main"), ("main:has(> time)", ""),
        ("article:has(> h2 > a)", "a1 a2"), ("article:has(h2 a)", "a1 a2"), ("article:has(h3, time)", "a1 a3"),
        ("article:has(+ article)", "a1 a2"),
        ("article:has(~ x-card)", "a1 a2 a3"), ("article:has(+ x-card)", "a3"), ("article:has(+ article.promo)", "a1"),
        ("article:has(+ article > h3)", "a2"), ("article:has(~ article > h3)", "a1 a2"), ("article:has(:empty)", "a2"),
        ("h2:has(+ p:empty)", "h2"), ("h2:has(a[title])", "h2"), (":has(> em)", "p4"), (":is(article:has(h3), h3)", "a3 h3"),
        ("article:has(:is(h2, h3) + p)", "a1 a2 a3"), ("article:has(p:not(.intro)) h2", "h2"), (":not(*)", ""),
        ("p:is(:not(.intro))", "p2 p3 p4 p5"),
        ("article:is(:is(:is(.first)))", "a1"), ("html:has(em)", "html"), ("article:has(main em)", ""), (":-webkit-any(h3)", "h3"),
        ("article:has(em):has(h3)", "a3"), ("body:not(:has(table))", "body"), ("article:has( > h3 )", "a3"),
    ]

    private static let positions: [Case] = [
        ("#l > :nth-child(1)", "b1"), ("#l > :nth-child(8)", "u1"), ("#l > :nth-child(9)", ""), ("#l > :nth-child(0)", ""),
        ("#l > :nth-child(-1)", ""), ("#l > :nth-child(odd)", "b1 b2 i3 b4"), ("#l > :nth-child(even)", "i1 i2 b3 u1"),
        ("#l > :nth-child(ODD)", "b1 b2 i3 b4"), ("#l > :nth-child(2n)", "i1 i2 b3 u1"), ("#l > :nth-child(2n+1)", "b1 b2 i3 b4"),
        ("#l > :nth-child(2n + 1)", "b1 b2 i3 b4"), ("#l > :nth-child( 2n + 1 )", "b1 b2 i3 b4"), ("#l > :nth-child(2N-1)", "b1 b2 i3 b4"),
        ("#l > :nth-child(3n)", "b2 b3"), ("#l > :nth-child(3n+2)", "i1 i3 u1"), ("#l > :nth-child(3n-1)", "i1 i3 u1"),
        ("#l > :nth-child(n)", "b1 i1 b2 i2 i3 b3 b4 u1"), ("#l > :nth-child(n+7)", "b4 u1"), ("#l > :nth-child(-n+2)", "b1 i1"),
        ("#l > :nth-child(-2n+5)", "b1 b2 i3"), ("#l > :nth-child(0n+3)", "b2"), ("#l > :nth-child(+3)", "b2"),
        ("#l > :nth-child(+n)", "b1 i1 b2 i2 i3 b3 b4 u1"),
        ("#l > :nth-child(n+3):nth-child(-n+5)", "b2 i2 i3"), ("#l > b:nth-child(3)", "b2"), ("#l > i:nth-child(3)", ""),
        ("#l > :nth-last-child(1)", "u1"), ("#l > :nth-last-child(2)", "b4"), ("#l > :nth-last-child(-n+2)", "b4 u1"),
        ("#l > :nth-last-child(4n)", "b1 i3"), ("#l > b:nth-of-type(2)", "b2"), ("#l > :nth-of-type(2)", "b2 i2"),
        ("#l > :nth-of-type(1)", "b1 i1 u1"), ("#l > i:nth-of-type(odd)", "i1 i3"), ("#l > b:nth-last-of-type(1)", "b4"),
        ("#l > :nth-last-of-type(1)", "i3 b4 u1"), ("#l > b:nth-last-of-type(2n)", "b1 b3"), ("#l > b:first-of-type", "b1"),
        ("#l > i:last-of-type", "i3"), ("#l > u:only-of-type", "u1"), ("#l > :only-of-type", "u1"), ("#l > :nth-child(2 of .k)", "i2"),
        ("#l > :nth-child(odd of .k)", "b1 i3"), ("#l > :nth-last-child(1 of .k)", "b3"), ("#l > :nth-child(2 of b, u)", "b2"),
        ("#l > :nth-child(1 of i.k)", "i2"), ("#l > :nth-child(-n+2 OF .k)", "b1 i2"), ("tr:nth-child(2n+1)", "r1 r3 r5"),
        ("tr.item + tr td.date", "c2 c4"), ("tr:has(+ tr > .date)", "r1 r3"), ("tr.item:not(:has(+ tr))", "r5"),
        ("tbody > tr:last-child", "r5"),
        ("table tr:nth-last-child(2) td", "c4"), ("div div p", "p"), ("div > div > div > div > p", "p"),
        ("div > div > div > div > div > p", ""),
        ("div div div div div p", ""), ("#o > div p", "p"), ("#o > p", ""), ("div:has(> div > p)", "m2"), ("div:not(:has(div))", "l m3"),
        ("div:not(div div)", "l o"), ("#r1 ~ tr:has(.date)", "r2 r4"), ("tr ~ tr ~ tr.item", "r3 r5"), ("tr + tr + tr + tr + tr", "r5"),
        ("table:has(tr:nth-child(5))", "t"), ("table:has(tr:nth-child(6))", ""), ("#l b ~ i ~ b", "b2 b3 b4"), ("i + b ~ u", "u1"),
        ("#l > :not(b):not(i)", "u1"), ("#l > :is(b, u):nth-child(even)", "b3 u1"),
    ]

    @Test("elements are selected by their names", arguments: elements)
    func selectsByName(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test("ids are compared with case, and may be escaped", arguments: identifiers)
    func selectsByID(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test("classes are words, compared with case", arguments: classes)
    func selectsByClass(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test("attributes are compared by operator and flag", arguments: attributes)
    func selectsByAttribute(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test("combinators relate elements", arguments: combinators)
    func selectsByRelation(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test("pseudo-classes ask for the structure", arguments: structure)
    func selectsByStructure(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test(":is(), :where(), :not() and :has() take lists", arguments: logic)
    func selectsByList(_ test: Case) throws { try check(test, SelectorPages.news) }

    @Test(":nth-…() counts siblings", arguments: positions)
    func selectsByPosition(_ test: Case) throws { try check(test, SelectorPages.lists) }

    @Test(
        ":scope is the element that is searched",
        arguments: [
            (":scope > h2", "a1", "h1"), (":scope h2 a", "a2", "l2"), (":scope > a", "a1", ""), (":scope", "a1", "a1"),
            (":scope.promo", "a1", ""),
            (":scope.first > p", "a1", "p1"), (":scope + article", "a1", "a2"), (":scope + article h2 > a", "a1", "l2"),
            (":scope ~ article p", "a1", "p2 p3 p4"), ("main > :scope > h2", "a2", "h2"), ("footer > :scope > h2", "a2", ""),
            ("article:has(+ :scope)", "a2", "a1"), ("article:not(:scope)", "a2", "a1 a3"),
            (":scope > h2, :scope + article > h3", "a2", "h2 h3"),
            (":is(:scope) > p", "a3", "p3 p4"), ("h2", "a1", "h1"), ("article h2", "a1", "h1"), (":scope > h2, h3", "a3", "h3"),
        ])
    func scope(selector: String, scope: String, ids: String) throws {
        let tree = SelectorPages.tree(SelectorPages.news)
        let element = try #require(SelectorPages.node(tree, scope))
        let found = Selection(tree).select(try Selector(selector), in: element, scope: element)
        #expect(SelectorPages.ids(tree, found) == ids)
    }

    @Test("a search among later siblings ends at its limit")
    func limit() throws {
        let tree = SelectorPages.tree(SelectorPages.lists)
        let first = try #require(SelectorPages.node(tree, "r1"))
        let next = try #require(SelectorPages.node(tree, "r3"))
        let selection = Selection(tree)
        let selector = try Selector(":scope ~ tr .date")
        #expect(SelectorPages.ids(tree, selection.select(selector, in: first, scope: first)) == "c2 c4")
        #expect(SelectorPages.ids(tree, selection.select(selector, in: first, scope: first, limit: next)) == "c2")
    }

    @Test("printed and parsed again, a selector is the same")
    func description() throws {
        for (text, _) in Self.elements + Self.identifiers + Self.classes + Self.attributes + Self.combinators + Self.structure + Self.logic
            + Self.positions
        {
            let selector = try Selector(text)
            #expect(try Selector(selector.description) == selector, "\(text) became \(selector)")
        }
    }

    @Test("the table has more than two hundred cases")
    func size() {
        let tables = [
            Self.elements, Self.identifiers, Self.classes, Self.attributes, Self.combinators, Self.structure, Self.logic, Self.positions,
        ]
        #expect(tables.reduce(0) { $0 + $1.count } > 200)
    }

    @Test("the work of selectors that are evaluated for each scope is bounded")
    func work() throws {
        let tree = SelectorPages.tree("<body>" + String(repeating: "<p><b></b></p>", count: 1_000))
        let selection = Selection(tree, work: 100_000)
        let selector = try Selector("p:has(+ :scope) b")
        for index in tree.nodes.indices where tree.nodes[index].element == .p { _ = selection.select(selector, in: index, scope: index) }
        #expect(selection.isExhausted)
        let other = Selection(tree, work: 100_000)
        for index in tree.nodes.indices where tree.nodes[index].element == .p {
            #expect(other.select(try Selector("p > b"), in: index, scope: index) == [index + 1])
            #expect(other.select(try Selector(":scope > b"), in: index, scope: index) == [index + 1])
        }
        #expect(!other.isExhausted)
    }

    private func check(_ test: Case, _ page: String) throws {
        let tree = SelectorPages.tree(page)
        let found = Selection(tree).select(try Selector(test.selector))
        #expect(SelectorPages.ids(tree, found) == test.ids, "\(test.selector)")
    }
}
