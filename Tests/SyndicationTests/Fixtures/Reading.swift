import Bytes

@testable import Syndication

/// Reads and cleans a document, as `feedd parse` does.
func read(_ text: String, url: String? = nil) throws -> (feed: Feed, items: [Item]) {
    let parsed = try parse(text, url: url)
    let (feed, items) = FeedNormalizer(documentURL: url).normalize(parsed)
    return (feed, items)
}

func parse(_ text: String, url: String? = nil) throws -> ParsedFeed {
    try FeedParser.parse(Array(text.utf8), url: url, contentType: nil, now: Timestamp(milliseconds: 1_795_400_000_000))
}
