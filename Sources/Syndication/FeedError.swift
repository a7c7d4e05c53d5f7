/// Why a document could not be parsed as a feed.
public enum FeedError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The document has no character but white space.
    case empty
    /// The document is something else than a feed.
    case notAFeed(Appearance)
    /// The entities that the document declares expand to more than 1 MiB (``XMLStream/Failure/entityBomb``).
    case entityBomb
    /// The document is JSON and malformed or truncated before it can be recognized as a feed. The string is the description of a
    /// ``JSONError``.
    case malformedJSON(String)
    /// The JSON document has no array and no object at the path that the source names for its items.
    case nothingAtPath(String)
    case outOfMemory
    /// Parsing took longer than a document of its size may take.
    case outOfTime

    /// What a document that is not a feed seems to be.
    public enum Appearance: Sendable, Equatable {
        case webPage
        /// XML with this root element.
        case xml(root: String)
        case json
        case opml
        case plainText
        /// Compressed data, an image, a PDF or the like.
        case binary
    }

    public var description: String {
        switch self {
        case .empty: "the document is empty"
        case .notAFeed(.webPage): "the document is a web page, not a feed: use the address of the site's feed"
        case .notAFeed(.xml(let root)):
            "the document is XML with the root element <\(root)>, not a feed (rss, feed, entry, rdf:RDF or channel)"
        case .notAFeed(.json): "the document is JSON, but neither a JSON Feed nor RSS in JSON"
        case .notAFeed(.opml): "the document is OPML, a list of feeds, not a feed: use the addresses in it"
        case .notAFeed(.plainText): "the document is plain text, not a feed"
        case .notAFeed(.binary): "the document is binary data, not a feed"
        case .entityBomb: "entity expansion exceeds 1 MB: the document was rejected"
        case .malformedJSON(let reason): reason
        case .nothingAtPath(let path):
            "there is no array at \(path.isEmpty ? "the top of the document" : "'\(path)'"): the site may have changed: correct json.items"
        case .outOfMemory: "not enough memory to parse the document"
        case .outOfTime: "the document takes too long to read for its size: it was given up"
        }
    }
}
