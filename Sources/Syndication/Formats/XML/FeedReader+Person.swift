/// Elements for persons. In Atom they have child elements; in RSS they are one text.
extension FeedReader {
    func endInPerson(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .name, .itunesName: if let name = text.string { changePerson { $0.name = name } }
        case .email, .itunesEmail: if let email = text.string { changePerson { $0.email = email } }
        case .uri, .url, .homepage, .link: if let url = address(text) { changePerson { $0.url = url } }
        default: break
        }
    }

    /// The person whose element ends: from its children, else from its text, which may list several; empty for an empty element.
    func endPerson(_ text: ElementText) -> [Person] {
        guard var person = closePerson(), !person.isEmpty else { return PersonText.list(text) }
        // The name contains the mail address too: `<name>address (name)</name>`.
        if person.email == nil, let name = person.name, name.contains("@"), let split = PersonText.parse(name) {
            person.name = split.name
            person.email = split.email
        }
        return [person]
    }
}

extension PersonText {
    static func list(_ text: ElementText) -> [Person] { text.string.map(list) ?? [] }
}
