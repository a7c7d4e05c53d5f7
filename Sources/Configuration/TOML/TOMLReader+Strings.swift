extension TOMLReader {
    /// `"text"`
    mutating func readBasicString() throws(TOMLError) -> String {
        let opening = cursor.position
        cursor.advance()
        let start = cursor.offset
        cursor.skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && !Self.isControl($0) }
        if cursor.isAt("\"") {
            // Nearly all strings have no escapes, and are taken as they are.
            let text = cursor.text(from: start)
            cursor.advance()
            return text
        }
        var result = Array(cursor.bytes[start..<cursor.offset])
        while true {
            if cursor.isAt("\\") {
                try readEscape(into: &result)
            } else if cursor.skip("\"") {
                return String(decoding: result, as: UTF8.self)
            } else if cursor.isAtEnd || cursor.isAtNewline {
                throw unclosedString("\"", at: opening, from: start)
            } else {
                throw controlCharacter("a string")
            }
            let plain = cursor.offset
            cursor.skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && !Self.isControl($0) }
            result += cursor.bytes[plain..<cursor.offset]
        }
    }

    /// `'text'`
    mutating func readLiteralString() throws(TOMLError) -> String {
        let opening = cursor.position
        cursor.advance()
        let start = cursor.offset
        cursor.skip { $0 != UInt8(ascii: "'") && !Self.isControl($0) }
        let text = cursor.text(from: start)
        if cursor.skip("'") { return text }
        if cursor.isAtEnd || cursor.isAtNewline { throw unclosedString("'", at: opening, from: start) }
        throw controlCharacter("a string")
    }

    // MARK: - Several lines

    /// `"""text"""`
    mutating func readMultilineBasicString() throws(TOMLError) -> String {
        let opening = openMultilineString()
        var result: [UInt8] = []
        while true {
            let start = cursor.offset
            cursor.skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && !Self.isControl($0) }
            result += cursor.bytes[start..<cursor.offset]
            if cursor.isAt("\\") {
                if try !skipEscapedNewline() { try readEscape(into: &result) }
            } else if try readMultilineDelimiter("\"", openedAt: opening, into: &result) {
                return String(decoding: result, as: UTF8.self)
            }
        }
    }

    /// `'''text'''`
    mutating func readMultilineLiteralString() throws(TOMLError) -> String {
        let opening = openMultilineString()
        var result: [UInt8] = []
        while true {
            let start = cursor.offset
            cursor.skip { $0 != UInt8(ascii: "'") && !Self.isControl($0) }
            result += cursor.bytes[start..<cursor.offset]
            if try readMultilineDelimiter("'", openedAt: opening, into: &result) { return String(decoding: result, as: UTF8.self) }
        }
    }

    /// Skips three quotes, and a line end directly behind them.
    private mutating func openMultilineString() -> TextPosition {
        let opening = cursor.position
        for _ in 0..<3 { cursor.advance() }
        _ = cursor.skipNewline()
        return opening
    }

    /// A line end, which becomes `\n` however the file ends its lines, or quotes.
    ///
    /// - Returns: whether the string ends here. Up to two quotes may stand before the three that close it.
    private mutating func readMultilineDelimiter(
        _ quote: Unicode.Scalar, openedAt opening: TextPosition, into result: inout [UInt8]
    ) throws(TOMLError) -> Bool {
        if cursor.skipNewline() {
            result.append(UInt8(ascii: "\n"))
            return false
        }
        if cursor.isAtEnd { throw unclosed("\(quote)\(quote)\(quote)", "\(quote)\(quote)\(quote)", at: opening) }
        var count = 0
        while count < 5, cursor.skip(quote) { count += 1 }
        if count == 0 { throw controlCharacter("a string") }
        result.append(contentsOf: repeatElement(UInt8(ascii: quote), count: count < 3 ? count : count - 3))
        return count >= 3
    }

    /// A backslash at the end of a line is removed, with all white space and line ends that follow it (TOML 1.0, multi-line basic strings).
    private mutating func skipEscapedNewline() throws(TOMLError) -> Bool {
        var ahead = cursor
        ahead.advance()
        ahead.skipBlanks()
        guard ahead.isAtNewline else { return false }
        repeat { ahead.skipBlanks() } while ahead.skipNewline()
        cursor = ahead
        return true
    }

    // MARK: - Escapes

    private mutating func readEscape(into result: inout [UInt8]) throws(TOMLError) {
        let position = cursor.position
        cursor.advance()
        switch cursor.current {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "u"): return try readScalar(digits: 4, at: position, into: &result)
        case UInt8(ascii: "U"): return try readScalar(digits: 8, at: position, into: &result)
        default: throw unknownEscape(at: position)
        }
        cursor.advance()
    }

    private mutating func readScalar(digits: Int, at position: TextPosition, into result: inout [UInt8]) throws(TOMLError) {
        cursor.advance()
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = cursor.current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw incompleteEscape(digits: digits, at: position)
            }
            value = value << 4 | UInt32(digit)
            cursor.advance()
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw TOMLError(position, "there is no character \(CodePoint(value))", "write a code point from 0000 to D7FF or E000 to 10FFFF")
        }
        result.append(contentsOf: String(scalar).utf8)
    }
}
