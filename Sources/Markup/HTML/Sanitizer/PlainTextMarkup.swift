import Bytes
import Glibc

/// Converts plain text to HTML, and to the normal form that all plain text in feedd's output has.
enum PlainTextMarkup {
    /// Text of several lines becomes `p` elements, with `br` between their lines; a single line becomes escaped text without an element.
    static func markup(_ bytes: UnsafeBufferPointer<UInt8>) -> SanitizedHTML {
        let text = lines(bytes)
        let plain = text.bytes
        var html = ByteBuffer(capacity: plain.count + 64)
        let firstEnd = plain.firstPlace { $0.equal(0x0A) }
        guard firstEnd < plain.count else {
            appendEscaped(plain, to: &html)
            return SanitizedHTML(html: html.string, text: text.string, isPlain: true)
        }
        html.append("<p>")
        var start = 0
        var end = firstEnd
        while end < plain.count {
            appendEscaped(UnsafeBufferPointer(rebasing: plain[start..<end]), to: &html)
            // No line is empty: two line feeds are between paragraphs.
            let isParagraph = plain[end + 1] == 0x0A
            html.append(isParagraph ? "</p>\n<p>" : "<br>\n")
            start = isParagraph ? end + 2 : end + 1
            end = plain.firstPlace(from: start) { $0.equal(0x0A) }
        }
        appendEscaped(UnsafeBufferPointer(rebasing: plain[start...]), to: &html)
        html.append("</p>")
        return SanitizedHTML(html: html.string, text: text.string, isPlain: false)
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

    /// The lines of the text, with their white space folded. Blank lines separate paragraphs, and become one.
    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>) -> ByteBuffer {
        var output = ByteBuffer(capacity: bytes.count)
        var startsParagraph = false
        var position = 0
        while position < bytes.count {
            let start = position
            position = endOfLine(bytes, from: position)
            let before = output.count
            if before > 0 { output.append(startsParagraph ? "\n\n" : "\n") }
            let lineStart = output.count
            HTMLText.fold(UnsafeBufferPointer(rebasing: bytes[start..<position]), into: &output)
            if output.count == lineStart {
                output.truncate(before)
                startsParagraph = true
            } else {
                startsParagraph = false
            }
            if let separator = separator(bytes, position) {
                position += 3
                if separator == 0xA9 { startsParagraph = true }
                continue
            }
            if position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
        }
        return output
    }

    private static func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while true {
            position = bytes.firstPlace(from: position) { $0.equal(0x0A) | $0.equal(0x0D) | $0.equal(0xE2) }
            if position >= bytes.count || bytes[position] != 0xE2 || separator(bytes, position) != nil { return position }
            position += 1
        }
    }

    /// The last byte of the line separator U+2028 or the paragraph separator U+2029 at `position`; nil where there is neither.
    private static func separator(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt8? {
        guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x80 else { return nil }
        return bytes[position + 2] == 0xA8 || bytes[position + 2] == 0xA9 ? bytes[position + 2] : nil
    }

    private static func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer) {
        var position = 0
        while true {
            // `<` and `>` differ only in bit 0x02.
            position = output.append(bytes, from: position) { $0.equal(UInt8(ascii: "&")) | $0.setting(0x02).equal(UInt8(ascii: ">")) }
            guard position < bytes.count else { return }
            output.append(escaped: bytes[position])
            position += 1
        }
    }
}
