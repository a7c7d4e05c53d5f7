/// A category that is more than a name: it belongs to a scheme, or is shown by another name than its term.
public struct Category: Sendable, Hashable {
    /// Atom `category@term`, the text of rss `category`.
    public var term: String
    /// Atom `category@scheme`, rss `category@domain`, as the document has it.
    public var scheme: String?
    /// Atom `category@label`, where it differs from the term.
    public var label: String?

    public init(term: String, scheme: String? = nil, label: String? = nil) {
        self.term = term
        self.scheme = scheme
        self.label = label
    }
}
