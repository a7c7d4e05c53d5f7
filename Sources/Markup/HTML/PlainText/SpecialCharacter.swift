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
    /// U+FEFF, and the noncharacters U+FFFE and U+FFFF.
    case invisible
    /// A C1 control, U+0080 to U+009F, with the code point that Windows-1252 has in its place: text in Windows-1252 that somebody read as
    /// ISO 8859-1.
    case control(UInt32)

    /// - Parameters:
    ///   - bytes: the UTF-8 of one character.
    ///   - length: its length in bytes.
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
            default: break
            }
        } else if length == 3, bytes[0] == 0xEF {
            if bytes[1] == 0xBB, bytes[2] == 0xBF { self = .invisible }
            if bytes[1] == 0xBF, bytes[2] >= 0xBE { self = .invisible }
        }
    }
}
