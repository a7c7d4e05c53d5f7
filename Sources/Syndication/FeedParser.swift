public import Bytes
import Markup

/// The door to every format: bytes of a document in, what it says out.
public enum FeedParser {
    /// Reads a feed of any format, whatever it is said to be. No HTML is touched.
    ///
    /// - Parameters:
    ///   - url: where the document came from; relative references stand against it.
    ///   - contentType: the Content-Type header's value; only its charset counts.
    ///   - itemLimit: items past these are not read, with a warning.
    ///   - now: dates long after this are warned of.
    /// - Throws: `FeedError` where the document is no feed.
    public static func parse(
        _ bytes: [UInt8], url: String?, contentType: String?, itemLimit: Int = 10_000, now: Timestamp = .now()
    ) throws(FeedError) -> ParsedFeed {
        if DocumentShape.isBinary(bytes) { throw .notAFeed(.binary) }
        let text = TextDecoding(bytes, contentType: contentType)
        guard let first = text.bytes.first(where: { $0 > 0x20 }) else { throw .empty }
        var parsed =
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            ? try JSONFeedReader.read(text.bytes, url: url, itemLimit: itemLimit)
            : try XMLFeed.read(text.bytes, url: url, itemLimit: itemLimit)
        parsed.feed.encoding = text.encoding
        for index in parsed.items.indices { DatePlausibility.warn(of: &parsed.items[index].item, now: now) }
        parsed.feed.warnings = text.warnings + parsed.feed.warnings
        return parsed
    }
}
