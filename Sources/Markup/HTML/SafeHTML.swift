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

    /// What stands at an ampersand in a text of safe HTML, and the bytes that it takes there.
    public static func escaped(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (character: UInt8, length: Int) {
        func follows(_ name: StaticString) -> Bool {
            name.utf8CodeUnitCount < text.count - place
                && (0..<name.utf8CodeUnitCount).allSatisfy { text[place + 1 + $0] == name.utf8Start[$0] }
        }
        if follows("amp;") { return (UInt8(ascii: "&"), 5) }
        if follows("lt;") { return (UInt8(ascii: "<"), 4) }
        if follows("gt;") { return (UInt8(ascii: ">"), 4) }
        return (UInt8(ascii: "&"), 1)
    }

    public init(html: String, text: String, firstImage: String? = nil, isPlain: Bool) {
        self.html = html
        self.text = text
        self.firstImage = firstImage
        self.isPlain = isPlain
    }
}
