import Testing

@testable import Markup

@Suite("XPath")
struct XPathTests {
    private static let page = """
        <html><body id="b"><div>a</div><div id="news"><ul><li><h2><a href="/1" title="x">One</a></h2></li>\
        <li class="item new"><h2><a href="/2">Two</a></h2> &amp; more</li></ul></div>\
        <table><tr><td>1</td></tr><tr><td>2</td></tr></table><x-card kind="k">card</x-card></body></html>
        """

    private static func values(_ query: String, _ html: String = page, from name: HTMLElement? = nil) throws -> [String] {
        let tree = SelectorPages.tree(html)
        let from = name.flatMap { name in tree.nodes.indices.first { tree.nodes[$0].element == name } }
        return XPathDocument(tree).evaluate(try XPathQuery(query), from: from).map { value in
            switch value {
            case .text(let text): text
            case .node(let node):
                tree.nodes[node].isText ? String(decoding: tree.text(node), as: UTF8.self) : "<\(tree.name(node))>\(tree.textContent(node))"
            }
        }
    }

    @Test(
        "paths are evaluated as browsers copy them",
        arguments: [
            ("/html/body/div[2]/ul/li[1]/h2/a", ["<a>One"]), ("//*[@id=\"news\"]/ul/li", ["<li>One", "<li>Two & more"]),
            ("//a/@href", ["/1", "/2"]), ("//li[2]/text()", [" & more"]), ("string(//li[1])", ["One"]), ("count(//li)", ["2"]),
            ("//a[contains(., 'Two')]/@href", ["/2"]), ("//li[contains(concat(' ', @class, ' '), ' new ')]//a", ["<a>Two"]),
            ("normalize-space(//li[2])", ["Two & more"]), ("id('news')/ul/li[last()]/h2", ["<h2>Two"]), ("//x-card/@kind", ["k"]),
            ("//a | //div[1]", ["<div>a", "<a>One", "<a>Two"]), ("//nothing", []), ("substring-after(//a[1]/@href, '/')", ["1"]),
            ("/html/body/table/tbody/tr[2]/td", ["<td>2"]), ("/html/body/table/tbody[1]/tr[1]/td", ["<td>1"]),
            ("//tbody/tr/td", ["<td>1", "<td>2"]),
            ("//table/tr/td", ["<td>1", "<td>2"]), ("//a[@title]/ancestor::li/following-sibling::li//a", ["<a>Two"]), ("true()", ["true"]),
            ("//text()[contains(., 'tbody')]", []),
        ] as [(String, [String])])
    func paths(query: String, expected: [String]) throws {
        #expect(try Self.values(query) == expected)
    }

    @Test(
        "relative paths begin at a node",
        arguments: [
            ("./h2/a", ["<a>One"]), ("h2/a/@href", ["/1"]), (".", ["<li>One"]), ("@class", []),
            ("following-sibling::li[1]/h2", ["<h2>Two"]),
            (".//a/text()", ["One"]), ("../li[2]/h2/a", ["<a>Two"]), ("//div[1]", ["<div>a"]),
        ] as [(String, [String])])
    func relative(query: String, expected: [String]) throws {
        #expect(try Self.values(query, from: .li) == expected)
    }

    @Test("a table with a tbody of its own is found with it")
    func tableBody() throws {
        let html = "<table><tbody><tr><td>1</td></tr></tbody></table>"
        #expect(try Self.values("//table/tbody/tr/td", html) == ["<td>1"])
        #expect(try XPathQuery("//a[. = '/tbody']").withoutTableBodies == nil)
        #expect(try XPathQuery("//tbodyx").withoutTableBodies == nil)
        #expect(try XPathQuery("//table/tbody/tr/td").withoutTableBodies?.text == "//table/tr/td")
    }

    @Test(
        "every mistake is located, and has a hint",
        arguments: [
            ("", 0, "empty"), ("  ", 0, "empty"), ("//a[", 3, "'[' is not closed"), ("//a[1", 3, "'[' is not closed"),
            ("//a]", 3, "no '['"), ("//a[]", 4, "read"), ("/html/", 6, "read"),
            ("//a[@href='x]", 10, "no end"), ("//a[foo()]", 4, "foo()"), ("//a[ends-with(@href, 'x')]", 4, "ends-with()"),
            ("//a[contain(., 'x')]", 4, "contain()"), ("//svg:path", 2, "svg:"), ("//a[@href=$x]", 10, "variables"),
            ("//a[. = “x”]", 8, "typographic"),
            ("//a//", 5, "read"), ("//a[contains(.]", 12, "'(' is not closed"), ("count(//a", 5, "'(' is not closed"),
        ] as [(String, Int, String)])
    func mistakes(query: String, offset: Int, message: String) {
        #expect {
            _ = try XPathQuery(query)
        } throws: { error in
            guard let error = error as? XPathError else { return false }
            let isRight = error.offset == offset && error.message.contains(message) && error.hint?.isEmpty == false
            if !isRight { Issue.record("\(query): \(error.offset): \(error)") }
            return isRight
        }
    }

    @Test("an expression that takes too many steps selects nothing, and no later one does")
    func operations() throws {
        let tree = SelectorPages.tree("<body>" + String(repeating: "<p>x</p>", count: 500))
        let document = XPathDocument(tree, operations: 100_000)
        #expect(document.evaluate(try XPathQuery("//p")).count == 500)
        #expect(!document.isExhausted)
        #expect(document.evaluate(try XPathQuery("//p[count(//p[count(//p) > 1]) > 1]")).isEmpty)
        #expect(document.isExhausted)
        #expect(document.evaluate(try XPathQuery("//p")).isEmpty)
    }
}
