import Bytes

/// Plain text from short pieces of HTML, such as titles and names.
public enum HTMLText {
    /// One line of plain text: tags are removed, references are decoded, and white space is folded.
    ///
    /// Text that only resembles markup stays: `1 < 2`, `AT&T`, `Array<Int>`.
    public static func line(_ html: String) -> String {
        var html = html
        return html.withUTF8 { line($0) } ?? html
    }

    /// One line of plain text from plain text: no character is markup. Control characters, tag characters outside of flags and unpaired
    /// direction controls are removed, and white space is folded.
    public static func line(plain text: String) -> String {
        var text = text
        return text.withUTF8 { isLine($0) ? nil : folded($0) } ?? text
    }

    /// Plain text with a blank line between paragraphs, its white space folded, and without control characters.
    public static func paragraphs(plain text: String) -> String {
        var text = text
        return text.withUTF8 { PlainTextMarkup.markup($0).text }
    }

    /// The text with its character references decoded by the HTML standard's rules for text. Tags stay.
    public static func decodingReferences(in text: String) -> String {
        var text = text
        return text.withUTF8 { bytes -> String? in
            guard bytes.contains(UInt8(ascii: "&")) else { return nil }
            var output = ByteBuffer(capacity: bytes.count)
            decode(bytes, .text, into: &output)
            return output.string
        } ?? text
    }

    /// - Returns: nil where `bytes` are such a line already.
    private static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        if isLine(bytes) { return nil }
        var output = ByteBuffer(capacity: bytes.count)
        var tokenizer = HTMLTokenizer(bytes)
        loop: while true {
            switch tokenizer.next() {
            case .text:
                decode(tokenizer.slice(tokenizer.token), .strict, into: &output)
            case .startTag, .endTag:
                switch tokenizer.element.treatment {
                case .unwrap:
                    if tokenizer.element == .unknown {
                        decode(tokenizer.slice(tokenizer.token), .strict, into: &output)
                    }
                case .raw: tokenizer.skipRawContent(orRest: true)
                case .rawIfClosed: tokenizer.skipRawContent(orRest: false)
                case .block, .unwrapBlock, .tablePart: output.append(0x20)
                case .void:
                    if tokenizer.element == .br || tokenizer.element == .hr { output.append(0x20) }
                    // An image in place of an emoji, with the character in `alt`.
                    if let alt = tokenizer[.alt], alt.count <= 40, let first = tokenizer.slice(alt).first, first == 0xF0 || first == 0xE2 {
                        decode(tokenizer.slice(alt), .strict, into: &output)
                    }
                default: break
                }
            case .end: break loop
            }
        }
        return folded(output.bytes)
    }

    /// The text without control characters, with its white space folded and trimmed, and its direction controls in pairs.
    static func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var output = ByteBuffer(capacity: bytes.count)
        fold(bytes, into: &output)
        return output.string
    }

    /// Appends the same to `output`.
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout ByteBuffer) {
        var bidi = BidiBalance()
        guard let base = bytes.baseAddress else { return }
        let start = output.count
        var hasSpace = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            var length = max(TextByteClass.endOfPlain(bytes, from: position, to: bytes.count) - position, 1)
            var written: (UnsafePointer<UInt8>, Int)? = (base + position, length)
            switch TextByteClass.of(byte) {
            case TextByteClass.space:
                hasSpace = true
                written = nil
            case TextByteClass.control: written = nil
            case TextByteClass.lead:
                length = min(SpecialCharacter.length(byte), bytes.count - position)
                written = (base + position, length)
                switch SpecialCharacter(base + position, length) {
                case .none: break
                case .noBreakSpace, .lineSeparator, .paragraphSeparator:
                    hasSpace = true
                    written = nil
                case .softHyphen, .invisible: written = nil
                case .direction(let control): if !bidi.take(control) { written = nil }
                case .tag: if hasSpace || !SpecialCharacter.continuesFlag(output.bytes(from: start)) { written = nil }
                case .control(let replacement):
                    written = nil
                    if replacement == 0x20 {
                        hasSpace = true
                    } else {
                        if hasSpace, output.count > start { output.append(0x20) }
                        hasSpace = false
                        output.append(scalar: replacement)
                    }
                }
            default: break
            }
            if let written {
                if hasSpace, output.count > start { output.append(0x20) }
                hasSpace = false
                output.append(written.0, written.1)
            }
            position += length
        }
        if bidi.count > 0 { output.append(string: bidi.close(0)) }
    }

    /// Whether the text needs no change: ordinary bytes (and `>`) with single spaces between them.
    private static func isLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0x20
        for byte in bytes {
            if TextByteClass.of(byte) != TextByteClass.ordinary, byte != UInt8(ascii: ">"), byte != 0x20 || previous == 0x20 {
                return false
            }
            previous = byte
        }
        return previous != 0x20 || bytes.isEmpty
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ place: HTMLEntities.Place, into output: inout ByteBuffer) {
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "&") {
                let length = HTMLEntities.shared.decode(UnsafeBufferPointer(rebasing: bytes[position...]), place, into: &output)
                if length > 0 {
                    position += length
                    continue
                }
            }
            output.append(bytes[position])
            position += 1
        }
    }
}
