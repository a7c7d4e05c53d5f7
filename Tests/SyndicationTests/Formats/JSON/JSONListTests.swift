import Testing

@testable import Syndication

@Suite("JSON that is no feed")
struct JSONListTests {
    private static func rules(_ items: String, _ fields: [JSONRules.Field: [String]]) throws -> JSONRules {
        JSONRules(items: try JSONPath(items), fields: try fields.mapValues { try $0.map { try JSONPath($0) } })
    }

    private static func read(_ json: String, _ rules: JSONRules, limit: Int = 10_000) throws -> (Feed, [Item]) {
        let parsed = try FeedParser.parse(
            json: Array(json.utf8), by: rules, url: "https://x.test/api/list", contentType: "application/json", itemLimit: limit)
        return FeedNormalizer(documentURL: "https://x.test/api/list").normalize(parsed)
    }

    @Test(
        "a path leads to a value",
        arguments: [
            ("a", "1"), ("b.c", "2"), ("d[0]", "3"), ("d[1].e", "4"), ("d[-1].e", "4"), ("[\"f.g\"]", "5"), ("['f.g']", "5"),
            ("b[\"c\"]", "2"),
            ("$.b.c", "2"), ("$", nil), ("h", nil), ("b.c.x", nil), ("d[7]", nil), ("d[-3]", nil), ("a[0]", nil), ("i", nil),
        ] as [(String, String?)])
    func paths(path: String, value: String?) throws {
        let document = try JSONValue.parse(Array(#"{"a":1,"b":{"c":"2"},"d":[3,{"e":4}],"f.g":5,"i":null}"#.utf8))
        #expect(try JSONPath(path).value(in: document).text == value)
    }

    @Test(
        "a mistake in a path is told with its place",
        arguments: [
            ("a..b", 2, "a name is missing here"), ("a.", 1, "a name is missing behind the last '.'"), (".a", 0, "a name is missing here"),
            ("a[", 1, "'[' is not closed"), ("a[x]", 2, "'x' is no place in an array"), ("a[*].b", 2, "'*' is no place in an array"),
            ("a.*", 2, "'*' is no name"), ("a]", 1, "']' has no '[' before it"), ("a[0]b", 4, "'.' or '[' is missing here"),
            ("a['b]", 1, "the name in '[' is not closed"),
        ])
    func mistakes(path: String, offset: Int, message: String) {
        do {
            _ = try JSONPath(path)
            Issue.record("no mistake was found")
        } catch {
            #expect(error.offset == offset)
            #expect(error.message == message)
        }
    }

    @Test("the fields of an item are at their paths, addresses absolute and texts clean")
    func fields() throws {
        let json = #"""
            {"data":{"posts":[{"n":7,"t":{"rendered":"Bridges &amp; ferries"},"links":[{"href":"/a?utm_source=x"}],"when":"2026-11-28T10:00:00Z",
            "teaser":"Short","img":{"src":"i.jpg"},"by":[{"name":"Ann"},{"name":"Ben"}],"topics":"north, south","body":"<p>Long<script>x</script></p>"}]}}
            """#
        let rules = try Self.rules(
            "data.posts",
            [
                .title: ["t"], .link: ["links[0].href"], .id: ["n"], .date: ["when"], .summary: ["teaser"], .image: ["img.src"],
                .author: ["by"],
                .tags: ["topics"], .content: ["body"],
            ])
        let item = try #require(try Self.read(json, rules).1.first)
        #expect(item.title == "Bridges & ferries")
        #expect(item.url == "https://x.test/a")
        #expect(item.guid == "7")
        #expect(item.published?.rfc3339 == "2026-11-28T10:00:00Z")
        #expect(item.summary == "Short")
        #expect(item.image == "https://x.test/api/i.jpg")
        #expect(item.authors.map(\.name) == ["Ann", "Ben"])
        #expect(item.tags == ["north", "south"])
        #expect(item.contentHTML == "<p>Long</p>")
    }

    @Test("of several paths the first that gives a value counts")
    func fallbacks() throws {
        let rules = try Self.rules("", [.title: ["a", "b", "c"]])
        let titles = try Self.read(#"[{"a":" ","b":null,"c":"third"},{"b":"second","c":"x"}]"#, rules).1.map(\.title)
        #expect(titles == ["third", "second"])
    }

    @Test(
        "dates are texts, or seconds or milliseconds since 1970",
        arguments: [
            ("\"2026-11-28\"", "2026-11-28T00:00:00Z"), ("1795860000", "2026-11-28T10:00:00Z"), ("1795860000000", "2026-11-28T10:00:00Z"),
            ("\"1795860000\"", "2026-11-28T10:00:00Z"),
        ])
    func dates(written: String, date: String) throws {
        let rules = try Self.rules("", [.title: ["t"], .date: ["d"]])
        #expect(try Self.read("[{\"t\":\"x\",\"d\":\(written)}]", rules).1.first?.published?.rfc3339 == date)
    }

    @Test("an object in place of an array gives its values")
    func object() throws {
        let rules = try Self.rules("byId", [.title: ["t"]])
        #expect(try Self.read(#"{"byId":{"1":{"t":"a"},"2":{"t":"b"}}}"#, rules).1.map(\.title) == ["a", "b"])
    }

    @Test("nothing at the path of the items is a failure, and not an empty list; an empty list is none")
    func nothing() throws {
        let rules = try Self.rules("data.items", [.title: ["t"]])
        for json in [#"{"data":{}}"#, #"{"data":{"items":"x"}}"#, "[]"] {
            #expect(throws: FeedError.nothingAtPath("data.items")) { try Self.read(json, rules) }
        }
        #expect(try Self.read(#"{"data":{"items":[]}}"#, rules).1.isEmpty)
        #expect(throws: FeedError.self) { try Self.read("<html>", rules) }
    }

    @Test("elements without anything are ignored with a warning, as are those past the limit")
    func warnings() throws {
        let rules = try Self.rules("", [.title: ["t"]])
        let (feed, items) = try Self.read(#"[{"t":"a"},{},null,7,{"t":"b"},{"t":"c"}]"#, rules, limit: 5)
        #expect(items.map(\.title) == ["a", "b"])
        #expect(
            feed.warnings == [
                "3 elements have neither a title, a link, an id nor a content; they were ignored.",
                "The document has more than 5 items; the remaining ones were ignored.",
            ])
    }
}
