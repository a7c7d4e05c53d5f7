package import Bytes
package import Syndication

/// An item as rules see it. Used by one task: what is made of its texts is kept in it.
package final class FilterSubject {
    private let title: String
    private let url: String
    private let authors: [String]
    private let tags: [String]
    private let summary: String?
    private let content: String
    private let html: String
    private let language: String?
    private let attachments: [String]
    /// When the item was published, else when it was changed.
    let date: Timestamp?
    /// The duration of the longest attachment, in seconds.
    let duration: Int64?
    private(set) lazy var words = WordCount.count(in: content)

    private var texts = [[FilterText]?](repeating: nil, count: Field.allCases.count)

    package init(
        title: String?, url: String?, authors: [String], tags: [String], summary: String?, text: String, html: String?, language: String?,
        date: Timestamp?, attachments: [String], duration: Double?
    ) {
        self.title = title ?? ""
        self.url = url ?? ""
        self.authors = authors
        self.tags = tags
        self.summary = summary
        content = text
        self.html = html ?? ""
        self.language = language
        self.date = date
        self.attachments = attachments
        self.duration = duration.flatMap { Int64(exactly: $0.rounded()) }
    }

    /// - Parameter item: normalized.
    package convenience init(_ item: Item) {
        self.init(
            title: item.title, url: item.url, authors: item.authors.flatMap { [$0.name, $0.email].compactMap(\.self) }, tags: item.tags,
            summary: item.summary, text: item.contentText, html: item.contentHTML, language: item.language,
            date: item.published ?? item.modified, attachments: item.attachments.flatMap { [$0.url, $0.mimeType] },
            duration: item.attachments.compactMap(\.durationInSeconds).max())
    }

    /// The values of a field of texts: one for a text, any number for a list.
    func texts(of field: Field) -> [FilterText] {
        if let known = texts[field.rawValue] { return known }
        let made = values(of: field).map(FilterText.init)
        texts[field.rawValue] = made
        return made
    }

    private func values(of field: Field) -> [String] {
        switch field {
        case .title: [title]
        case .url: [url]
        case .author: authors
        case .tag: tags
        case .text: [summary.map { "\(content)\n\($0)" } ?? content]
        case .html: [html]
        case .language: language.map { [$0] } ?? []
        case .attachment: attachments
        case .date, .age, .duration, .words: []
        }
    }

    /// Whether an article may say something else of the field than the feed does: it takes the place of the content, and fills in what the feed leaves out.
    func isOpen(_ field: Field) -> Bool {
        switch field {
        case .text, .html, .words: true
        case .title, .author, .tag, .language, .date, .age: !has(field)
        case .url, .duration, .attachment: false
        }
    }

    func has(_ field: Field) -> Bool {
        switch field {
        case .date, .age: date != nil
        case .duration: duration != nil
        case .words: words > 0
        default: values(of: field).contains { !$0.isEmpty }
        }
    }
}
