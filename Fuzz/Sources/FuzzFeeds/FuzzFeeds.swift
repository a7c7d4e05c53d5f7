import Syndication

/// libFuzzer's target: a feed as it comes from the network, to the line that is journaled and to the document that `feedd parse` prints. Nothing may trap or
/// take a second; what is written is one line of JSON in UTF-8, and every URL in it is absolute and of a permitted scheme.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFeeds(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let url = "https://fuzz.test/feed"
    guard let parsed = try? FeedParser.parse(bytes, url: url, contentType: nil) else { return 0 }
    let (feed, items) = FeedNormalizer(documentURL: url).normalize(parsed)
    RecordCheck.check(JSONFeedWriter.document(feed: feed, items: items, isTruncated: parsed.isTruncated))
    for item in items {
        let encoded = EncodedItem(item, in: .journal)
        RecordCheck.check(members: encoded.members)
        if !encoded.extensionMembers.isEmpty { RecordCheck.check(members: encoded.extensionMembers) }
    }
    return 0
}
