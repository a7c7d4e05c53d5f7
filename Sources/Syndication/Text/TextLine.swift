internal import Markup

/// A text that is one line: a title, a name, a category.
struct TextLine {
    /// Plain text.
    let plain: String
    /// HTML that is not sanitized; nil where the text contains no `<` that may be markup.
    let markup: String?

    init(_ text: Text) {
        let value = text.value
        guard HTMLDetection.isHTML(text, inLine: true) else {
            self.init(characters: value)
            return
        }
        guard value.contains(byte: UInt8(ascii: "<")) else {
            self.init(plain: HTMLText.line(value), markup: nil)
            return
        }
        let html = text.form == .xhtml ? value : MentionedTags.escaped(inLine: value) ?? value
        let line = HTMLText.line(html)
        // A text of nothing but a mentioned element, like `<canvas></canvas>` as a category.
        if line.isEmpty, !MentionedTags.areLayout(in: value) {
            self.init(characters: value)
        } else {
            self.init(plain: line, markup: html.contains(byte: UInt8(ascii: "<")) ? html : nil)
        }
    }

    private init(plain: String, markup: String?) {
        self.plain = plain
        self.markup = markup
    }

    private init(characters text: String) {
        plain = HTMLText.line(plain: text)
        markup = nil
    }
}
