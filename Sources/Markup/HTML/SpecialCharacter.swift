/// A character that is not simply copied into a text.
enum SpecialCharacter {
    case none
    /// U+00A0 and its like.
    case noBreakSpace
    case softHyphen
    /// U+2028.
    case lineSeparator
    /// U+2029.
    case paragraphSeparator
    /// U+FEFF, and U+FFFE and U+FFFF, which are no characters.
    case invisible
    /// A C1 control, and what windows-1252 has in its place: the publisher's encoding was mistaken for ISO 8859-1.
    case control(UInt32)

    init(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        self = .none
        if length == 2, bytes[0] == 0xC2 {
            switch bytes[1] {
            case 0x80..<0xA0: self = .control(UInt32(HTMLEntities.windows1252[Int(bytes[1]) - 0x80]))
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
