internal import Markup

/// An Atom `link` (RFC 4287, 4.2.7), which occurs in RSS too.
struct AtomLink {
    var link: Link
    /// The relation without the IANA prefix, in lower case; `alternate` without the attribute.
    let rel: String

    /// - Parameter url: that of the attribute `href`.
    init(_ attributes: XMLAttributes, url: String) {
        let writtenRel = attributes.string("rel")
        rel = writtenRel.map(Self.shortName) ?? "alternate"
        link = Link(url: url, rel: writtenRel ?? "alternate", type: attributes.string("type"), title: attributes.string("title"))
        link.hreflang = attributes.string("hreflang")
        link.length = attributes.string("length").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The last path component of a relation that is written as a URI (RFC 4287, 4.2.7.2).
    static func shortName(_ rel: String) -> String {
        if rel.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a || $0 == 0x2d }) { return rel }
        return (rel.split(separator: "/").last.map(String.init) ?? rel).lowercased()
    }

    /// Whether the type is HTML or missing.
    var isHTML: Bool { link.type.map { $0.contains(ascii: "html") } ?? true }

    /// Whether the type is that of a feed.
    var isFeed: Bool { link.type.map { $0.contains(ascii: "atom") || $0.contains(ascii: "rss") } ?? false }
}
