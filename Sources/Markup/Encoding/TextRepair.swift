import Bytes

/// Removes or replaces bytes that no text should have: control characters, noncharacters and malformed UTF-8.
enum TextRepair {
    /// Whether the text contains U+FFFE, U+FFFF or a C0 control character that XML does not allow (all but tab, line feed and carriage
    /// return).
    ///
    /// - Parameter bytes: UTF-8.
    static func hasControls(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            let text = raw.bindMemory(to: UInt8.self)
            var place = 0
            while true {
                // 0xEF is the lead byte of U+FFFE and U+FFFF.
                place = text.firstPlace(from: place) { withoutBreaks($0.controls | $0.equal(0xEF), in: $0) }
                guard place < text.count else { return false }
                if isControl(raw, place) { return true }
                place &+= 1
            }
        }
    }

    /// The mask without the places of tabs and line breaks, the allowed control characters.
    @inline(__always)
    static func withoutBreaks(_ mask: ByteBlock.Mask, in block: ByteBlock) -> ByteBlock.Mask {
        mask == 0 ? 0 : mask & ~(block.equal(0x0A) | block.equal(0x09) | block.equal(0x0D))
    }

    /// Removes the characters that ``hasControls(_:)`` looks for.
    static func removeControls(_ bytes: inout [UInt8]) {
        let cleaned = bytes.withUnsafeBytes { raw in
            var output: [UInt8] = []
            output.reserveCapacity(raw.count)
            var at = 0
            while at < raw.count {
                if !isControl(raw, at) {
                    output.append(raw[at])
                    at += 1
                } else {
                    at += raw[at] < 0x20 ? 1 : 3
                }
            }
            return output
        }
        bytes = cleaned
    }

    /// Whether a character that is to be removed begins at `at`.
    @inline(__always)
    static func isControl(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        let byte = bytes[at]
        if byte < 0x20 { return byte != 0x0a && byte != 0x0d && byte != 0x09 }
        return byte == 0xef && at + 2 < bytes.count && bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe
    }

    /// Makes the text valid UTF-8. Malformed bytes are read as Windows-1252: usually text in it was pasted into a UTF-8 document.
    static func repairUTF8(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { raw in
            var output: [UInt8] = []
            output.reserveCapacity(raw.count + raw.count / 16)
            var at = 0
            while at < raw.count {
                let byte = raw[at]
                if byte < 0x80 {
                    output.append(byte)
                    at += 1
                    continue
                }
                let length = UTF8Evidence.sequenceLength(raw, at)
                if length == 0 {
                    output.append(contentsOf: UTF8.encode(Windows1252.scalar(byte)) ?? UTF8.encodedReplacementCharacter)
                    at += 1
                } else {
                    output.append(contentsOf: raw[at..<at + length])
                    at += length
                }
            }
            return output
        }
    }
}
