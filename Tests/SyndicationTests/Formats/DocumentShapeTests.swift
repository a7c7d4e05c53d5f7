import Testing

@testable import Syndication

@Suite("The shapes of documents that are not feeds")
struct DocumentShapeTests {
    @Test(
        "a document that is not a feed is rejected, and the error says what it is",
        arguments: [
            ("", FeedError.empty), (" \n\t ", .empty), ("<!DOCTYPE html><html><body>x</body></html>", .notAFeed(.webPage)),
            ("<opml version='2.0'><body/></opml>", .notAFeed(.opml)), ("<urlset><url/></urlset>", .notAFeed(.xml(root: "urlset"))),
            ("{\"a\": 1}", .notAFeed(.json)), ("hello", .notAFeed(.plainText)),
        ])
    func refuses(_ document: String, _ error: FeedError) {
        #expect(throws: error) { try parse(document) }
    }

    @Test(
        "binary data is recognized",
        arguments: [[0x1f, 0x8b, 8, 0, 0, 0], [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], [1, 2, 3, 4, 5, 6]] as [[UInt8]])
    func binary(_ bytes: [UInt8]) {
        #expect(throws: FeedError.notAFeed(.binary)) { try FeedParser.parse(bytes, url: nil, contentType: nil) }
    }
}
