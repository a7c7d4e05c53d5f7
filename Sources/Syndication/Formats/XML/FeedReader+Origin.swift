internal import Markup

/// `source`: RSS's has an attribute and a text, Atom's is a feed without items.
extension FeedReader {
    func beginOrigin(_ attributes: XMLAttributes) {
        origin = Origin()
        origin.url = address(attributes, "url")
    }

    func beginInOrigin(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope {
        switch tag {
        case .title: beginText(attributes, otherwise: isAtom ? .plain : .html)
        case .link:
            if let link = AtomLink(attributes, base: base) {
                if link.rel == "self" || origin.url == nil { origin.url = link.link.url }
            }
        case .author:
            person = Person()
            return .person
        case .subtitle, .rights: beginText(attributes, otherwise: .plain)
        default: break
        }
        return .origin
    }

    func endInOrigin(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .title: if let title = self.text(text) { origin.title = TextForms.line(title) }
        case .id: origin.id = text.string
        case .link: origin.url = address(text) ?? origin.url
        case .author:
            // An entry without an author has its source's (RFC 4287, 4.2.1).
            if let person = endPerson(text), itemRanks.authors.admits(9) { item.item.authors = [person] }
        default: break
        }
    }

    func endOrigin(_ text: ElementText) {
        if origin.title == nil, let title = text.string { origin.title = TextForms.line(Text(title, form: .html)) }
        if origin != Origin() { item.item.source = origin }
    }
}
