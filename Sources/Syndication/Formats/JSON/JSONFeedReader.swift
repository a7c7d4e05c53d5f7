/// Parses JSON Feed 1.0 and 1.1 (jsonfeed.org), and RSS in JSON.
enum JSONFeedReader {
    /// - Parameter bytes: valid UTF-8.
    /// - Throws: `FeedError` where the document is neither.
    static func read(_ bytes: [UInt8], url: String?, itemLimit: Int, collectsExtensions: Bool) throws(FeedError) -> ParsedFeed {
        let document = JSONDocument(bytes, itemLimit: itemLimit)
        if let rss = document.members["rss"]?.object ?? (document.members["channel"] == nil ? nil : document.members) {
            return RSSInJSON(base: url, itemLimit: itemLimit).read(rss)
        }
        let version = document.members["version"]?.string ?? ""
        guard version.contains("jsonfeed.org") || (!document.items.isEmpty && document.members["title"] != nil) else {
            if let problem = document.problem { throw .malformedJSON(problem.description) }
            throw .notAFeed(.json)
        }
        var reader = JSONFeedReading(format: version.hasSuffix("/1") || version.hasSuffix("/1.0") ? .jsonFeed10 : .jsonFeed11, base: url)
        reader.collectsExtensions = collectsExtensions
        reader.read(document)
        if document.itemsSkipped {
            reader.parsed.feed.warnings.append("The document has more than \(itemLimit) items; the remaining ones were ignored.")
        }
        if document.problem != nil {
            reader.parsed.isTruncated = true
            reader.parsed.feed.warnings.append("The document is truncated or malformed; its complete items were read.")
        }
        return reader.parsed
    }
}
