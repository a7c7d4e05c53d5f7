/// A text as the document has it, before it is sanitized.
public struct Text: Sendable, Hashable {
    /// How the characters of a text are to be read.
    public enum Form: Sendable, Hashable {
        /// Plain text, in which no character is markup.
        case plain
        /// Plain text by the default of the format. It is read as HTML where it looks like it (see ``HTMLDetection``).
        case unstated
        /// HTML as the publisher wrote it. It may mention tags without escaping them (see ``MentionedTags``).
        case html
        /// XHTML, serialized from the elements of the document: all tags in it are markup.
        case xhtml
    }

    public var value: String
    public var form: Form
    /// The absolute URL against which relative references in `value` are resolved: `xml:base`, else the URL of the document; nil without
    /// both.
    public var base: String?
    /// A BCP 47 tag from `xml:lang`.
    public var language: String?

    public init(_ value: String, form: Form, base: String? = nil, language: String? = nil) {
        self.value = value
        self.form = form
        self.base = base
        self.language = language
    }
}
