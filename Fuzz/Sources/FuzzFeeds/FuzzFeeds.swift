import Syndication

/// libFuzzer's target: a feed as it comes from the network, to the line that is journaled. Anything may come; nothing may trap or take a second, and what is
/// written is one line of JSON in UTF-8.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFeeds(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let url = "https://fuzz.test/feed"
    guard let parsed = try? FeedParser.parse(bytes, url: url, contentType: nil) else { return 0 }
    let (_, items) = FeedNormalizer(documentURL: url).normalize(parsed)
    for item in items {
        let encoded = EncodedItem(item, in: .journal)
        check(encoded.members)
        if !encoded.extensionMembers.isEmpty { check(encoded.extensionMembers) }
    }
    return 0
}

/// - Parameter members: each preceded by a comma.
private func check(_ members: [UInt8]) {
    let object = [UInt8(ascii: "{")] + members.dropFirst() + [UInt8(ascii: "}")]
    precondition(String(validating: object, as: UTF8.self) != nil, "a record is not UTF-8")
    precondition(object.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a record has a control character")
    precondition((try? JSONValue.parse(object)) != nil, "a record is no JSON")
}
