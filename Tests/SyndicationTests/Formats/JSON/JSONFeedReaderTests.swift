import Testing

@testable import Syndication

@Suite("The reader of JSON Feed and RSS in JSON")
struct JSONFeedReaderTests {
    @Test("a JSON Feed 1.1 fills the model, also with values of wrong types")
    func jsonFeed() throws {
        let (feed, items) = try read(Fixture("json-feed-1.1-with-wrong-types.json"), url: "https://lighthouse.example/feed.json")
        #expect(feed.format == .jsonFeed11)
        #expect(feed.language == "en-GB")
        #expect(feed.icon == "https://lighthouse.example/logo.png")
        #expect(feed.expired == true)
        #expect(feed.hubs == [Hub(type: "WebSub", url: "https://hub.example/")])
        let ship = try #require(items.first)
        #expect(ship.guid == "1")
        #expect(ship.title == "A ship <arrives>")
        #expect(ship.url == "https://lighthouse.example/ship")
        #expect(ship.contentText == "The long of it.")
        #expect(ship.summary == "The short of it.")
        #expect(ship.tags == ["Ships", "Sea"])
        #expect(ship.attachments.first?.sizeInBytes == 12345)
        #expect(ship.attachments.first?.durationInSeconds == 60.5)
        #expect(items.last?.contentText == "One.\n\nTwo & <three>.")
        #expect(items.last?.authors == [Person(name: "Dan")])
    }

