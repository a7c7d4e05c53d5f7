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
}
