public import Bytes
import Markup

/// Parses feeds of all formats: RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1, and RSS in JSON.
public enum FeedParser {
    /// Parses a document. The format is detected from its content. HTML in it is left for ``FeedNormalizer``.
    ///
    /// - Parameters:
    ///   - bytes: the document, without its transfer and content encodings.
    ///   - url: the URL of the document, against which relative references are resolved. Nil, or no http or https URL: they stay relative, and
    ///     ``FeedNormalizer`` resolves them against the URL of the site.
    ///   - contentType: the value of the Content-Type header. Only its charset is used.
    ///   - contentLanguage: the value of the Content-Language header: evidence of the encoding where none is declared.
    ///   - itemLimit: the greatest number of items. Further ones are ignored, with a warning.
    ///   - collectsExtensions: whether the elements that are not read are collected (``Item/extensions``).
    ///   - deadline: when parsing is given up.
    ///   - now: the current time. A date more than two days later gets a warning.
    /// - Throws: `FeedError` where the document is not a feed or exceeds a limit.
    public static func parse(
        _ bytes: [UInt8], url: String?, contentType: String?, contentLanguage: String? = nil, itemLimit: Int = 10_000,
        collectsExtensions: Bool = false, deadline: CPUDeadline = .none, now: Timestamp = .now()
    ) throws(FeedError) -> ParsedFeed {
        if DocumentShape.isBinary(bytes) { throw .notAFeed(.binary) }
        let text = TextDecoding(bytes, contentType: contentType, language: contentLanguage)
        guard let first = text.bytes.first(where: { $0 > 0x20 }) else { throw .empty }
        let url = FeedURL.documentBase(url)
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        var parsed =
            isJSON
            ? try JSONFeedReader.read(text.bytes, url: url, itemLimit: itemLimit, collectsExtensions: collectsExtensions)
            : try XMLFeed.read(text.bytes, url: url, itemLimit: itemLimit, collectsExtensions: collectsExtensions, deadline: deadline)
        // RFC 8259, 8.1, allows a parser to ignore the mark that it forbids; ``TextDecoding`` has removed it.
        if isJSON, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            parsed.feed.warnings.insert("The JSON begins with a byte order mark; it was skipped.", at: 0)
        }
        parsed.feed.encoding = text.encoding
        parsed.feed.warnings = text.warnings + parsed.feed.warnings
        return try finished(parsed, documentBytes: bytes.count, deadline: deadline, now: now)
    }

    /// Reads the messages of a mailbox as items.
    ///
    /// - Parameter bytes: the messages as ``ByteFrames``, in the order of their delivery.
    /// - Throws: `FeedError` where the document exceeds a limit.
    public static func parse(
        messages bytes: [UInt8], itemLimit: Int = 10_000, deadline: CPUDeadline = .none, now: Timestamp = .now()
    ) throws(FeedError) -> ParsedFeed {
        let parsed = MailReader.read(ByteFrames.split(bytes) ?? [], itemLimit: itemLimit, deadline: deadline)
        return try finished(parsed, documentBytes: bytes.count, deadline: deadline, now: now)
    }

    /// Reads a JSON document that is no feed.
    ///
    /// - Parameters:
    ///   - bytes: the document, without its transfer and content encodings.
    ///   - rules: where its items are.
    ///   - url: the URL of the document, against which relative references are resolved.
    /// - Throws: `FeedError` where there are no items at the path, or the document exceeds a limit.
    public static func parse(
        json bytes: [UInt8], by rules: JSONRules, url: String?, contentType: String?, itemLimit: Int = 10_000,
        deadline: CPUDeadline = .none,
        now: Timestamp = .now()
    ) throws(FeedError) -> ParsedFeed {
        let text = TextDecoding(bytes, contentType: contentType)
        var parsed = try JSONListReader.read(text.bytes, by: rules, url: FeedURL.documentBase(url), itemLimit: itemLimit)
        parsed.feed.encoding = text.encoding
        parsed.feed.warnings = text.warnings + parsed.feed.warnings
        return try finished(parsed, documentBytes: bytes.count, deadline: deadline, now: now)
    }

    /// Reads the pages that sitemaps list as items.
    ///
    /// - Parameter bytes: ``ByteFrames``: of each sitemap its URL and its document, one behind the other.
    /// - Throws: `FeedError` where none of them is a sitemap, or a limit is exceeded.
    public static func parse(
        sitemaps bytes: [UInt8], itemLimit: Int = 10_000, deadline: CPUDeadline = .none, now: Timestamp = .now()
    ) throws(FeedError) -> ParsedFeed {
        let frames = ByteFrames.split(bytes) ?? []
        let sitemaps = stride(from: 0, to: frames.count - 1, by: 2).map { place in
            (url: String(decoding: frames[place], as: UTF8.self), bytes: Array(frames[place + 1]))
        }
        return try Sitemap.merged(sitemaps, itemLimit: itemLimit, deadline: deadline, now: now)
    }

    /// What holds for documents of all formats.
    private static func finished(
        _ parsed: consuming ParsedFeed, documentBytes: Int, deadline: CPUDeadline, now: Timestamp
    ) throws(FeedError) -> ParsedFeed {
        if deadline.isPassed { throw .outOfTime }
        var parsed = parsed
        parsed.finish(documentBytes: documentBytes, now: now)
        return parsed
    }
}

extension ParsedFeed {
    /// What all readers do last: implausible dates are noted, fields that are too long are cut, and what items inherit is found.
    package mutating func finish(documentBytes: Int, now: Timestamp) {
        DatePlausibility.removeUnset(&feed.published)
        DatePlausibility.removeUnset(&feed.updated)
        for index in items.indices {
            DatePlausibility.check(&items[index].item, now: now)
            FieldLimits.apply(to: &items[index].item)
        }
        FieldLimits.apply(to: &feed)
        self.documentBytes = documentBytes
        let shared = SharedFields(of: self, documentBytes: documentBytes)
        feed.warnings += shared.warnings
        self.shared = shared
    }
}
