public import Bytes
internal import Markup

/// A sitemap or a sitemap index (sitemaps.org, 0.9), in XML or as a text file, with the extensions for news, images and videos.
public enum Sitemap: Sendable {
    /// The pages of a site. Each is an item.
    case pages(ParsedFeed)
    /// The sitemaps of a site.
    case index([Entry])

    /// One sitemap of an index.
    public struct Entry: Sendable, Hashable {
        /// Absolute, http or https.
        public var url: String
        public var modified: Timestamp?

        public init(url: String, modified: Timestamp?) {
            (self.url, self.modified) = (url, modified)
        }
    }

    /// - Parameters:
    ///   - bytes: the document, without its content encodings. A document that is compressed itself (`sitemap.xml.gz`) has to be unpacked before.
    ///   - url: that of the document. Only URLs of the same site are taken (sitemaps.org, "Sitemap file location").
    ///   - itemLimit: the greatest number of items. Of more, those that changed last are taken; where no dates are stated, the last ones.
    /// - Throws: `FeedError` where the document is no sitemap, or exceeds a limit.
    public static func parse(
        _ bytes: [UInt8], url: String, itemLimit: Int = 10_000, deadline: CPUDeadline = .none, now: Timestamp = .now()
    ) throws(FeedError) -> Sitemap {
        let text = TextDecoding(bytes, contentType: nil)
        guard let first = text.bytes.first(where: { $0 > 0x20 }) else { throw .empty }
        let reader = SitemapReader(url: url, deadline: deadline)
        if first == UInt8(ascii: "<") {
            try reader.read(xml: text.bytes)
        } else {
            try reader.read(lines: text.bytes)
        }
        if !reader.index.isEmpty, reader.items.isEmpty { return .index(reader.index) }
        var parsed = ParsedFeed(feed: Feed(format: .sitemap))
        parsed.feed.encoding = text.encoding
        parsed.feed.warnings = text.warnings + reader.warnings
        parsed.isTruncated = reader.isTruncated
        parsed.items = newest(reader.items, itemLimit)
        if reader.items.count > itemLimit {
            parsed.feed.warnings.append("The sitemap has \(reader.items.count) pages; only the newest \(itemLimit) were read.")
        }
        if deadline.isPassed { throw .outOfTime }
        parsed.finish(documentBytes: bytes.count, now: now)
        return .pages(parsed)
    }

    /// The sitemaps that an index names; nil where the document is none, without reading it further than to its root element.
    ///
    /// - Parameters: as of ``parse(_:url:itemLimit:deadline:now:)``.
    public static func index(_ bytes: [UInt8], url: String, deadline: CPUDeadline = .none) -> [Entry]? {
        let text = TextDecoding(bytes, contentType: nil)
        guard text.bytes.withUnsafeBufferPointer(SitemapReader.isIndex) else { return nil }
        let reader = SitemapReader(url: url, deadline: deadline)
        guard (try? reader.read(xml: text.bytes)) != nil, reader.items.isEmpty, !reader.index.isEmpty else { return nil }
        return reader.index
    }

    /// The items of several sitemaps, newest first. Those that are none are named in warnings, unless all are.
    static func merged(_ sitemaps: [(url: String, bytes: [UInt8])], itemLimit: Int, deadline: CPUDeadline, now: Timestamp) throws(FeedError)
        -> ParsedFeed
    {
        var merged: ParsedFeed?
        var failure: FeedError?
        var failures = 0
        for (url, bytes) in sitemaps {
            do {
                guard case .pages(let pages) = try parse(bytes, url: url, itemLimit: itemLimit, deadline: deadline, now: now) else {
                    continue
                }
                if var all = merged {
                    all.append(page: pages)
                    all.isTruncated = all.isTruncated || pages.isTruncated
                    merged = all
                } else {
                    merged = pages
                }
            } catch .outOfTime {
                throw .outOfTime
            } catch {
                failure = error
                failures += 1
            }
        }
        guard var parsed = merged else {
            if let failure { throw failure }
            return ParsedFeed(feed: Feed(format: .sitemap))
        }
        if let failure { parsed.feed.warnings.append("\(failures) of \(sitemaps.count) sitemaps could not be read: \(failure).") }
        parsed.items = newest(parsed.items, itemLimit)
        return parsed
    }

    /// Newest first, as far as the dates say.
    private static func newest(_ items: [ParsedItem], _ limit: Int) -> [ParsedItem] {
        let date = { (item: ParsedItem) in item.item.published ?? item.item.modified }
        if items.allSatisfy({ date($0) == nil }) { return items.suffix(limit) }
        return Array(items.newestFirst(by: date).prefix(limit))
    }
}
