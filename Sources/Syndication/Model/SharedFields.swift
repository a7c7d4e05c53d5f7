import Bytes
internal import Markup

/// What stands once in a document and is repeated for each of its items. All of it together is bounded by the size of the document, so that the output
/// is not the product of what a feed says of itself and the number of its items.
struct SharedFields: Sendable {
    /// The greatest length in bytes of the title of the feed, which each record of the journal repeats.
    private(set) var titleLimit = FieldLimits.feedTitle
    private(set) var language: String?
    /// The authors that items inherit, those that fit.
    private(set) var authors: [Person] = []
    private(set) var rights: String?
    private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - parsed: with all its items.
    ///   - bytes: the size of the document.
    init(of parsed: ParsedFeed, documentBytes bytes: Int) {
        // No item of a feed that says something is shorter than twice what it inherits.
        var left = (2 * bytes + 32_768) / max(1, parsed.items.count)
        if let language = parsed.feed.language, Self.take(language.utf8.count, &left) { self.language = language }
        let titleSize = parsed.title?.value.utf8.count ?? 0
        titleLimit = min(titleLimit, left)
        left -= min(titleSize, titleLimit)
        if titleSize > titleLimit { warnings.append("The title of the feed was cut after \(titleLimit) bytes.") }
        for author in parsed.feed.authors {
            guard Self.take(Self.size(of: author), &left) else {
                warnings.append("The feed has more authors than its items can repeat; they have the first \(authors.count).")
                break
            }
            authors.append(author)
        }
        if let rights = parsed.rights?.line.nonEmpty {
            if Self.take(rights.utf8.count, &left) {
                self.rights = rights
            } else {
                warnings.append("The rights of the feed are too long for its items to repeat.")
            }
        }
    }

    /// The bytes that a person takes in the output, without what has to be escaped.
    private static func size(of person: Person) -> Int {
        let texts = [person.name, person.email, person.url, person.avatar]
        return 48 + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }

    private static func take(_ bytes: Int, _ left: inout Int) -> Bool {
        guard bytes <= left else { return false }
        left -= bytes
        return true
    }
}
