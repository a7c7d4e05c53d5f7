internal import Markup
import WebAddress

/// What `feedd parse` prints about one document: a line of JSON, whatever the document is.
public struct ParseReport: Sendable {
    /// One line, without its end.
    public var line: [UInt8]
    /// Nil where the document is a feed.
    public var error: FeedError?

    /// - Parameters:
    ///   - headers: header lines of the response, as `Name: value`; Content-Type and Content-Location count.
    public init(_ bytes: [UInt8], url: String?, headers: [String] = []) {
        let location = Self.value(of: "content-location", in: headers)
        let base = location.map { WebURL.resolve($0, against: url) } ?? url
        do {
            var parsed = try FeedParser.parse(bytes, url: base, contentType: Self.value(of: "content-type", in: headers))
            let cleaner = FeedCleaner(documentURL: base)
            let feed = cleaner.clean(feed: parsed)
            var writer = JSONFeedWriter(feed: feed, isTruncated: parsed.isTruncated, reserving: bytes.count * 2)
            // One item is clean at a time, and none is kept once it is written: a large feed is not held thrice.
            for index in parsed.items.indices {
                let item = cleaner.clean(parsed.items[index], in: parsed)
                parsed.items[index] = ParsedItem()
                writer.append(item)
            }
            // The item in which the document broke off is shown here, and nowhere else.
            if let open = parsed.openItem { writer.append(cleaner.clean(open, in: parsed)) }
            line = writer.finish()
        } catch {
            self.error = error
            line = Self.line(for: error)
        }
    }

    /// A valid JSON Feed without items that says what is wrong.
    private static func line(for error: FeedError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("version")
        writer.string("https://jsonfeed.org/version/1.1")
        writer.key("title")
        writer.string("")
        writer.key("_feedd")
        writer.beginObject()
        writer.key("error")
        writer.string(error.description)
        writer.endObject()
        writer.key("items")
        writer.beginArray()
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private static func value(of name: String, in headers: [String]) -> String? {
        for header in headers {
            let pair = header.split(separator: ":", maxSplits: 1)
            if pair.count == 2, pair[0].trimmingSpace().lowercased() == name { return pair[1].trimmingSpace() }
        }
        return nil
    }
}
