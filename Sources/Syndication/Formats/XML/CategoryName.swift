internal import Markup

/// The name of an Atom `category` (RFC 4287, 4.2.2): its term, or its label where the term is a URL or a number.
enum CategoryName {
    static func of(_ attributes: XMLAttributes) -> String? {
        guard let term = attributes.string("term") else { return attributes.string("label") }
        guard term.contains(ascii: "://") || term.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return term }
        return attributes.string("label") ?? term
    }
}
