import Bytes
internal import Markup
import WebAddress

/// The output of `feedd parse` for one document: a JSON Feed 1.1 document on one line, also for a document that is not a feed.
public struct ParseReport: Sendable {
    /// The line in UTF-8, without a line break at its end. Where the document is not a feed, it has no items, and `_feedd.error` says why.
    public var line: [UInt8]
    /// Why the document could not be parsed; nil where it is a feed.
    public var error: FeedError?

    /// Parses a document.
    ///
    /// - Parameters:
    ///   - bytes: the document, without its transfer and content encodings.
    ///   - url: the URL of the document, against which relative references are resolved.
    ///   - headers: header lines of the HTTP response, as `Name: value`. Only Content-Type, Content-Language and
    ///     Content-Location are used. A Content-Location that is given here is the document's URL; that of a server's answer is not (RFC 9110, 8.7).
    ///   - extensions: whether the elements that are not read appear in `_feedd.extensions`.
    public init(_ bytes: [UInt8], url: String?, headers: [String] = [], extensions: Bool = false) {
        let location = Self.value(of: "content-location", in: headers)
        let base = location.flatMap { WebURL.base($0, against: url.flatMap { WebURL($0) })?.string } ?? url
        do {
            var parsed = try FeedParser.parse(
                bytes, url: base, contentType: Self.value(of: "content-type", in: headers),
                contentLanguage: Self.value(of: "content-language", in: headers), collectsExtensions: extensions)
            let normalizer = FeedNormalizer(documentURL: base)
            let feed = normalizer.normalize(feed: parsed)
            var writer = JSONFeedWriter(feed: feed, isTruncated: parsed.isTruncated, reserving: bytes.count * 2)
            var budget = OutputBudget(documentBytes: bytes.count)
            budget.take(writer.count)
            // Each parsed item is released as soon as it is written, so that a large feed is not in memory three times.
            for index in parsed.items.indices {
                var item = ParsedItem()
                swap(&item, &parsed.items[index])
                writer.append(normalizer.normalize(consume item, in: parsed), within: &budget)
            }
            // Only this report contains the incomplete item of a truncated document; polls ignore it.
            if let open = parsed.openItem { writer.append(normalizer.normalize(open, in: parsed), within: &budget) }
            line = writer.finish()
        } catch {
            self.error = error
            line = Self.line(for: error)
        }
    }

    /// A JSON Feed without items, with the error in `_feedd`.
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
        writer.string(error.description.onOneLine)
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
