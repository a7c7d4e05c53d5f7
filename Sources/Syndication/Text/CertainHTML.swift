import Bytes
internal import Markup

/// The HTML of a content or description in a form that is read as the same HTML again, by feedd too.
///
/// HTML without an element, or with none but those that a text could mention (``MentionedTags``), is not told from plain text: line breaks in
/// it would become elements, and escaped tags would be taken for HTML that was escaped twice. Such HTML is put into a `div`.
enum CertainHTML {
    static func html(of safe: SanitizedHTML) -> String {
        isCertain(safe.html) ? safe.html : "<div>" + safe.html + "</div>"
    }

    /// Whether HTML has a tag that is certain to be markup, or no tag and nothing that is written in another way in plain text.
    private static func isCertain(_ html: String) -> Bool {
        if html.contains(byte: UInt8(ascii: "<")) { return !MentionedTags.areAll(in: html) }
        if html.starts(withASCII: "&lt;"), HTMLDetection.isWholeHTML(HTMLText.decodingReferences(in: html)) { return false }
        return HTMLText.line(plain: html) == html
    }
}
