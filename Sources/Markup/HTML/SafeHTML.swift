/// Markup that a reader can show without fear, and the same as plain text.
public struct SafeHTML: Sendable, Hashable {
    /// Well-formed; elements and attributes of an allow-list only, URLs absolute.
    public var html: String
    /// Paragraphs separated by a blank line, line breaks kept, no other white space but single spaces (as written inside `pre`).
    public var text: String
    /// The URL of the first image that is part of the content.
    public var firstImage: String?
    /// `html` is text alone, without any element.
    public var isPlain: Bool

    public init(html: String, text: String, firstImage: String? = nil, isPlain: Bool) {
        self.html = html
        self.text = text
        self.firstImage = firstImage
        self.isPlain = isPlain
    }
}
