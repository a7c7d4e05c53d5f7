import Foundation
import TestSupport
import Testing

@testable import Markup

@Suite("Sanitized HTML as a tree")
struct SanitizedHTMLReaderTests {
    private static func tree(_ html: String) -> HTMLTree {
        var html = html
        return html.withUTF8 { HTMLTree(safe: $0) }
    }

    /// The HTML of a tree, in the form that the sanitizer writes.
    private static func markup(_ tree: HTMLTree) -> String {
        var output = ""
        var open: [Int] = []
        for index in tree.nodes.indices {
            while let last = open.last, Int(tree.nodes[last].end) <= index { output += "</\(tree.nodes[open.removeLast()].element.name)>" }
            let node = tree.nodes[index]
            if node.isText {
                output += escaped(tree.text(index))
            } else {
                output += "<\(node.element.name)"
                tree.forEachAttribute(index) { name, value in
                    output += " \(String(decoding: name, as: UTF8.self))=\"\(escaped(value).replacing("\"", with: "&quot;"))\""
                }
                output += ">"
                switch node.element {
                case .br, .hr, .img, .wbr, .source, .col: break
                default: open.append(index)
                }
            }
        }
        for index in open.reversed() { output += "</\(tree.nodes[index].element.name)>" }
        return output
    }

    private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Elements and texts with their depth, without white space between blocks.
    private static func outline(_ tree: HTMLTree) -> [String] {
        var depths: [Int] = []
        return tree.nodes.enumerated().compactMap { index, node in
            let depth = node.parent < 0 ? 0 : depths[Int(node.parent)] + 1
            depths.append(depth)
            guard node.isText else {
                var attributes = ""
                tree.forEachAttribute(index) {
                    attributes += " \(String(decoding: $0, as: UTF8.self))=\(String(decoding: $1, as: UTF8.self))"
                }
                return "\(depth) \(node.element)\(attributes)"
            }
            let text = String(decoding: tree.text(index), as: UTF8.self)
            return text.allSatisfy(\.isWhitespace) ? nil : "\(depth) \(text)"
        }
    }

    private static func pages() throws -> [String] {
        let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../../../Fuzz/Corpus/FuzzExtraction")
        return try FileManager.default.contentsOfDirectory(at: corpus, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
            .map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    }

    @Test(
        "the tree knows whether it contains the whole document",
        arguments: [
            ("", true), ("<p>One</p> two", true), (String(repeating: "<p>x</p>", count: 90_000), true),
            (String(repeating: "<p>x</p>", count: 110_000), false),
            (String(repeating: "<div>", count: 1_100) + "x" + String(repeating: "</div>", count: 1_100), false),
        ])
    func whole(html: String, expected: Bool) {
        #expect(Self.tree(html).isWhole == expected)
    }

    @Test("the sanitized HTML of web pages is read without a difference")
    func asItStands() throws {
        let pages = try Self.pages()
        #expect(pages.count > 5)
        for page in pages {
            let html = HTMLSanitizer(base: "https://a.test/").sanitize(page).html
            #expect(Self.markup(Self.tree(html)) == (html.isEmpty ? "" : "<html><body>\(html)</body></html>"))
        }
    }

    @Test("the sanitized HTML of random markup is read without a difference")
    func noise() {
        var generator = Noise(seed: 11)
        let sanitizer = HTMLSanitizer(base: "http://base.test/a/")
        for _ in 0..<4_000 {
            let html = sanitizer.sanitize(generator.markup()).html
            #expect(Self.markup(Self.tree(html)) == (html.isEmpty ? "" : "<html><body>\(html)</body></html>"))
        }
    }

    @Test(
        "libxml2 builds the same tree",
        arguments: [
            "<p>One &amp; two &lt;three&gt;</p>\n<p>Four <a href=\"https://a.test/?a=1&amp;b=2\" title=\"&quot;a&quot;\">five</a>.</p>",
            "<h2>A list</h2><ul><li>one</li><li>two <em>and</em> <strong>three</strong></li></ul><blockquote><p>said</p></blockquote>",
            "<table><caption>t</caption><tr><th scope=\"col\">a</th><td colspan=\"2\">b</td></tr></table><pre><code class=\"language-c\">int x;\n</code></pre>",
            "<figure><img src=\"https://a.test/a.jpg\" alt=\"&amp;\"><figcaption>c<br>d</figcaption></figure><hr><dl><dt>t</dt><dd>d</dd></dl>",
            "<div><section><p>日本語 — „да“</p></section><aside><p>x</p></aside></div>",
            "<p>a<img src=\"https://a.test/1.png\" width=\"100\">b</p>",
        ])
    func asByLibxml2(_ html: String) {
        var html = html
        let slow = html.withUTF8 { HTMLTree($0) }
        #expect(Self.outline(Self.tree(html)) == Self.outline(slow))
        #expect(HTMLSanitizer(base: nil).sanitize(html).html == html)
    }

    @Test("nodes and texts of any input are within its bounds", arguments: 0..<4)
    func anything(_ seed: UInt64) {
        var generator = Noise(seed: seed)
        for _ in 0..<2_000 {
            let bytes = Array(generator.markup().utf8) + (0..<generator.next(8)).map { _ in UInt8(generator.next(256)) }
            let cut = bytes.prefix(generator.next(bytes.count + 1))
            let tree = cut.withUnsafeBufferPointer { HTMLTree(safe: $0) }
            for (index, node) in tree.nodes.enumerated() {
                #expect(Int(node.parent) < index && Int(node.end) > index && Int(node.end) <= tree.nodes.count)
                #expect(tree.text(index).count <= cut.count)
                tree.forEachAttribute(index) { #expect($0.count + $1.count <= cut.count) }
            }
        }
    }

    @Test("depth and number of nodes are limited")
    func nesting() {
        let tree = Self.tree(String(repeating: "<div>", count: 50_000) + "x")
        #expect(tree.nodes.count == 1025)
        #expect(tree.textContent(0) == "x")
        #expect(Self.tree(String(repeating: "<br>", count: 300_000)).nodes.count == 200_000)
    }
}

extension Noise {
    /// A random sequence of pieces of markup.
    mutating func markup() -> String {
        let pieces = [
            "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href='https://x.test/?a&b'>", "</a>", "text", " ", "\n",
            "&amp;", "&", "<",
            ">", "\"", "&lt;p&gt;", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>", "<br>",
            "<hr>", "<h2>",
            "</h2>", "<img src=a.png alt='<&\">'>", "<video src=v.mp4>", "</video>", "<source src=x>", "<q>", "</q>", "<script>",
            "</script>", "<!--", "-->",
            "é", "日本", "\u{A0}", "&nbsp;", "<blockquote>", "</blockquote>", "<math><mi>", "</math>", "<caption>", "<dl><dt>", "<dd>", "</",
            "<a", "='",
            "<td colspan=2>", "<ol start=3>", "<code class='language-swift x'>", "</code>", "<span lang=bg>", "</span>", "&copy", "\u{0}",
            "<ruby><rt>",
        ]
        return (0..<next(28)).map { _ in pieces[next(pieces.count)] }.joined()
    }
}
