/// What a rule asks about.
enum Field: Int, Sendable, CaseIterable {
    case title
    case url
    case author
    case tag
    case text
    case html
    case language
    case date
    case age
    case duration
    case attachment
    case words

    /// What its values are, which decides what they can be compared with.
    enum Kind {
        /// One text.
        case text
        /// Any number of short texts, of which one has to satisfy a comparison.
        case list
        case number
        case duration
        case date
    }

    var kind: Kind {
        switch self {
        case .title, .url, .text, .html: .text
        case .author, .tag, .language, .attachment: .list
        case .words: .number
        case .age, .duration: .duration
        case .date: .date
        }
    }

    var name: String { Self.names[rawValue] }

    private static let names = [
        "title", "url", "author", "tag", "text", "html", "language", "date", "age", "duration", "attachment", "words",
    ]
    private static let plurals = ["authors": Field.author, "tags": .tag, "attachments": .attachment, "languages": .language]

    /// Names that other programs give to a field.
    private static let foreign: [String: Field] = [
        "content": .text, "body": .text, "description": .text, "summary": .text, "link": .url, "address": .url, "category": .tag,
        "categories": .tag, "label": .tag, "keyword": .tag, "creator": .author, "published": .date, "pubdate": .date, "updated": .date,
        "lang": .language, "enclosure": .attachment, "enclosures": .attachment, "length": .words, "headline": .title, "intitle": .title,
        "inurl": .url, "entrytitle": .title, "entryurl": .url, "entrycontent": .text, "entryauthor": .author, "entrytag": .tag,
        "entrydate": .date,
    ]

    /// - Parameter word: in any case.
    init?(_ word: String) {
        let word = word.lowercased()
        if let field = Self.plurals[word] {
            self = field
        } else if let place = Self.names.firstIndex(of: word), let field = Field(rawValue: place) {
            self = field
        } else {
            return nil
        }
    }

    static let list = names.dropLast().joined(separator: ", ") + " or words"

    /// The field that a foreign name means.
    static func foreign(_ word: String) -> Field? { foreign[word.lowercased()] }

    static var candidates: [String] { names + plurals.keys }
}
