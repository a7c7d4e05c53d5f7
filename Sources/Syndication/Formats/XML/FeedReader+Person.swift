/// People: Atom's have elements inside, RSS's and Dublin Core's are one text.
extension FeedReader {
    func endInPerson(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .name, .itunesName: person.name = text.string ?? person.name
        case .email, .itunesEmail: person.email = text.string ?? person.email
        case .uri, .url, .homepage, .link: person.url = address(text) ?? person.url
        default: break
        }
    }

    /// The person whose element ends.
    func endPerson(_ text: ElementText) -> Person? {
        defer { person = Person() }
        if !person.isEmpty {
            // `<name>address (name)</name>` and the like.
            if person.email == nil, let name = person.name, name.contains("@"), let split = PersonText.parse(name) {
                person.name = split.name
                person.email = split.email
            }
            return person
        }
        return text.string.flatMap(PersonText.parse)
    }
}
