/// Refuses bytes that are not UTF-8 text, before anything reads them as text.
enum TextCheck {
    static func check(_ bytes: [UInt8]) throws(TOMLError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw TOMLError(TextPosition(line: 1, column: 1), "the file is UTF-16, not UTF-8", "save it as UTF-8")
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw TOMLError(position(of: offset, in: bytes), "there is a NUL byte", "this is not a text file, or not UTF-8")
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw TOMLError(position(of: error.byteOffsets.lowerBound, in: bytes), "the file is not UTF-8", "save it as UTF-8")
        }
    }

    private static func position(of offset: Int, in bytes: [UInt8]) -> TextPosition {
        let before = bytes[..<offset]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let isMarked = start == 0 && before.starts(with: [0xEF, 0xBB, 0xBF])
        return TextPosition(
            line: 1 + before.count { $0 == UInt8(ascii: "\n") },
            column: 1 + bytes[start..<offset].count { $0 & 0xC0 != 0x80 } - (isMarked ? 1 : 0))
    }
}