    @Test("the avatar of an author is not the image of an item")
    func avatars() throws {
        let authors = "{\"name\": \"Ann\", \"avatar\": \"https://x.example/ann.jpg\"}"
        let document = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "t", "authors": [{"avatar": "https://x.example/bob.jpg"}], "items": [
            {"id": "1", "image": "https://x.example/ann.jpg", "authors": [\(authors)], "content_html": "<img src='https://x.example/1.jpg'>"},
            {"id": "2", "image": "https://x.example/bob.jpg"}, {"id": "3", "image": "https://x.example/boat.jpg", "authors": [\(authors)]}]}
            """
        #expect(try read(document).items.map(\.image) == ["https://x.example/1.jpg", nil, "https://x.example/boat.jpg"])
    }

    @Test("RSS in JSON fills the model")
    func rssInJSON() throws {
        let (feed, items) = try read(Fixture("rss-in-json.json"))
        #expect(feed.format == .rss20)
        #expect(feed.rhythm.ttlMinutes == 30)
        #expect(items.first?.guid == "ship-1")
        #expect(items.first?.guidIsPermalink == false)
        #expect(items.first?.contentText == "The short of it.")
        #expect(items.first?.attachments.first?.sizeInBytes == 12345)
    }

    private func feed(_ members: String) throws -> (feed: Feed, items: [Item]) {
        try read(#"{"version":"https://jsonfeed.org/version/1.1","title":"T",\#(members)}"#)
    }

    @Test(
        "an item without authors has those of the feed",
        arguments: [
            (#""authors":[{"name":"Ann"},{"name":"Ben"}],"items":[{"id":"1","title":"a"}]"#, ["Ann", "Ben"]),
            (#""author":{"name":"Ann"},"items":[{"id":"1","title":"a"}]"#, ["Ann"]),
            (#""items":[{"id":"1","title":"a","authors":[]}],"authors":[{"name":"Ann"}]"#, ["Ann"]),
            (#""authors":[{"name":"Ann"}],"items":[{"id":"1","title":"a","author":{"name":"Ben"}}]"#, ["Ben"]),
        ])
    func inherited(_ members: String, _ authors: [String]) throws {
        #expect(try feed(members).items.first?.authors.compactMap(\.name) == authors)
    }

    @Test(
        "a single value in place of an array is its only element, with a warning",
        arguments: [
            ("authors", #"{"name":"Ann"}"#), ("tags", #""Sea, Ships""#),
            ("attachments", #"{"url":"https://x.example/a.mp3","mime_type":"audio/mpeg"}"#),
        ])
    func single(_ name: String, _ value: String) throws {
        let (feed, items) = try feed(#""items":[{"id":"1","title":"a","\#(name)":\#(value)},{"id":"2","title":"b","\#(name)":\#(value)}]"#)
        #expect(feed.warnings == ["The member “\(name)” is no array; it was read as an array of one element."])
        #expect(items.map { $0.authors.count + $0.tags.count + $0.attachments.count } == [1, 1])
    }

    @Test("items that are one object are one item, and a bare string is an author")
    func singleItem() throws {
        let (feed, items) = try feed(#""items":{"id":"1","title":"a","authors":"Ann"}"#)
        #expect(items.map(\.guid) == ["1"])
        #expect(items.first?.authors == [Person(name: "Ann")])
        #expect(feed.warnings.count == 2)
    }

    @Test(
        "repairs of the JSON are named in the warnings",
        arguments: [
            (
                #"{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","content_text":"a","tags":["x",],},]}"#,
                "commas"
            ),
            (#"{"version":"https://jsonfeed.org/version/1",/* c */"title":"T","items":[{"id":"1","content_text":"a"}]}"#, "comments"),
            (#"{"version":"https://jsonfeed.org/version/1","title":"It\'s","items":[{"id":"1","content_text":"a"}]}"#, "escapes"),
            (
                "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"content_text\":\"a\tb\"}]}",
                "control"
            ),
            (
                "\u{FEFF}{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"title\":\"a\"}]}",
                "byte order"
            ),
        ])
    func repairs(_ document: String, _ word: String) throws {
        let (feed, items) = try read(document)
        #expect(items.count == 1)
        #expect(feed.warnings.count == 1)
        #expect(feed.warnings.first?.contains(word) == true)
    }

    @Test(
        "a document that breaks off gives its whole items",
        arguments: [
            #"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"a"},{"id":"2","title":"b"},{"id":"3","#,
            #"{"items":[{"id":"1","title":"a"},{"id":"2","content_text":"b"},{"id"#,
            #"{"rss":{"version":"2.0","channel":{"title":"T","item":[{"guid":"1"},{"guid":"2","title":"b"},{"guid":"3","title":"#,
            #"{"channel":{"item":[{"guid":"1"},{"guid":"2"}],"title":"#,
        ])
    func truncated(_ document: String) throws {
        let parsed = try parse(document)
        #expect(parsed.items.map(\.item.guid) == ["1", "2"])
        #expect(parsed.isTruncated)
        #expect(parsed.feed.warnings.count == 1)
    }

    @Test("content_text is the text of an item that has content_html too")
    func bothContents() throws {
        let item = try #require(
            try feed(
                #""user_comment":"Made by\nhand","items":[{"id":"1","content_html":"<p>See <a href='https://x.example/'>here</a></p>","content_text":"See https://x.example/\n\n<end>"}]"#
            )
            .items.first)
        #expect(item.contentHTML?.contains("<a href=\"https://x.example/\"") == true)
        #expect(item.contentText == "See https://x.example/\n\n<end>")
    }

    @Test(
        "content_text is plain text",
        arguments: ["    <ul><li>code</li></ul>", "<script>x</script> is bad", "AT&amp;T", "<p>no paragraph</p>"])
    func plainText(_ text: String) throws {
        let (feed, items) = try feed(
            #""user_comment":"Made by\nhand","items":[{"id":"1","title":"\#(text)","summary":"\#(text)","content_text":"\#(text) ."}]"#)
        let trimmed = text.trimmingSpace()
        #expect(items.first?.title == trimmed)
        #expect(items.first?.contentText == "\(trimmed) .")
        #expect(items.first?.summary == trimmed)
        #expect(items.first?.titleHTML == nil)
        #expect(feed.userComment == "Made by hand")
    }

    @Test("titles, tags and names have no control characters")
    func controls() throws {
        let item = try #require(
            try feed(#""items":[{"id":"1","title":"a\u007F\u0093b\u0094","tags":["c\u0081d"],"authors":[{"name":"e\u007Ff"}]}]"#).items
                .first)
        #expect(item.title == "a“b”")
        #expect(item.tags == ["c d"])
        #expect(item.authors.first?.name == "ef")
    }

    @Test("RSS in JSON has sources, skipped hours and days, and the elements of iTunes")
    func rssModules() throws {
        let (feed, items) = try read(
            #"""
            {"rss":{"version":"2.0","channel":{"title":"T","skipHours":{"hour":["0","24",13]},"skipDays":{"day":"Sunday"},
            "itunes:author":"Team","itunes:image":{"@href":"https://x.example/c.png"},"itunes:category":{"text":"Arts"},"itunes:explicit":"no","itunes:type":"serial",
            "item":{"title":"a","guid":"1","source":{"@url":"https://o.example/feed","#value":"Other"},"enclosure":{"url":"https://x.example/a.mp3"},
            "itunes:author":"Ann","itunes:duration":"1:02","itunes:episode":"7","itunes:season":2,"itunes:keywords":"x, y","itunes:summary":"Long.","itunes:explicit":true,
            "itunes:image":{"href":"https://x.example/e.png"}}}}}
            """#)
        #expect(feed.rhythm.skipHours == [0, 13])
        #expect(feed.rhythm.skipDays == [6])
        #expect(feed.authors == [Person(name: "Team")])
        #expect(feed.icon == "https://x.example/c.png")
        #expect(feed.tags == ["Arts"])
        #expect(feed.podcast?.explicit == false)
        #expect(feed.podcast?.type == "serial")
        let item = try #require(items.first)
        #expect(item.source?.title == "Other")
        #expect(item.source?.url == "https://o.example/feed")
        #expect(item.authors == [Person(name: "Ann")])
        #expect(item.tags == ["x", "y"])
        #expect(item.contentText == "Long.")
        #expect(item.podcast?.episode == 7)
        #expect(item.podcast?.season == 2)
        #expect(item.attachments.first?.durationInSeconds == 62)
        #expect(item.image == "https://x.example/e.png")
    }
}
