import Bytes
internal import Markup

/// Finds out whether a text is HTML.
enum HTMLDetection {
    /// Whether a text is to be read as HTML: it is declared as HTML; or it is not declared as anything and looks like HTML, and a text of one
    /// line is HTML as a whole.
    static func isHTML(_ text: Text, inLine: Bool = false) -> Bool {
        switch text.form {
        case .html, .xhtml: true
        case .unstated: inLine ? isWholeHTML(text.value) : looksLikeHTML(text.value)
        case .plain: false
        }
    }

    /// Whether a text looks like HTML and begins and ends with a tag.
    static func isWholeHTML(_ text: String) -> Bool {
        let trimmed = text.trimmingSpace()
        return trimmed.utf8.first == UInt8(ascii: "<") && trimmed.utf8.last == UInt8(ascii: ">") && looksLikeHTML(trimmed)
    }

    /// Whether a text contains an end tag, a void element's tag or a character reference, and no tag that HTML does not have: the rule of
    /// Universal Feed Parser (`looks_like_html`).
    static func looksLikeHTML(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var found = false
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                if byte == 0x3c {
                    var name = at + 1
                    let isEnd = name < bytes.count && bytes[name] == 0x2f
                    if isEnd { name += 1 }
                    var end = name
                    while end < bytes.count, isAlphanumeric(bytes[end]) { end += 1 }
                    if end > name, end - name <= 10 {
                        guard tags.contains(String(decoding: bytes[name..<end], as: UTF8.self).lowercased()) else { return false }
                        found = found || isEnd || isVoidTag(bytes, end)
                    }
                    at = max(end, at + 1)
                } else if byte == 0x26 {
                    var end = at + 1
                    while end < bytes.count, end - at < 12, isAlphanumeric(bytes[end]) || bytes[end] == 0x23 { end += 1 }
                    if end < bytes.count, bytes[end] == 0x3b, end > at + 1 { found = true }
                    at = end
                } else {
                    at += 1
                }
            }
            return found
        }
    }

    /// Whether a tag cannot be mistaken for plain text without an end tag: it is self-closing or has an attribute with a value.
    private static func isVoidTag(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        guard let close = bytes[end...].firstIndex(where: { $0 == 0x3e || $0 == 0x3c }), bytes[close] == 0x3e else { return false }
        return bytes[close - 1] == 0x2f || bytes[end..<close].contains(0x3d)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte)
    }

    private static let tags: Set<String> = [
        "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "big", "blockquote", "br", "button", "caption",
        "center", "cite",
        "code", "col", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
        "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
        "main",
        "map", "mark", "menu", "nav", "object", "ol", "optgroup", "option", "p", "param", "picture", "pre", "q", "s", "samp", "script",
        "section",
        "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
        "textarea",
        "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr",
    ]
}
