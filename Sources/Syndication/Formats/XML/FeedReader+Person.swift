/// Elements for persons. In Atom they have child elements; in RSS and Dublin Core they are one text.
extension FeedReader {
    func endInPerson(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .name, .itunesName: person.name = text.string ?? person.name
        case .email, .itunesEmail: person.email = text.string ?? person.email
        case .uri, .url, .homepage, .link: person.url = address(text) ?? person.url
        default: break
        }
    }

    /// The person whose element ends: from its children, else from its text; nil for an empty element.
    func endPerson(_ text: ElementText) -> Person? {
        defer { person = Person() }
        if !person.isEmpty {
            // The name contains the mail address too: `<name>address (name)</name>`.
            if person.email == nil, let name = person.name, name.contains("@"), let split = PersonText.parse(name) {
                person.name = split.name
                person.email = split.email
            }
            return person
        }
        return text.string.flatMap(PersonText.parse)
    }
}
