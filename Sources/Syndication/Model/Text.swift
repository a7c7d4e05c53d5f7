/// A piece of text as a document carried it, before it is cleaned.
public struct Text: Sendable, Hashable {
    public enum Form: Sendable, Hashable {
        /// What the reader is to see, character by character.
        case plain
        /// Markup that is still as the publisher wrote it (or XHTML, serialized).
        case html
    }

    public var value: String
    public var form: Form
    /// The absolute URL that relative references in `value` stand against (`xml:base`, else the document's), if any is known.
    public var base: String?
    /// BCP 47, from `xml:lang`.
    public var language: String?

    public init(_ value: String, form: Form, base: String? = nil, language: String? = nil) {
        self.value = value
        self.form = form
        self.base = base
        self.language = language
    }
}
