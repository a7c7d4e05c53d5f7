import Bytes
internal import Markup

/// Tells the tags that a text mentions (`Using the <table> element`, `p<q`) from the tags that are its markup.
///
/// No format says what the `<` of an unclosed tag means in a title or a description: RSS 2.0 allows HTML in `description` and is silent about the
/// other elements. A tag is taken for markup where nothing else can be meant, and for text elsewhere, so that no words are lost.
enum MentionedTags {
    /// The text with the `<` of each mentioned tag written as a reference; nil where all tags are markup.
    ///
    /// In one line of text, a start tag without its end tag, a declaration, and a tag without `>` are mentions, also beside real markup. A tag
    /// that needs no end tag, and an end tag without its start tag, are mentions where they stand between words as a word would, and
    /// nothing else in the text is markup.
    static func escaped(inLine text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes -> String? in
            var tags = TagScan.tags(in: bytes)
            guard !tags.isEmpty else { return nil }
            TagScan.match(&tags, in: bytes)
            let hasMarkup = tags.contains { $0.isCertain(in: bytes) || $0.standsLoose(in: bytes) }
            var output: [UInt8] = []
            var copied = 0
            for tag in tags where tag.isMention(in: bytes, besideMarkup: hasMarkup) {
                output.append(contentsOf: bytes[copied..<tag.start])
                output.append(contentsOf: "&lt;".utf8)
                copied = tag.start + 1
            }
            guard copied > 0 else { return nil }
            output.append(contentsOf: bytes[copied...])
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// Whether every `<` in a running text is a character: no tag in it is an end tag, has an attribute with a value, adjoins a word, or breaks a
    /// line, and is one that HTML knows.
    static func areAll(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var place = 0
            var breaks = 0
            var count = 0
            while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
                guard let tag = TagScan.tag(in: bytes, at: start) else {
                    place = start + 1
                    continue
                }
                if tag.isMarkup(inRunning: bytes) { return false }
                if tag.isBreak { breaks += 1 }
                count += 1
                if breaks > 2 || count > TagScan.limit { return false }
                place = tag.resume
            }
            return true
        }
    }

    /// Whether all tags of a text are those of pictures, paragraphs and line breaks. Without any text between them they say nothing.
    static func areLayout(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            TagScan.tags(in: bytes).allSatisfy { tag in
                switch tag.element {
                case .br, .center, .div, .font, .hr, .img, .p, .span, .wbr: true
                default: false
                }
            }
        }
    }
}
