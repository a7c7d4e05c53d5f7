import Testing

@testable import Syndication

@Suite("Public ids of items")
struct ItemIDTests {
    @Test(
        "a guid that is an absolute URI is the id, in the journal and in what is parsed",
        arguments: [
            "x:1", "https://example.org/a", "tag:example.org,2026:3", "urn:uuid:f81d", "https://example.org/?p=1#c",
            "https://example.org/%zz",
        ])
    func absolute(_ guid: String) {
        #expect(ItemID.make(guid: guid, source: "s") == guid)
        #expect(parsed(guid) == guid)
    }

    @Test(
        "any other guid stands behind the source in the journal, and behind the item's URL in what is parsed",
        arguments: [
            ("https://example.org/ä", "https%3A%2F%2Fexample.org%2F%C3%A4"),
            ("tag:example.org,2026:{3}", "tag%3Aexample.org%2C2026%3A%7B3%7D"),
            ("17", "17"), ("a b:c", "a%20b%3Ac"), ("x:a b", "x%3Aa%20b"), ("1:2", "1%3A2"), ("/a", "%2Fa"), ("x:", "x%3A"),
            ("C:\\a", "C%3A%5Ca"),
        ])
    func others(_ guid: String, _ encoded: String) {
        #expect(ItemID.make(guid: guid, source: "my.feed") == "urn:feedd:my.feed:\(encoded)")
        #expect(parsed(guid) == "https://example.org/2")
    }

    @Test(
        "a guid that runs or reads something where it is opened is no id",
        arguments: ["javascript:alert(1)", "JavaScript:x", " java\nscript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])
    func dangerous(_ guid: String) {
        #expect(ItemID.make(guid: guid, source: "s").hasPrefix("urn:feedd:s:"))
        #expect(parsed(guid) == "https://example.org/2")
        #expect(ItemID.make(in: item(guid: guid)).hasPrefix("urn:feedd:"))
    }

    @Test("an item without guid has its URL for an id, one without URL its guid, one without either a digest of its text")
    func fallbacks() {
        #expect(ItemID.make(in: item(url: "https://example.org/2")) == "https://example.org/2")
        #expect(ItemID.make(in: item(guid: "17")) == "17")
        let ids = ["x", "y"].map { ItemID.make(in: item(text: $0)) }
        #expect(ids.allSatisfy { $0.hasPrefix("urn:feedd:digest:") && $0.utf8.count == 33 })
        #expect(ids[0] != ids[1])
        #expect(ItemID.make(key: "00ff") == "urn:feedd:00ff")
    }

    private func parsed(_ guid: String) -> String { ItemID.make(in: item(guid: guid, url: "https://example.org/2")) }

    private func item(guid: String? = nil, url: String? = nil, text: String = "x") -> Item {
        var item = Item()
        item.guid = guid
        item.url = url
        item.contentText = text
        return item
    }
}
