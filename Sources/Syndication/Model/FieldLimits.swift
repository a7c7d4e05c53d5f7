import Bytes

/// The greatest sizes, in bytes, of fields that are short in every document that means what it says.
enum FieldLimits {
    /// A longer guid is none: cut, it could be that of another item.
    static let guid = 4096
    /// BCP 47 demands that tags of 35 bytes are understood; a longer one than this is none.
    static let language = 64
    /// Names, mail addresses, tags and the parts of categories. Longer ones are cut.
    static let name = 1024
    /// The title of a feed, which each record repeats.
    static let feedTitle = 4096

    /// A text with markup, as it stands in the document. The rest of a longer one is left out before it is sanitized: what it becomes, as HTML and as text, is
    /// in memory at once.
    static let text = 4 << 20
    private static let textWarning = "A text of more than \(text) bytes was cut."

    static func cut(_ text: inout Text, _ warnings: inout [String]) {
        guard text.value.utf8.count > Self.text else { return }
        text.value = text.value.limited(toBytes: Self.text)
        warnings.append(textWarning)
    }

    static func apply(to item: inout Item) {
        var isCut = cut(&item.authors) || cut(&item.contributors)
        if cut(&item.tags) || cut(&item.categories) { isCut = true }
        if isCut { item.warnings.append(warning) }
        guard let guid = item.guid, guid.utf8.count > Self.guid else { return }
        item.guid = nil
        item.warnings.append("A guid of more than \(Self.guid) bytes was ignored.")
    }

    static func apply(to feed: inout Feed) {
        var isCut = cut(&feed.authors) || cut(&feed.contributors)
        if cut(&feed.tags) || cut(&feed.categories) { isCut = true }
        if isCut { feed.warnings.append(warning) }
    }

    private static let warning = "A name or tag of more than \(name) bytes was cut."

    private static func isLong(_ text: String?) -> Bool { (text?.utf8.count ?? 0) > name }

    /// - Returns: whether a person was cut.
    private static func cut(_ persons: inout [Person]) -> Bool {
        guard persons.contains(where: { isLong($0.name) || isLong($0.email) }) else { return false }
        for index in persons.indices {
            persons[index].name = persons[index].name?.limited(toBytes: name)
            // A part of a mail address is another address.
            if isLong(persons[index].email) { persons[index].email = nil }
        }
        persons.removeAll { $0.isEmpty && $0.avatar == nil }
        return true
    }

    private static func cut(_ tags: inout [String]) -> Bool {
        guard tags.contains(where: isLong) else { return false }
        tags = tags.map { $0.limited(toBytes: name) }
        return true
    }

    private static func cut(_ categories: inout [Category]) -> Bool {
        guard categories.contains(where: { isLong($0.term) || isLong($0.label) || isLong($0.scheme) }) else { return false }
        categories = categories.map {
            // A part of a scheme is another scheme.
            Category(
                term: $0.term.limited(toBytes: name), scheme: isLong($0.scheme) ? nil : $0.scheme, label: $0.label?.limited(toBytes: name))
        }
        return true
    }
}
