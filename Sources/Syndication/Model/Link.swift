/// A link (RFC 4287, 4.2.7), or an element of another format that has the same meaning.
public struct Link: Sendable, Hashable {
    /// `link@href`, absolute once it is normalized.
    public var url: String
    /// `link@rel`, as the document writes it; `alternate` without the attribute.
    public var rel: String?
    /// `link@type`: a MIME type.
    public var type: String?
    /// `link@title`.
    public var title: String?
    /// `link@hreflang`: the language of what the link names, as the document writes it.
    public var hreflang: String?
    /// `link@length`: its size in bytes.
    public var length: Int?

    public init(url: String, rel: String? = nil, type: String? = nil, title: String? = nil) {
        self.url = url
        self.rel = rel
        self.type = type
        self.title = title
    }
}
