internal import Markup

/// An Atom `link` (RFC 4287, 4.2.7), which RSS carries too.
struct AtomLink {
    var link: Link
    /// In lower case; `alternate` where the element does not say.
    let rel: String
    let length: Int?

    /// Nil without `href`: then the address, if any, is the element's text.
    init?(_ attributes: XMLAttributes, base: String?) {
        guard let href = attributes.string("href") else { return nil }
        let said = attributes.string("rel")
        rel = said.map(Self.shortName) ?? "alternate"
        link = Link(
            url: FeedURL.absolute(href, against: base) ?? href, rel: said ?? "alternate", type: attributes.string("type"),
            title: attributes.string("title"))
        length = attributes.string("length").flatMap { Int($0) }
    }

    /// IANA's relations may be written as URIs.
    private static func shortName(_ rel: String) -> String {
        if rel.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a || $0 == 0x2d }) { return rel }
        return (rel.split(separator: "/").last.map(String.init) ?? rel).lowercased()
    }

    var isHTML: Bool { link.type.map { $0.holds("html") } ?? true }

    var isFeed: Bool { link.type.map { $0.holds("atom") || $0.holds("rss") } ?? false }
}
