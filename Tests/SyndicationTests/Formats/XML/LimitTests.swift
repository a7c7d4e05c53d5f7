import Testing

@testable import Syndication

@Suite("Limits on what a feed may contain")
struct LimitTests {
    private func item(_ elements: String) throws -> Item {
        let document = """
            <rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:psc="http://podlove.org/simple-chapters">
            <channel><item>\(elements)</item></channel></rss>
            """
        return try #require(try read(document).items.first)
    }

    private func elements(_ count: Int, _ element: (Int) -> String) -> String { (0..<count).map(element).joined() }

    @Test("an item has at most 256 tags")
    func itemTags() throws {
        #expect(try item(elements(300) { "<category>\($0)</category>" }).tags.count == 256)
    }

    @Test("a feed has at most 256 tags")
    func feedTags() throws {
        let document = "<rss><channel>\(elements(300) { "<category>\($0)</category>" })</channel></rss>"
        #expect(try read(document).feed.tags.count == 256)
    }

    @Test("an item has at most 1,024 attachments")
    func attachments() throws {
        #expect(try item(elements(1100) { "<enclosure url='http://x.example/\($0).mp3'/>" }).attachments.count == 1024)
    }

    @Test("an item has at most 1,024 media objects")
    func media() throws {
        #expect(try item(elements(1100) { "<media:content url='http://x.example/\($0).mp4'/>" }).media.count == 1024)
    }

    @Test("an item has at most 4,096 chapters")
    func chapters() throws {
        let chapters = try item("<psc:chapters>\(elements(4200) { "<psc:chapter start='\($0)'/>" })</psc:chapters>").podcast?.chapters
        #expect(chapters?.count == 4096)
    }
}
