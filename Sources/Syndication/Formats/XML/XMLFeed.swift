import Bytes
internal import Markup

/// Parses feeds in XML: finds the root element, runs an ``XMLStream`` into a ``FeedReader``, and collects the warnings.
enum XMLFeed {
    /// - Parameter document: valid UTF-8.
    /// - Throws: `FeedError` where the document has no root element of a feed, or exceeds a limit.
    static func read(
        _ document: [UInt8], url: String?, itemLimit: Int, collectsExtensions: Bool, deadline: CPUDeadline = .none
    ) throws(FeedError) -> ParsedFeed {
        let reader = FeedReader(
            url: url, itemLimit: itemLimit, collectsExtensions: collectsExtensions,
            references: ReferenceBudget(documentBytes: document.count))
        reader.deadline = deadline
        let result = document.withUnsafeBufferPointer { bytes in
            Result { () throws(FeedError) in try read(bytes, into: reader, itemLimit: itemLimit) }
        }
        return try result.get()
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, into reader: FeedReader, itemLimit: Int
    ) throws(FeedError) -> ParsedFeed {
        let prolog = XMLProlog(bytes, isRoot: isFeedRoot)
        guard let root = prolog.root else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: nil)) }
        let document = UnsafeBufferPointer(rebasing: bytes[root...])
        guard isFeedRoot(RootName.of(document)) else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: RootName.of(document))) }

        let isOldest = isRDF090(document)
        let reading: XMLStream.Reading
        do {
            reading = try XMLStream.parse(document, entities: prolog.entities, unnestable: ["item", "entry"], into: reader)
        } catch .entityBomb {
            throw .entityBomb
        } catch {
            throw .outOfMemory
        }
        if reader.isOutOfTime { throw .outOfTime }
        reader.finish(isTruncated: reading.outcome == .truncated)
        if isOldest { reader.parsed.feed.format = .rss090 }
        var repairs = prolog.repairs.union(reading.repairs)
        if reader.hasUndeclaredPrefix { repairs.insert(.undeclaredPrefix) }
        var warnings = repairs.descriptions
        if reading.outcome == .truncated { warnings.append("The document is truncated; its complete items were read.") }
        if reader.itemsSkipped > 0 { warnings.append("The document has more than \(itemLimit) items; the remaining ones were ignored.") }
        reader.parsed.feed.warnings = warnings + reader.parsed.feed.warnings
        return reader.parsed
    }

    /// Whether the root element is that of RSS 0.90, which differs from RSS 1.0 only in its default namespace.
    private static func isRDF090(_ document: UnsafeBufferPointer<UInt8>) -> Bool {
        guard RootName.of(document).last == UInt8(ascii: "F") else { return false }
        let tag = document.prefix { $0 != 0x3e }
        return tag.firstRange(of: "rdf/simple/0.9".utf8) != nil && tag.firstRange(of: "purl.org/rss/1.0/\"".utf8) == nil
    }

    /// Whether an element of this qualified name can be the root element of a feed. The prefix does not matter.
    private static func isFeedRoot(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let local = name.lastIndex(of: 0x3a).map { name[($0 + 1)...] } ?? name[...]
        switch String(decoding: local, as: UTF8.self).lowercased() {
        case "rss", "feed", "channel", "entry": return true
        case "rdf": return name.count > local.count || local.count == 3
        default: return false
        }
    }
}
