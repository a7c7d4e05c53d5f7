import Testing

@testable import Markup

@Suite("Attributes of a page's tags")
struct SurplusAttributesTests {
    private func tree(_ html: String) -> HTMLTree { Array(html.utf8).withUnsafeBufferPointer { HTMLTree($0) } }

    private func removed(_ html: String) -> String? {
        Array(html.utf8).withUnsafeBufferPointer { SurplusAttributes.removed(from: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private func attributes(_ count: Int, _ value: String) -> String { (0..<count).map { " a\($0)\(value)" }.joined() }

    @Test(
        "of a tag's attributes the first 256 are read, and everything after the tag",
        arguments: ["", "=1", "=\"1\"", "='>'", " = \"<p x>\"", "=\"'\"", "=1 / ", "=\"\" \"\" (", "=&quot;"])
    func tooMany(value: String) {
        for tag in ["p", "IMG", "script", "custom-tag"] {
            let tree = tree(
                "<html><body><!-- <a b='> --><\(tag)\(attributes(300, value)) class=last>x</\(tag)><b title=t>after</b></body></html>")
            let index = tree.nodes.firstIndex { !$0.isText && $0.element != .html && $0.element != .body } ?? 0
            var names: [String] = []
            tree.forEachAttribute(index) { name, _ in names.append(String(decoding: name, as: UTF8.self)) }
            #expect(names.count == 256 && names.last == "a255", "\(tag)")
            let bold = tree.nodes.indices.first { tree.nodes[$0].element == .b }
            #expect(bold.flatMap { tree.attribute($0, "title") } == "t", "\(tag)")
        }
    }

    @Test("each of many tags has as many", arguments: [256, 257])
    func manyTags(count: Int) {
        let page = "<p\(attributes(count, "=1"))>x"
        let fewer = removed(page + page)
        #expect((fewer == nil) == (count == 256))
        if let fewer { #expect(fewer == "<p\(attributes(256, "=1")) >x<p\(attributes(256, "=1")) >x") }
    }

    @Test(
        "what only looks like a tag stays as it is",
        arguments: ["<script>if (a <b", "<STYLE>x <b", "<!-- <b", "<p>1 < b", "<p>a & </b", "<script type=x>'</scrip' <b"])
    func noTags(before: String) {
        let ends = ["<script": "></script>", "<STYLE>": "></style>", "<!-- <b": "-->"].first { before.hasPrefix($0.key) }?.value ?? ""
        #expect(removed(before + attributes(1000, "") + ends + "<p>x") == nil)
    }

    @Test("a name that libxml2 breaks in pieces counts as each of them")
    func longNames() {
        #expect(removed("<p " + String(repeating: "a", count: 20_000) + ">x") == nil)
        #expect(removed("<p " + String(repeating: "a", count: 20_000) + " " + String(repeating: "b", count: 20_000) + ">x") != nil)
    }

    @Test(
        "broken documents are read to their end",
        arguments: ["<", "<p", "<p ", "<p a", "<p a=", "<p a=\"", "<p a='x", "<p /", "<!--", "<script>", "<script></scrip", "<p a=\"b\"/"])
    func broken(html: String) {
        #expect(removed(html) == nil)
        #expect(removed("<p\(attributes(300, ""))>" + html)?.hasSuffix(html) == true)
    }

    /// libxml2 takes the longer for each name the more a page has.
    @Test(
        "a page has at most twice as many different names as are counted, and its texts whatever their number",
        arguments: [
            "<e#>t</e#>", "t</e#>", "<p e#=''>t", "t&e#;", "<p e#='&e#;' f#=\"&f#\" class='&amp;'>t", "<e# a='&f#;' b c=x/>t", "<?e#>t",
            "<p e#=x>t<script>\"</p>\"</script>",
        ])
    func names(part: String) throws {
        let parts = part.split(separator: "#", omittingEmptySubsequences: false).map { Array($0.utf8) }
        var page = Array("<html><body>first".utf8)
        for number in 0..<2_400 {
            page += parts[0]
            for part in parts.dropFirst() { page += Array(String(number).utf8) + part }
        }
        page += Array("last<unread>&unread;".utf8)
        let found = try #require(page.withUnsafeBufferPointer { SurplusAttributes.removed(from: $0, mostNames: 1000) })
        let rest = String(decoding: found.suffix(2000), as: UTF8.self)
        #expect(rest.hasSuffix("last&amp;unread;"))
        #expect(
            !rest.contains("<e23") && !rest.contains(" e23") && !rest.contains("&e23") && !rest.contains("/e23") && !rest.contains("?e23"))
        if part.contains("script") { #expect(rest.contains("<p >t<script>\"</p>\"</script><p >t<script>")) }
        if part.contains("class") { #expect(rest.contains("<p   class='&amp;'>t<p   class='&amp;'>t")) }
        if part.hasPrefix("<e") { #expect(rest.hasSuffix("ttttlast&amp;unread;")) }
    }
}
