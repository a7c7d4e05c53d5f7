import Bytes

/// Converts plain text to HTML, and to the normal form that all plain text in feedd's output has.
enum PlainTextMarkup {
    /// Text of several lines becomes `p` elements, with `br` between their lines; a single line becomes escaped text without an element.
    static func markup(_ bytes: UnsafeBufferPointer<UInt8>) -> SanitizedHTML {
        let paragraphs = paragraphs(bytes)
        let text = paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        if paragraphs.count <= 1, (paragraphs.first?.count ?? 0) <= 1 {
            return SanitizedHTML(html: escaped(text), text: text, isPlain: true)
        }
        let html = paragraphs.map { "<p>" + $0.map(escaped).joined(separator: "<br>\n") + "</p>" }.joined(separator: "\n")
        return SanitizedHTML(html: html, text: text, isPlain: false)
    }

    /// The text with a blank line between paragraphs and its white space folded.
    static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        paragraphs(bytes).map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// The lines of each paragraph, with their white space folded. Blank lines separate paragraphs.
    private static func paragraphs(_ bytes: UnsafeBufferPointer<UInt8>) -> [[String]] {
        var paragraphs: [[String]] = []
        var lines: [String] = []
        var position = 0
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            let line = HTMLText.folded(UnsafeBufferPointer(rebasing: bytes[start..<position]))
            if line.isEmpty {
                if !lines.isEmpty { paragraphs.append(lines) }
                lines = []
            } else {
                lines.append(line)
            }
            if position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
        }
        if !lines.isEmpty { paragraphs.append(lines) }
        return paragraphs
    }

    private static func escaped(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var output = ByteBuffer(capacity: bytes.count + 16)
            var position = 0
            while true {
                // `<` and `>` differ only in bit 0x02.
                position = output.append(bytes, from: position) { $0.equal(UInt8(ascii: "&")) | $0.setting(0x02).equal(UInt8(ascii: ">")) }
                guard position < bytes.count else { return output.string }
                output.append(escaped: bytes[position])
                position += 1
            }
        }
    }
}
