import Testing

@testable import Syndication

@Suite("Elements that are not read")
struct ExtensionTests {
    private func extensions(_ elements: String, ofItem: Bool = true) throws -> [ExtensionElement] {
        let document = Modules.document(ofItem ? "<item>\(elements)</item>" : elements)
        let parsed = try FeedParser.parse(Array(document.utf8), url: nil, contentType: nil, collectsExtensions: true)
        return ofItem ? try #require(parsed.items.first).item.extensions : parsed.feed.extensions
    }

    @Test("they are a tree of names, namespaces, attributes and texts", arguments: [true, false])
    func tree(_ ofItem: Bool) throws {
        let found = try extensions(
            "<title>t</title><x:price currency='EUR' y:net='true'> 5 <x:vat>19</x:vat> &amp; up</x:price><stock>none</stock>",
            ofItem: ofItem)
        var price = ExtensionElement(name: "x:price", namespace: "urn:x")
        price.attributes = [.init(name: "currency", value: "EUR"), .init(name: "y:net", value: "true")]
        price.text = "5  & up"
        var vat = ExtensionElement(name: "x:vat", namespace: "urn:x")
        vat.text = "19"
        price.children = [vat]
        var stock = ExtensionElement(name: "stock")
        stock.text = "none"
        #expect(found == [price, stock])
    }

    @Test("what is in them stays theirs")
    func scope() throws {
        let elements =
            "<x:product><title>Kettle</title><guid>SKU-7</guid><y:z><link>l</link></y:z></x:product><title>News</title><guid>1</guid>"
        let document = Modules.document("<item>\(elements)</item>")
        let item = try #require(
            try FeedParser.parse(Array(document.utf8), url: nil, contentType: nil, collectsExtensions: true).items.first)
        #expect(item.title?.value == "News")
        #expect(item.item.guid == "1")
        let product = try #require(item.item.extensions.first)
        #expect(product.children.map(\.name) == ["title", "guid", "y:z"])
        #expect(product.children.map(\.text) == ["Kettle", "SKU-7", nil])
        #expect(product.children.last?.children.map(\.text) == ["l"])
    }

    @Test(
        "elements that are read are none of them",
        arguments: [
            "<title>t</title>", "<media:rating>adult</media:rating>", "<podcast:chat server='x'/>", "<dc:creator>a</dc:creator>",
            "<geo:lat>1</geo:lat>", "<atom:link href='http://x.example/'/>",
        ])
    func known(_ element: String) throws {
        #expect(try extensions(element).isEmpty)
        #expect(try extensions(element, ofItem: false).isEmpty)
    }

    @Test("they are written only where they are asked for")
    func output() {
        let elements = "<item><x:a b='c'><x:d>e</x:d></x:a></item>"
        #expect(
            Modules.output(elements, extensions: true).contains(
                """
                "extensions":[{"name":"x:a","namespace":"urn:x","attributes":{"b":"c"},\
                "children":[{"name":"x:d","namespace":"urn:x","text":"e"}]}]
                """))
        #expect(!Modules.output(elements).contains("extensions"))
    }

    @Test(
        "values and texts that are URIs of a dangerous scheme are left out",
        arguments: [
            ("<x:a href='javascript:alert(1)'/>", false), ("<x:a href=' JaVaScRiPt:alert(1)'/>", false),
            ("<x:a x:src='java script:alert(1)'/>", false), ("<x:a>vbscript:x</x:a>", false), ("<x:a>data:text/html,x</x:a>", false),
            ("<x:a b='file:///etc/passwd'/>", false), ("<x:a><x:b url='javascript:alert(1)'/></x:a>", false),
            ("<x:a title='JavaScript: The Good Parts'/>", true), ("<x:a>JavaScript: The Good Parts</x:a>", true),
            ("<x:a href='https://x.example/'/>", true), ("<x:a href='other.xml'/>", true),
        ])
    func schemes(_ element: String, _ isKept: Bool) throws {
        let document = Array(Modules.document("<item>\(element)</item>\(element)").utf8)
        let parsed = try FeedParser.parse(document, url: nil, contentType: nil, collectsExtensions: true)
        let (feed, items) = FeedNormalizer(documentURL: nil).normalize(parsed)
        for extensions in [feed.extensions, items.first?.extensions ?? []] {
            let found = try #require(extensions.first)
            let values = (found.attributes + found.children.flatMap(\.attributes)).map(\.value) + (found.text.map { [$0] } ?? [])
            #expect(values.isEmpty != isKept)
        }
    }

    @Test("in JSON Feed they are the members whose names begin with an underscore")
    func json() throws {
        let document = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "t", "_a": {"about": "b", "n": 1.5, "on": true, "off": null}, "items": [
            {"id": "1", "_tags": ["c", {"d": [["e"], "f"]}], "other": "g"}]}
            """
        let parsed = try FeedParser.parse(Array(document.utf8), url: nil, contentType: nil, collectsExtensions: true)
        let a = try #require(parsed.feed.extensions.first)
        #expect(parsed.feed.extensions.count == 1)
        #expect(a.name == "_a")
        #expect(a.children.map(\.name) == ["about", "n", "on", "off"])
        #expect(a.children.map(\.text) == ["b", "1.5", "true", nil])
        let tags = try #require(parsed.items.first).item.extensions
        #expect(tags.map(\.name) == ["_tags", "_tags"])
        #expect(tags.first?.text == "c")
        #expect(tags.last?.children.map(\.name) == ["d", "d"])
        #expect(tags.last?.children.first?.children.map(\.text) == ["e"])
        #expect(tags.last?.children.last?.text == "f")
        #expect(try parse(document).items.first?.item.extensions == [])
        let deep = String(repeating: "{\"a\":", count: 40) + "1" + String(repeating: "}", count: 40)
        let long = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"t\", \"_a\": \(deep), \"items\": []}"
        var level = try FeedParser.parse(Array(long.utf8), url: nil, contentType: nil, collectsExtensions: true).feed.extensions
        var depth = 0
        while let first = level.first {
            depth += 1
            level = first.children
        }
        #expect(depth == 16)
    }

    @Test("their number, their depth and their size are bounded")
    func limits() throws {
        #expect(try extensions((0..<700).map { "<x:a>\($0)</x:a>" }.joined()).count == 512)
        let nested = try extensions(String(repeating: "<x:a>", count: 40) + String(repeating: "</x:a>", count: 40))
        var depth = 0
        var level = nested
        while let first = level.first {
            depth += 1
            level = first.children
        }
        #expect(depth == 16)
        let long = String(repeating: "a", count: 40_000)
        #expect(try extensions("<x:a>\(long)</x:a><x:b>\(long)</x:b><x:c>c</x:c>").map { $0.text?.count } == [40_000, nil, 1])
        #expect(try extensions("<x:a b='\(String(repeating: "a", count: 70_000))' c='d'/>").first?.attributes.map(\.name) == ["c"])
        let two = try FeedParser.parse(
            Array(Modules.document("<item><x:a>\(long)</x:a></item><item><x:a>\(long)</x:a></item>").utf8), url: nil, contentType: nil,
            collectsExtensions: true)
        #expect(two.items.map { $0.item.extensions.first?.text?.count } == [40_000, 40_000])
    }
}
