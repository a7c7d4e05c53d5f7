import Bytes

/// A live item as the document has it. ``FeedNormalizer`` makes a ``LiveItem`` of it.
struct ParsedLiveItem: Sendable {
    var status: String?
    var start: Timestamp?
    var end: Timestamp?
    var item = ParsedItem()
}
