/// Parses JSON Feed 1.0 and 1.1 (jsonfeed.org), and RSS in JSON.
enum JSONFeedReader {
    /// - Parameter bytes: valid UTF-8.
    /// - Throws: `FeedError` where the document is neither.
    static func read(_ bytes: [UInt8], url: String?, itemLimit: Int, collectsExtensions: Bool) throws(FeedError) -> ParsedFeed {
        let document = JSONDocument(bytes, itemLimit: itemLimit)
        let references = ReferenceBudget(documentBytes: bytes.count)
        var parsed = try read(document, url: url, collectsExtensions: collectsExtensions, references)
        parsed.feed.warnings = document.repairs + parsed.feed.warnings
        if document.itemsSkipped {
            parsed.feed.warnings.append("The document has more than \(itemLimit) items; the remaining ones were ignored.")
        }
        if document.problem != nil {
            parsed.isTruncated = true
            parsed.feed.warnings.append("The document is truncated or malformed; its complete items were read.")
        }
        return parsed
    }

    private static func read(
        _ document: JSONDocument, url: String?, collectsExtensions: Bool, _ references: ReferenceBudget
    ) throws(FeedError) -> ParsedFeed {
        if let rss = document.members["rss"]?.object ?? (document.members["channel"] == nil ? nil : document.members) {
            return RSSInJSON(base: url, references: references).read(rss, items: document.items)
        }
        let version = document.members["version"]?.string ?? ""
        guard version.contains("jsonfeed.org") || isFeed(document) else {
            if let problem = document.problem { throw .malformedJSON(problem.description) }
            throw .notAFeed(.json)
        }
        let format: Feed.Format = version.hasSuffix("/1") || version.hasSuffix("/1.0") ? .jsonFeed10 : .jsonFeed11
        var reader = JSONFeedReading(format: format, base: url, references: references)
        reader.collectsExtensions = collectsExtensions
        reader.read(document)
        return reader.parsed
    }

    /// Whether a document without a version is a feed: it has items and a title. In a truncated document the items may stand before both;
    /// then all of them have an id and a content.
    private static func isFeed(_ document: JSONDocument) -> Bool {
        if document.items.isEmpty { return false }
        if document.members["title"] != nil { return true }
        return document.problem != nil
            && document.items.allSatisfy { $0["id"] != nil && ($0["content_html"] ?? $0["content_text"] ?? $0["title"]) != nil }
    }

    /// The warning about a member that has a single value in place of an array.
    static func repair(ofSingle name: StaticString) -> String {
        "The member “\(name)” is no array; it was read as an array of one element."
    }
}
