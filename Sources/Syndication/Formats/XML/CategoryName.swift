internal import Markup

/// The name of an Atom category: its term, unless that is for machines and there is a label.
enum CategoryName {
    static func of(_ attributes: XMLAttributes) -> String? {
        guard let term = attributes.string("term") else { return attributes.string("label") }
        guard term.holds("://") || term.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return term }
        return attributes.string("label") ?? term
    }
}
