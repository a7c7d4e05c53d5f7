/// A character above ASCII that is not simply copied into the output.
enum SpecialCharacter {
    /// The character is copied.
    case none
    /// U+00A0, U+202F, or a space of fixed width (U+2000 to U+200A).
    case noBreakSpace
    case softHyphen
    /// U+2028.
    case lineSeparator
    /// U+2029.
    case paragraphSeparator
    /// U+FEFF, the noncharacters U+FFFE and U+FFFF, and the interlinear annotation characters U+FFF9 to U+FFFB.
    case invisible
    /// A control of the Unicode Bidirectional Algorithm that opens an embedding or an override (U+202A, U+202B, U+202D, U+202E) or an isolate
    /// (U+2066 to U+2068), or that closes the innermost one (U+202C, U+2069).
    case direction(BidiControl)
    /// A tag character, U+E0000 to U+E007F, which is part of the emoji of a flag or invisible.
    case tag
    /// A C1 control, U+0080 to U+009F, with the code point that Windows-1252 has in its place: text in Windows-1252 that somebody read as
    /// ISO 8859-1.
    case control(UInt32)

    /// - Parameters:
    ///   - bytes: the UTF-8 of one character.
    ///   - length: its length in bytes (``length(_:)``).
    init(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        self = .none
        if length == 2, bytes[0] == 0xC2 {
            switch bytes[1] {
            case 0x80..<0xA0: self = .control(HTMLEntities.control(bytes[1]))
            case 0xA0: self = .noBreakSpace
            case 0xAD: self = .softHyphen
            default: break
            }
        } else if length == 3, bytes[0] == 0xE2, bytes[1] == 0x80 {
            switch bytes[2] {
            case 0xA8: self = .lineSeparator
            case 0xA9: self = .paragraphSeparator
            case 0x80...0x8A, 0xAF: self = .noBreakSpace
            case 0xAA, 0xAB, 0xAD, 0xAE: self = .direction(.embedding)
            case 0xAC: self = .direction(.embeddingEnd)
            default: break
            }
        } else if length == 3, bytes[0] == 0xE2, bytes[1] == 0x81 {
            switch bytes[2] {
            case 0xA6...0xA8: self = .direction(.isolate)
            case 0xA9: self = .direction(.isolateEnd)
            default: break
            }
        } else if length == 3, bytes[0] == 0xEF {
            if bytes[1] == 0xBB, bytes[2] == 0xBF { self = .invisible }
            if bytes[1] == 0xBF, bytes[2] >= 0xBE || (0xB9...0xBB).contains(bytes[2]) { self = .invisible }
        } else if length == 4, bytes[0] == 0xF3, bytes[1] == 0xA0, bytes[2] == 0x80 || bytes[2] == 0x81 {
            self = .tag
        }
    }

    /// The length in bytes of the character that begins with `lead`, one of the bytes of the class ``TextByteClass/lead``.
    @inline(__always)
    static func length(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2: 2
        case 0xF3: 4
        default: 3
        }
    }

    /// Whether a tag character may follow what was written: U+1F3F4, or a tag character of the same flag (UTS #51, ED-14a). U+E007F ends it.
    static func continuesFlag(_ written: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = written.suffix(4)
        return last.elementsEqual([0xF0, 0x9F, 0x8F, 0xB4])
            || last.starts(with: [0xF3, 0xA0]) && last.count == 4
                && (last[last.startIndex + 2] == 0x80 || last[last.startIndex + 2] == 0x81)
                && !last.elementsEqual([0xF3, 0xA0, 0x81, 0xBF])
    }
}
