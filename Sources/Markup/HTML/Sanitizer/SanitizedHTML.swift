/// The output of ``HTMLSanitizer``: HTML that a program can display without risk, and the same content as plain text.
public struct SanitizedHTML: Sendable, Hashable {
    /// Well-formed HTML with elements and attributes of an allow-list only. URLs are absolute, unless the sanitizer had no base.
    public var html: String
    /// Plain text. A blank line separates paragraphs; line breaks are kept, and other white space is folded to single spaces, except inside
    /// `pre`.
    public var text: String
    /// The URL of the first image that is neither inline (`data:`), nor an icon of less than 32 by 32 pixels, nor an avatar (``AvatarURL``); of
    /// several candidates with stated widths (`srcset`) the widest.
    public var firstImage: String?
    /// The stated width of ``firstImage`` in pixels, greater than 0.
    public var firstImageWidth: Int?
    /// The stated height of ``firstImage`` in pixels, greater than 0.
    public var firstImageHeight: Int?
    /// Whether `html` contains no element.
    public var isPlain: Bool

    /// Whether `html` contains an image, audio or video.
    public var hasMedia: Bool

    public init(html: String, text: String, firstImage: String? = nil, isPlain: Bool, hasMedia: Bool = false) {
        self.html = html
        self.text = text
        self.firstImage = firstImage
        self.isPlain = isPlain
        self.hasMedia = hasMedia
    }

    /// Whether there is nothing to be seen: no media, and no character but white space and invisible ones.
    public var isBlank: Bool {
        !hasMedia && text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    }
}
