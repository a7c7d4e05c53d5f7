/// Why a document is no feed that can be read.
public enum FeedError: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case notAFeed(Appearance)
    /// Its own entities expand to more than a megabyte.
    case entityBomb
    /// Its elements nest more than 256 deep.
    case tooDeep
    /// It is JSON, and breaks off or goes wrong here.
    case malformedJSON(String)
    case outOfMemory

    /// What a document that is no feed seems to be.
    public enum Appearance: Sendable, Equatable {
        case webPage
        /// XML with this root element.
        case xml(root: String)
        case json
        case opml
        case plainText
        case binary
    }

    public var description: String {
        switch self {
        case .empty: "the document is empty"
        case .notAFeed(.webPage): "not a feed but a web page"
        case .notAFeed(.xml(let root)): "not a feed but XML with the root element <\(root)>"
        case .notAFeed(.json): "not a feed but other JSON"
        case .notAFeed(.opml): "not a feed but OPML, a list of feeds; name it in `include`"
        case .notAFeed(.plainText): "not a feed but plain text"
        case .notAFeed(.binary): "not a feed but binary data"
        case .entityBomb: "the document's entities expand without end; it was not read"
        case .tooDeep: "the document's elements nest more than 256 deep; it was not read"
        case .malformedJSON(let reason): "JSON that cannot be read: \(reason)"
        case .outOfMemory: "not enough memory to read the document"
        }
    }
}
