internal import Markup

/// Feeds that are XML: finds the root element, runs the stream, and says what was odd.
enum XMLFeed {
    /// - Parameter document: valid UTF-8.
    static func read(_ document: [UInt8], url: String?, itemLimit: Int) throws(FeedError) -> ParsedFeed {
        let result = document.withUnsafeBufferPointer { bytes in
            Result { () throws(FeedError) in try read(bytes, url: url, itemLimit: itemLimit) }
        }
        return try result.get()
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, url: String?, itemLimit: Int) throws(FeedError) -> ParsedFeed {
        let prolog = XMLProlog(bytes, isRoot: isFeedRoot)
        guard let root = prolog.root else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: nil)) }
        let document = UnsafeBufferPointer(rebasing: bytes[root...])
        guard isFeedRoot(RootName.of(document)) else { throw .notAFeed(DocumentShape.appearance(of: bytes, root: RootName.of(document))) }

        let isOldest = isRDF090(document)
        let reader = FeedReader(url: url, itemLimit: itemLimit)
        let reading: XMLStream.Reading
        do {
            reading = try XMLStream.parse(document, entities: prolog.entities, unnestable: ["item", "entry"], into: reader)
        } catch .tooDeep {
            throw .tooDeep
        } catch .entityBomb {
            throw .entityBomb
        } catch {
            throw .outOfMemory
        }
        reader.finish(isTruncated: reading.outcome == .truncated)
        if isOldest { reader.parsed.feed.format = .rss090 }
        var repairs = prolog.repairs.union(reading.repairs)
        if reader.hasUndeclaredPrefix { repairs.insert(.undeclaredPrefix) }
        var warnings = repairs.descriptions
        if reading.outcome == .truncated { warnings.append("The document ends before it is closed; the items that are whole were read.") }
        if reader.itemsSkipped > 0 { warnings.append("The document has more than \(itemLimit) items; the rest was not read.") }
        reader.parsed.feed.warnings = warnings + reader.parsed.feed.warnings
        return reader.parsed
    }

    /// RSS 0.90 is known by nothing but the default namespace of its root.
    private static func isRDF090(_ document: UnsafeBufferPointer<UInt8>) -> Bool {
        guard RootName.of(document).last == UInt8(ascii: "F") else { return false }
        let tag = document.prefix { $0 != 0x3e }
        return tag.firstRange(of: "rdf/simple/0.9".utf8) != nil && tag.firstRange(of: "purl.org/rss/1.0/\"".utf8) == nil
    }

    /// Whether an element of this name, whatever its prefix, can be a feed's root.
    private static func isFeedRoot(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let local = name.lastIndex(of: 0x3a).map { name[($0 + 1)...] } ?? name[...]
        switch String(decoding: local, as: UTF8.self).lowercased() {
        case "rss", "feed", "channel": return true
        case "rdf": return name.count > local.count || local.count == 3
        default: return false
        }
    }
}

/// The name in a document's first tag.
enum RootName {
    static func of(_ document: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var end = 1
        while end < document.count, document[end] > 0x20, document[end] != 0x3e, document[end] != 0x2f { end += 1 }
        return UnsafeBufferPointer(rebasing: document[min(1, document.count)..<min(end, document.count)])
    }
}
