internal import Markup

/// An Atom `link` (RFC 4287, 4.2.7), which occurs in RSS too.
struct AtomLink {
    var link: Link
    /// The relation without the IANA prefix, in lower case; `alternate` without the attribute.
    let rel: String

    /// - Parameters:
    ///   - base: the base of a relative URL.
    ///   - site: what an empty `href` of the relation `alternate` stands for; nil where it stands for nothing.
    /// - Returns: nil without the attribute `href`. The URL is then the text of the element, if any.
    init?(_ attributes: XMLAttributes, base: String?, site: String? = nil) {
        let writtenRel = attributes.string("rel")
        let rel = writtenRel.map(Self.shortName) ?? "alternate"
        let url: String
        if let href = attributes.string("href") {
            url = FeedURL.absolute(href, against: base) ?? href
        } else {
            // An empty reference is the base itself (RFC 3986, 4.4).
            guard attributes.bytes("href") != nil, let own = rel == "self" ? base : rel == "alternate" ? site : nil else { return nil }
            url = own
        }
        self.rel = rel
        link = Link(url: url, rel: writtenRel ?? "alternate", type: attributes.string("type"), title: attributes.string("title"))
        link.hreflang = attributes.string("hreflang")
        link.length = attributes.string("length").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The last path component of a relation that is written as a URI (RFC 4287, 4.2.7.2).
    private static func shortName(_ rel: String) -> String {
        if rel.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a || $0 == 0x2d }) { return rel }
        return (rel.split(separator: "/").last.map(String.init) ?? rel).lowercased()
    }

    /// Whether the type is HTML or missing.
    var isHTML: Bool { link.type.map { $0.contains(ascii: "html") } ?? true }

    /// Whether the type is that of a feed.
    var isFeed: Bool { link.type.map { $0.contains(ascii: "atom") || $0.contains(ascii: "rss") } ?? false }
}
