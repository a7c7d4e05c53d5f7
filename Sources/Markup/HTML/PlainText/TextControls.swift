import Bytes

/// Characters that no text of a record may hold, wherever it comes from: controls (C0, DEL, C1), line separators, tag characters outside of flags, byte order
/// marks and noncharacters, and direction controls without their counterparts.
public enum TextControls {
    /// The text without them. White space stays as it is, but for U+2028 and U+2029, which become spaces; what takes the place of C1 is what Windows-1252 has
    /// there. What the text opens is closed at its end.
    public static func removed(from text: String) -> String {
        var text = text
        return text.withUTF8 { areIn($0) ? cleaned($0) : nil } ?? text
    }

    /// Whether ``removed(from:)`` may change the text.
    public static func areIn(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { areIn($0) }
    }

    /// Whether a direction control or a tag character is in it, or anything else that is not permitted.
    private static func areIn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var place = bytes.firstPlace(of: suspects)
        while place < bytes.count {
            var length = 1
            switch TextByteClass.of(bytes[place]) {
            case TextByteClass.control: return true
            case TextByteClass.lead:
                length = min(SpecialCharacter.length(bytes[place]), bytes.count - place)
                switch SpecialCharacter(base + place, length) {
                case .none, .noBreakSpace, .softHyphen: break
                default: return true
                }
            default: break
            }
            place = bytes.firstPlace(from: place + length, of: suspects)
        }
        return false
    }

    /// The bytes at which such a character may begin: C2 and E2 differ in bit 0x20.
    @inline(__always)
    private static func suspects(in block: ByteBlock) -> ByteBlock.Mask {
        block.controls | block.equal(0x7F) | block.setting(0x20).equal(0xE2) | block.equal(0xEF) | block.equal(0xF3)
    }

    private static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let base = bytes.baseAddress else { return nil }
        var output = ByteBuffer(capacity: bytes.count)
        var directions = BidiBalance()
        var place = 0
        while place < bytes.count {
            let end = bytes.firstPlace(from: place, of: suspects)
            output.append(base + place, end - place)
            place = end
            guard place < bytes.count else { break }
            var length = 1
            var isKept = true
            switch TextByteClass.of(bytes[place]) {
            case TextByteClass.control: isKept = false
            case TextByteClass.lead:
                length = min(SpecialCharacter.length(bytes[place]), bytes.count - place)
                switch SpecialCharacter(base + place, length) {
                case .none, .noBreakSpace, .softHyphen: break
                case .invisible: isKept = false
                case .lineSeparator, .paragraphSeparator:
                    output.append(0x20)
                    isKept = false
                case .direction(let control): isKept = directions.take(control)
                case .tag: isKept = SpecialCharacter.continuesFlag(output.bytes)
                case .control(let replacement):
                    output.append(scalar: replacement)
                    isKept = false
                }
            default: break
            }
            if isKept { output.append(base + place, length) }
            place += length
        }
        output.append(string: directions.close(0))
        return output.string
    }
}
