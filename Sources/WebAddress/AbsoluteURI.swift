import Bytes

/// What makes a text an absolute URI (RFC 3986, sections 3 and 4.3): a scheme, a colon, and something behind it.
package enum AbsoluteURI {
    /// Whether `text` is a URI with a scheme. It may have a fragment, as guids often do.
    ///
    /// All of it has to be ASCII that a URI may hold as it is. That a `%` has two digits behind it, and brackets and `#` stand where the grammar has
    /// them, is not asked for: publishers' software writes such guids, and compares them as they stand. A scheme may be a single letter, since the
    /// RFC says so; nothing in a text can tell `x:1` from a Windows path `C:1`, but with a backslash in it, it is no URI.
    package static func isValid(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let colon = schemeEnd(bytes), colon + 1 < bytes.count else { return false }
            return bytes.firstPlace(from: colon + 1, of: refused) == bytes.count
        }
    }

    /// The scheme that `text` begins with, in lower case and without the colon; nil where it begins with none.
    package static func scheme(of text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            schemeEnd(bytes).map { String(decoding: bytes[..<$0].map(ASCII.lowercased), as: UTF8.self) }
        }
    }

    /// The place of the colon behind the scheme that `bytes` begin with: a letter, then letters, digits, `+`, `-` and `.` (section 3.1). Nil where they
    /// begin with none.
    static func schemeEnd<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> Bytes.Index? {
        guard let first = bytes.first, ASCII.isLetter(first) else { return nil }
        guard let end = bytes.firstIndex(where: { !mayStandInScheme($0) }), bytes[end] == UInt8(ascii: ":") else { return nil }
        return end
    }

    private static func mayStandInScheme(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// A mask of the bytes that may not stand in a URI as they are: all that ``isPermitted(_:)`` refuses.
    @inline(__always)
    private static func refused(in block: ByteBlock) -> ByteBlock.Mask {
        // With bit 0x02 set, `<` is `>`, and `\\` is `^`.
        let marks = block.setting(0x02)
        return block.atMost(0x20) | block.within(0x7F...0xFF) | block.equal(UInt8(ascii: "\"")) | marks.equal(UInt8(ascii: ">"))
            | marks.equal(UInt8(ascii: "^")) | block.equal(UInt8(ascii: "`")) | block.within(UInt8(ascii: "{")...UInt8(ascii: "}"))
    }

    /// Whether a byte may stand in a URI as it is (section 2): reserved, unreserved, or `%`.
    package static func isPermitted(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && !forbidden.contains(byte) }

    private static let forbidden = ASCIISet("\"<>\\^`{|}")
}
