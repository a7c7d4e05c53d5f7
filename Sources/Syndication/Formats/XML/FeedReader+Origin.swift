internal import Markup

/// The element `source` of an item. In RSS it has an attribute and a text; in Atom it is a feed without entries.
extension FeedReader {
    func beginOrigin(_ attributes: XMLAttributes) {
        origin = Origin()
        origin.url = address(attributes, "url")
    }

    func beginInOrigin(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .title: beginText(attributes, otherwise: isAtom ? .plain : .html)
        case .link:
            if let link = AtomLink(attributes, base: base) {
                if link.rel == "self" || origin.url == nil { origin.url = link.link.url }
            }
        case .author: return openPerson()
        case .subtitle, .rights: beginText(attributes, otherwise: .plain)
        default: break
        }
        return nil
    }

    func endInOrigin(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .title: if let title = self.text(text) { origin.title = title.line }
        case .id: origin.id = text.string
        case .link: origin.url = address(text) ?? origin.url
        case .author:
            // An entry without an author has the author of its source (RFC 4287, 4.2.1).
            if let person = endPerson(text), itemRanks.authors.admits(9) { item.item.authors = [person] }
        default: break
        }
    }

    func endOrigin(_ text: ElementText) {
        if origin.title == nil, let title = text.string { origin.title = Text(title, form: .html).line }
        if origin != Origin() { item.item.source = origin }
    }
}
