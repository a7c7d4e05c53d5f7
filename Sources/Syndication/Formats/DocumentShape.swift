/// Recognizes what a document that is not a feed seems to be, for the error message.
enum DocumentShape {
    /// Whether a document, as it was received, is binary data: it begins with the signature of a compression, image or document format, or
    /// has many control characters.
    static func isBinary(_ bytes: [UInt8]) -> Bool {
        let signatures: [[UInt8]] = [
            [0x1f, 0x8b], [0x50, 0x4b, 0x03, 0x04], [0x25, 0x50, 0x44, 0x46, 0x2d], [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff],
            [0x47, 0x49, 0x46, 0x38], [0x28, 0xb5, 0x2f, 0xfd], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58], [0x7f, 0x45, 0x4c, 0x46],
        ]
        if signatures.contains(where: { bytes.starts(with: $0) }) { return true }
        let head = bytes.prefix(1024)
        // Text in UTF-16 and UTF-32 has many zeros, but also a tag or a brace.
        return head.filter { $0 < 0x09 }.count * 10 > head.count && !head.contains(UInt8(ascii: "<")) && !head.contains(UInt8(ascii: "{"))
    }

    /// What a text document seems to be.
    ///
    /// - Parameter root: the name in its first tag; nil without a tag.
    static func appearance(of bytes: UnsafeBufferPointer<UInt8>, root: UnsafeBufferPointer<UInt8>?) -> FeedError.Appearance {
        guard let root, !root.isEmpty else {
            return .plainText
        }
        let name = String(decoding: root.prefix(40), as: UTF8.self)
        switch name.lowercased() {
        case "opml": return .opml
        case "html", "head", "body", "div", "p", "script", "meta", "title", "table", "a", "br", "center", "h1", "style", "span", "link",
            "b":
            return .webPage
        default: return .xml(root: name)
        }
    }
}
