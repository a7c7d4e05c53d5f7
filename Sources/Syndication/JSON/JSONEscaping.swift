import Bytes
internal import Markup

/// Copies text into a JSON string. It escapes what RFC 8259 requires, and the other control characters and line separators (DEL, C1, U+2028
/// and U+2029), so that the output is one line without raw control characters.
enum JSONEscaping {
    /// The room that is needed to go on: a block of bytes that is copied at once. An escape takes at most six bytes.
    static let longest = ByteBlock.count
    /// The greatest number of bytes that one byte of text becomes: `\u001f`.
    static let mostExpansion = 6

    /// The number of bytes that a text takes in a JSON string.
    static func size(of text: String) -> Int {
        var text = text
        return text.withUTF8 { utf8 in
            utf8.indices.reduce(utf8.count) { size, place in
                guard let (codePoint, length) = escaped(in: utf8, at: place) else { return size }
                switch codePoint {
                case 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x22, 0x5C: return size + 2 - length
                default: return size + 6 - length
                }
            }
        }
    }

    /// Copies until the text ends or fewer than `longest` bytes of the output are left.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - start: the offset in the text to begin at.
    ///   - output: the whole output buffer.
    ///   - count: the number of bytes in it, which is increased.
    /// - Returns: the offset in the text up to which it was copied.
    static func copy(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) -> Int {
        guard let target = output.baseAddress else { return start }
        var place = start
        var written = count
        defer { count = written }
        while place < text.count, output.count &- written >= longest {
            let room = UnsafeMutableBufferPointer(start: target + written, count: output.count &- written)
            let run = text.copyRun(from: place, to: room, until: suspects)
            place &+= run
            written &+= run
            guard place < text.count, output.count &- written >= longest else { break }
            if let (codePoint, length) = escaped(in: text, at: place) {
                place &+= length
                write(codePoint, to: output, &written)
            } else {
                output[written] = text[place]
                place &+= 1
                written &+= 1
            }
        }
        return place
    }

    /// A mask of the bytes at which a character may begin that has to be escaped.
    @inline(__always)
    private static func suspects(in block: ByteBlock) -> ByteBlock.Mask {
        // With bit 0x02 flipped, exactly C0 and the quote are at most 0x20. C2 and E2 differ in bit 0x20.
        block.turning(0x02).atMost(0x20) | block.equal(UInt8(ascii: "\\")) | block.equal(0x7F) | block.setting(0x20).equal(0xE2)
    }

    /// The code point of the character at `place` and its length in bytes; nil where it need not be escaped.
    @inline(__always)
    private static func escaped(in utf8: UnsafeBufferPointer<UInt8>, at place: Int) -> (codePoint: UInt16, length: Int)? {
        let byte = utf8[place]
        switch byte {
        case 0..<0x20, 0x22, 0x5C, 0x7F:
            return (UInt16(byte), 1)
        case 0xC2 where place + 1 < utf8.count && (0x80..<0xA0).contains(utf8[place + 1]):
            return (UInt16(utf8[place + 1]), 2)
        case 0xE2 where place + 2 < utf8.count && utf8[place + 1] == 0x80 && utf8[place + 2] & 0xFE == 0xA8:
            return (0x2000 | UInt16(utf8[place + 2] & 0x3F), 3)
        default:
            return nil
        }
    }

    @inline(__always)
    private static func write(_ codePoint: UInt16, to output: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int) {
        func put(_ byte: UInt8) {
            output[written] = byte
            written &+= 1
        }
        put(UInt8(ascii: "\\"))
        switch codePoint {
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        case 0x22, 0x5C: put(UInt8(truncatingIfNeeded: codePoint))
        default:
            put(UInt8(ascii: "u"))
            for shift: UInt16 in [12, 8, 4, 0] {
                let digit = UInt8(truncatingIfNeeded: codePoint >> shift & 0xF)
                put(Hexadecimal.digit(digit))
            }
        }
    }
}
