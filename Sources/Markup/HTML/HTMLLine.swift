/// One line of plain text from markup, or from what may be markup.
enum HTMLLine {
    /// Nil where the input is that line already.
    static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        if isLine(bytes) { return nil }
        var output = ByteBuffer(capacity: bytes.count)
        var tokenizer = HTMLTokenizer(bytes)
        loop: while true {
            switch tokenizer.next() {
            case .text:
                decode(tokenizer.slice(tokenizer.token), into: &output)
            case .startTag, .endTag:
                switch tokenizer.element.treatment {
                case .unwrap:
                    if tokenizer.element == .unknown {
                        decode(tokenizer.slice(tokenizer.token), into: &output)
                    }
                case .raw: tokenizer.skipRawContent(orRest: true)
                case .rawIfClosed: tokenizer.skipRawContent(orRest: false)
                case .block, .unwrapBlock, .tablePart: output.append(0x20)
                case .void:
                    if tokenizer.element == .br || tokenizer.element == .hr { output.append(0x20) }
                    // A picture in an emoji's place.
                    if let alt = tokenizer[.alt], alt.count <= 40, let first = tokenizer.slice(alt).first, first == 0xF0 || first == 0xE2 {
                        decode(tokenizer.slice(alt), into: &output)
                    }
                default: break
                }
            case .end: break loop
            }
        }
        return folded(output.bytes)
    }

    /// `bytes` without controls, white space folded and none at the ends.
    static func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var output = ByteBuffer(capacity: bytes.count)
        guard let base = bytes.baseAddress else { return "" }
        var hasSpace = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            var length = max(HTMLByteClass.endOfPlain(bytes, from: position, to: bytes.count) - position, 1)
            var written: (UnsafePointer<UInt8>, Int)? = (base + position, length)
            switch HTMLByteClass.of(byte) {
            case HTMLByteClass.space:
                hasSpace = true
                written = nil
            case HTMLByteClass.control: written = nil
            case HTMLByteClass.lead:
                length = min(byte == 0xC2 ? 2 : 3, bytes.count - position)
                written = (base + position, length)
                switch SpecialCharacter(base + position, length) {
                case .none: break
                case .noBreakSpace, .lineSeparator, .paragraphSeparator:
                    hasSpace = true
                    written = nil
                case .softHyphen, .invisible: written = nil
                case .control(let meant):
                    written = nil
                    if meant == 0x20 {
                        hasSpace = true
                    } else {
                        if hasSpace, output.count > 0 { output.append(0x20) }
                        hasSpace = false
                        output.append(scalar: meant)
                    }
                }
            default: break
            }
            if let written {
                if hasSpace, output.count > 0 { output.append(0x20) }
                hasSpace = false
                output.append(written.0, written.1)
            }
            position += length
        }
        return output.string
    }

    private static func isLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0x20
        for byte in bytes {
            if HTMLByteClass.of(byte) != HTMLByteClass.ordinary, byte != UInt8(ascii: ">"), byte != 0x20 || previous == 0x20 {
                return false
            }
            previous = byte
        }
        return previous != 0x20 || bytes.isEmpty
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout ByteBuffer) {
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "&") {
                let length = HTMLEntities.shared.decode(UnsafeBufferPointer(rebasing: bytes[position...]), .strict, into: &output)
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
