import WebAddress

/// Makes HTML from feeds and web pages safe and uniform, in one pass.
///
/// An allow-list decides which elements and attributes stay; the output is always well-formed. Scripts, styles, frames, forms, event
/// handlers and tracking pixels are removed, and URLs become absolute, have a permitted scheme (http, https, and for links mailto, tel
/// and the like), and lose parameters that only track. The input may be broken or hostile in any way.
public struct HTMLSanitizer: Sendable {
    private let bases: ContentBases

    /// - Parameter base: The absolute URL that relative references are resolved against. Without one, they stay relative.
    public init(base: String?) {
        bases = ContentBases(base: base, fragments: base, keepsFragments: base == nil)
    }

    /// - Parameters:
    ///   - base: The absolute URL that relative references are resolved against. Without one, they stay relative.
    ///   - page: The absolute URL of the page that shows the same content: a reference that is only a fragment, such as a footnote's `#fn1`, means a
    ///     place in it. Without one, such links are removed.
    public init(base: String?, page: String?) {
        bases = ContentBases(base: base, fragments: page, keepsFragments: false)
    }

    /// The sanitized HTML and the plain text of `html`. Takes linear time. Sanitizing the result again changes nothing.
    ///
    /// Elements that are hidden are removed. If those that are not seen until a script shows them have most of the text, they are kept.
    public func sanitize(_ html: String) -> SanitizedHTML {
        var html = html
        return html.withUTF8 { bytes in
            if PlainTextMarkup.hasParagraphs(bytes) { return sanitize(plain: HTMLText.decodingReferences(in: String(validUTF8: bytes))) }
            var pass = SanitizerPass(bytes, bases: bases)
            pass.run()
            if pass.hidesMost {
                pass = SanitizerPass(bytes, bases: bases, showsUnseen: true)
                pass.run()
            }
            return pass.result()
        }
    }

    /// Plain text as HTML. No character of `text` is markup; blank lines separate paragraphs, and line breaks are kept.
    public func sanitize(plain text: String) -> SanitizedHTML {
        var text = text
        return text.withUTF8 { PlainTextMarkup.markup($0) }
    }
}
