internal import Markup

/// The element `source` of an item. In RSS it has an attribute and a text; in Atom it is a feed without entries (RFC 4287, 4.2.11).
extension FeedReader {
    /// A `source` that is open.
    struct OpenOrigin {
        var origin = Origin()
        var url = Rank()
    }

    func beginOrigin(_ attributes: XMLAttributes) -> Scope {
        var open = OpenOrigin()
        if let url = address(attributes, "url"), open.url.admits(1) { open.origin.url = url }
        origins.open(open, at: depth)
        return .origin
    }

    func beginInOrigin(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .title, .subtitle, .rights: beginText(attributes, otherwise: isAtom ? .plain : .html)
        case .link:
            guard let link = atomLink(attributes) else { break }
            origins.change { open in
                if open.origin.links.count < 256 { open.origin.links.append(link.link) }
                switch link.rel {
                case "alternate": if open.url.admits(link.isHTML ? 1 : 2) { open.origin.url = link.link.url }
                case "self": open.origin.feedURL = open.origin.feedURL ?? link.link.url
                default: break
                }
            }
        case .author, .contributor: return openPerson()
        case .category:
            guard let category = AtomCategory(attributes) else { break }
            origins.change { open in
                guard open.origin.tags.count < 256, !open.origin.tags.contains(category.name) else { return }
                open.origin.tags.append(category.name)
                if let category = category.category { open.origin.categories.append(category) }
            }
        default: break
        }
        return nil
    }

    func endInOrigin(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .title: if let line = line(text) { origins.change { $0.origin.title = line } }
        case .subtitle: if let line = line(text) { origins.change { $0.origin.subtitle = line } }
        case .rights: if let line = line(text) { origins.change { $0.origin.rights = line } }
        case .id: if let id = text.string { origins.change { $0.origin.id = id } }
        case .link, .url: if let url = address(text) { origins.change { if $0.url.admits(1) { $0.origin.url = url } } }
        case .updated: if let date = text.date, !date.isUnset { origins.change { $0.origin.updated = date } }
        case .icon: if let url = address(text) { origins.change { $0.origin.icon = url } }
        case .logo: if let url = address(text) { origins.change { $0.origin.logo = url } }
        case .generator: if let name = text.string { origins.change { $0.origin.generator = name } }
        case .author:
            let authors = endPerson(text)
            origins.change { if $0.origin.authors.count < 256 { $0.origin.authors += authors } }
        case .contributor:
            let contributors = endPerson(text)
            origins.change { if $0.origin.contributors.count < 256 { $0.origin.contributors += contributors } }
        default: break
        }
    }

    /// The origin whose element ends; nil where nothing is known of it.
    func endOrigin(_ text: ElementText) -> Origin? {
        guard var origin = origins.close(at: depth)?.origin else { return nil }
        if origin.title == nil, let title = text.string { origin.title = Text(title, form: .html).line }
        origin.url = origin.url ?? origin.feedURL
        if origin.links.allSatisfy({ $0.url == origin.url || $0.url == origin.feedURL }) { origin.links = [] }
        return origin == Origin() ? nil : origin
    }

    /// The text as one line of plain text.
    func line(_ text: ElementText) -> String? { self.text(text)?.line.nonEmpty }
}
