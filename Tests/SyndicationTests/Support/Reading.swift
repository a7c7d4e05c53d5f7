import Bytes

@testable import Syndication

/// Parses and normalizes a document, as `feedd parse` does.
func read(_ text: String, url: String? = nil) throws -> (feed: Feed, items: [Item]) {
    try read(Array(text.utf8), url: url)
}

func read(_ fixture: Fixture, url: String? = nil) throws -> (feed: Feed, items: [Item]) {
    try read(try fixture.bytes, url: url)
}

private func read(_ bytes: [UInt8], url: String?) throws -> (feed: Feed, items: [Item]) {
    FeedNormalizer(documentURL: url).normalize(try parse(bytes, url: url))
}

func parse(_ text: String, url: String? = nil) throws -> ParsedFeed {
    try parse(Array(text.utf8), url: url)
}

private func parse(_ bytes: [UInt8], url: String?) throws -> ParsedFeed {
    // 2026-11-23.
    try FeedParser.parse(bytes, url: url, contentType: nil, now: Timestamp(milliseconds: 1_795_400_000_000))
}
