internal import Markup

/// Copies text into a JSON string: what must be escaped there, and what no line of text shall have raw (C0, DEL, C1, U+2028 and U+2029).
enum JSONEscaping {
    /// Bytes that one character takes at most; eight that are copied at once are no more.
    static let longest = 8

    /// Copies until the text ends or the output is all but full.
    ///
    /// - Parameter output: has room for `longest` more.
    /// - Returns: how far it came in the text.
    static func copy(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) -> Int {
        var place = start
        var written = count
        defer { count = written }
        while place < text.count, output.count &- written >= longest {
            if text.count &- place >= 8 {
                let word = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self))
                UnsafeMutableRawBufferPointer(output).storeBytes(of: word.littleEndian, toByteOffset: written, as: UInt64.self)
                let plain = suspects(in: word).trailingZeroBitCount / 8
                place &+= plain
                written &+= plain
                if plain == 8 || output.count &- written < longest { continue }
            }
            guard let (codePoint, length) = escaped(in: text, at: place) else {
                output[written] = text[place]
                place &+= 1
                written &+= 1
                continue
            }
            place &+= length
            write(codePoint, to: output, &written)
        }
        return place
    }

    /// The first bytes of what may have to be escaped.
    @inline(__always)
    private static func suspects(in word: UInt64) -> UInt64 {
        // With the second bit turned, C0 and the quote alone are below 0x21.
        let turned = word ^ ByteWord.all(0x02)
        let common = (turned &- ByteWord.all(0x21)) & ~turned & ByteWord.all(0x80) | ByteWord.find(UInt8(ascii: "\\"), in: word)
        // DEL, and what is not ASCII: a byte from 0x7F on.
        guard ((word &+ ByteWord.all(0x01)) | word) & ByteWord.all(0x80) != 0 else { return common }
        // C2 and E2 at once: they differ in one bit.
        return common | ByteWord.find(0x7F, in: word) | ByteWord.find(0xE2, in: word | ByteWord.all(0x20))
    }

    /// The character at `place` and its length in bytes, if it must be escaped.
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
                put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
