/// An author or contributor.
public struct Person: Sendable, Hashable {
    /// Atom and JSON `name`, `itunes:name`, or the name in the text of an rss, `dc:` or `itunes:` element (see ``PersonText``).
    public var name: String?
    /// A mail address: Atom `email`, `itunes:email`, or the address in such a text.
    public var email: String?
    /// Atom `uri` or `url`, JSON `url`.
    public var url: String?
    /// JSON `avatar`: the URL of an image.
    public var avatar: String?

    public init(name: String? = nil, email: String? = nil, url: String? = nil, avatar: String? = nil) {
        self.name = name
        self.email = email
        self.url = url
        self.avatar = avatar
    }

    /// Whether nothing is known that a person could be shown by.
    var isEmpty: Bool { name == nil && email == nil && url == nil }
}
