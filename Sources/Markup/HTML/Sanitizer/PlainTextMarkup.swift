import Bytes
import Glibc

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

    /// Whether a document has blank lines and no tags: it is plain text whose blank lines separate paragraphs.
    static func hasParagraphs(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress, memchr(base, Int32(UInt8(ascii: "<")), bytes.count) == nil else { return false }
        var breaks = 0
        for byte in bytes {
            switch byte {
            case 0x0A:
                breaks += 1
                if breaks == 2 { return true }
            case 0x20, 0x09, 0x0D: break
            default: breaks = 0
            }
        }
        return false
    }

    /// The lines of each paragraph, with their white space folded. Blank lines separate paragraphs.
    private static func paragraphs(_ bytes: UnsafeBufferPointer<UInt8>) -> [[String]] {
        var paragraphs: [[String]] = []
        var lines: [String] = []
        var position = 0
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D,
                bytes[position] != 0xE2 || separator(bytes, position) == nil
            {
                position += 1
            }
            let line = HTMLText.folded(UnsafeBufferPointer(rebasing: bytes[start..<position]))
            if line.isEmpty {
                if !lines.isEmpty { paragraphs.append(lines) }
                lines = []
            } else {
                lines.append(line)
            }
            if let separator = separator(bytes, position) {
                position += 3
                if separator == 0xA9, !lines.isEmpty {
                    paragraphs.append(lines)
                    lines = []
                }
                continue
            }
            if position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
        }
        if !lines.isEmpty { paragraphs.append(lines) }
        return paragraphs
    }

    /// The last byte of the line separator U+2028 or the paragraph separator U+2029 at `position`; nil where there is neither.
    private static func separator(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt8? {
        guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x80 else { return nil }
        return bytes[position + 2] == 0xA8 || bytes[position + 2] == 0xA9 ? bytes[position + 2] : nil
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
