import WebAddress

/// Makes the markup of publishers safe and uniform: an allow-list of elements and attributes, always well-formed; no scripts, styles, frames,
/// forms, event handlers or tracking pixels; absolute URLs of harmless schemes; plain text beside it.
public struct HTMLCleaner: Sendable {
    private let base: WebURL?

    /// - Parameter base: The absolute URL that relative references stand against.
    public init(base: String?) {
        self.base = base.flatMap { WebURL($0) }
    }

    /// Safe HTML and plain text of `html`, which may be broken or hostile in any way, in one pass.
    public func clean(_ html: String) -> SafeHTML {
        var html = html
        return html.withUTF8 { bytes in
            var sanitizer = HTMLSanitizer(bytes, base: base)
            sanitizer.run()
            return sanitizer.result()
        }
    }

    /// Safe HTML of `text`, in which no character is markup: blank lines separate paragraphs, line breaks stay.
    public func clean(plain text: String) -> SafeHTML {
        var text = text
        return text.withUTF8 { PlainTextMarkup.markup($0) }
    }

    /// One line of plain text, as for titles: tags out, references decoded, white space folded.
    ///
    /// What only looks like markup stays: `1 < 2`, `AT&T`, `Array<Int>`.
    public static func line(_ html: String) -> String {
        var html = html
        return html.withUTF8 { HTMLLine.line($0) } ?? html
    }

    /// `s` with its character references decoded, as the HTML standard has it for text.
    public static func decodeEntities(_ s: String) -> String {
        var s = s
        return s.withUTF8 { bytes -> String? in
            guard bytes.contains(UInt8(ascii: "&")) else { return nil }
            var output = ByteBuffer(capacity: bytes.count)
            var position = 0
            while position < bytes.count {
                if bytes[position] == UInt8(ascii: "&") {
                    let rest = UnsafeBufferPointer(rebasing: bytes[position...])
                    let length = HTMLEntities.shared.decode(rest, .text, into: &output)
                    if length > 0 {
                        position += length
                        continue
                    }
                }
                output.append(bytes[position])
                position += 1
            }
            return output.string
        } ?? s
    }
}
