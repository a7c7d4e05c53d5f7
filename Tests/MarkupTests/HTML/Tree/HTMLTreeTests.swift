import Testing

@testable import Markup

@Suite("The tree of a document")
struct HTMLTreeTests {
    private static let page = """
        <body><x-card data-id="7" onclick="f()" data-src="i.png"><p hidden>a</p></x-card><script type="application/json">{"a": "<b>"}</script>\
        <svg><path d="M0"/></svg><x-card>b</x-card></body>
        """

    private static func outline(_ tree: HTMLTree) -> [String] {
        tree.nodes.indices.map { index in
            if tree.nodes[index].isText { return String(decoding: tree.text(index), as: UTF8.self) }
            var text = "<" + tree.name(index)
            tree.forEachAttribute(index) { text += " \(String(decoding: $0, as: UTF8.self))=\(String(decoding: $1, as: UTF8.self))" }
            return text + ">"
        }
    }

    private static func tree(_ html: String, _ keeping: HTMLTree.Keeping) -> HTMLTree {
        var html = html
        return html.withUTF8 { HTMLTree($0, keeping: keeping) }
    }

    @Test("names and attributes are kept where everything is asked for, but for event handlers")
    func everything() {
        #expect(
            Self.outline(Self.tree(Self.page, .everything)) == [
                "<html>", "<body>", "<x-card data-id=7 data-src=i.png>", "<p hidden=>", "a", "<script type=application/json>",
                "{\"a\": \"<b>\"}",
                "<svg>", "<path d=M0>", "<x-card>", "b",
            ])
        #expect(
            Self.outline(Self.tree(Self.page, .readable)) == [
                "<html>", "<body>", "< data-src=i.png>", "<p hidden=>", "a", "<script type=application/json>", "{\"a\": \"<b>\"}", "<svg>",
                "< d=M0>",
                "<>", "b",
            ])
    }

    @Test("nodes are left out with what is in them")
    func without() throws {
        let tree = Self.tree(Self.page, .everything)
        let script = try #require(tree.nodes.indices.first { tree.nodes[$0].element == .script })
        let paragraph = try #require(tree.nodes.indices.first { tree.nodes[$0].element == .p })
        let shorter = HTMLTree(tree, without: [paragraph, paragraph + 1, script])
        #expect(
            Self.outline(shorter) == ["<html>", "<body>", "<x-card data-id=7 data-src=i.png>", "<svg>", "<path d=M0>", "<x-card>", "b"])
        #expect(shorter.nodes.map(\.parent) == [-1, 0, 1, 1, 3, 1, 5])
        #expect(shorter.nodes.map(\.end) == [7, 7, 3, 5, 5, 7, 7])
        #expect(HTMLTree(tree, without: [0]).nodes.isEmpty)
        #expect(Self.outline(HTMLTree(tree, without: [])) == Self.outline(tree))
    }
}
