/// Where in a document the characters of its strings stand, for mistakes within a string.
struct StringPlaces {
    /// The strings with escapes or several lines as they are written, by where they begin. In all others a character stands as far behind the quote as in
    /// the text.
    private var written: [TextPosition: [UInt8]] = [:]

    mutating func note(_ string: ArraySlice<UInt8>, at position: TextPosition) {
        written[position] = Array(string)
    }

    /// - Parameters:
    ///   - offset: in bytes of `text`.
    ///   - position: where the string begins, at its quote.
    func position(ofByte offset: Int, of text: String, at position: TextPosition) -> TextPosition {
        guard let string = written[position] else {
            return TextPosition(
                line: Int(position.line), column: Int(position.column) + 1 + Self.characters(Array(text.utf8.prefix(offset))))
        }
        var cursor = TOMLCursor(string)
        let isLiteral = cursor.isAt("'")
        let isMultiline = cursor.isAtTripleQuote
        for _ in 0..<(isMultiline ? 3 : 1) { cursor.advance() }
        if isMultiline { _ = cursor.skipNewline() }
        var count = 0
        while count < offset, !cursor.isAtEnd { count += Self.readCharacter(&cursor, isLiteral: isLiteral) }
        if !isLiteral { _ = Self.skipEscapedLineEnd(&cursor) }
        let place = cursor.position
        return TextPosition(
            line: Int(position.line) + Int(place.line) - 1,
            column: place.line == 1 ? Int(position.column + place.column) - 1 : Int(place.column))
    }

    /// Moves past a byte, a line end or an escape. Returns how many bytes of the text it is.
    private static func readCharacter(_ cursor: inout TOMLCursor, isLiteral: Bool) -> Int {
        if cursor.skipNewline() { return 1 }
        if !isLiteral, skipEscapedLineEnd(&cursor) { return 0 }
        guard !isLiteral, cursor.skip("\\") else {
            cursor.advance()
            return 1
        }
        let escape = cursor.current
        guard escape == UInt8(ascii: "u") || escape == UInt8(ascii: "U") else {
            cursor.advance()
            return 1
        }
        cursor.advance()
        let start = cursor.offset
        for _ in 0..<(escape == UInt8(ascii: "u") ? 4 : 8) where !cursor.isAtEnd { cursor.advance() }
        return UInt32(cursor.text(from: start), radix: 16).flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 0
    }

    /// Moves past a backslash at the end of a line, with the white space and line ends that follow it, if it comes next.
    private static func skipEscapedLineEnd(_ cursor: inout TOMLCursor) -> Bool {
        var ahead = cursor
        guard ahead.skip("\\") else { return false }
        ahead.skipBlanks()
        guard ahead.isAtNewline else { return false }
        repeat { ahead.skipBlanks() } while ahead.skipNewline()
        cursor = ahead
        return true
    }

    private static func characters(_ bytes: [UInt8]) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
