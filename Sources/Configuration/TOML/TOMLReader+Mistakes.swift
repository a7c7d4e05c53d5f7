import Bytes

/// Errors for people: what is wrong, where, and what was probably meant. None of this runs for a document without mistakes.
extension TOMLReader {
    // MARK: - Keys and headers

    mutating func missingKey() -> TOMLError {
        if let comment { return comment }
        if cursor.isAt("=") { return TOMLError(cursor.position, "there is no key before '='", "write one") }
        if let byte = cursor.current, byte >= 0x80 { return foreignCharacter("in a key") }
        return expected("a key")
    }

    mutating func missingEqualsSign(_ path: [TOMLKey]) -> TOMLError {
        let key = path.dotted
        if cursor.isAtEnd || cursor.isAtNewline || cursor.isAt("#") {
            return TOMLError(path.first?.position ?? cursor.position, "'\(key)' has no value", "write \(key) = …")
        }
        if cursor.isAt(":") { return TOMLError(cursor.position, "expected '=' after the key '\(key)', not ':'", "write \(key) = …") }
        let isWord = cursor.current.map(Self.isBare) ?? false
        if isWord, cursor.restOfLine.contains("=") {
            return TOMLError(cursor.position, "there is white space in a key", "remove it, or put the key in quotes")
        }
        return expected("'=' after the key '\(key)'")
    }

    mutating func unclosedHeader(_ path: [TOMLKey], isArray: Bool, at position: TextPosition) -> TOMLError {
        let header = isArray ? "[[\(path.dotted)]]" : "[\(path.dotted)]"
        if cursor.isAtEnd || cursor.isAtNewline || cursor.isAt("#") {
            return TOMLError(position, "this header is not closed", "write \(header)")
        }
        return expected("']' after '\(path.dotted)'")
    }

    /// At a character beyond ASCII.
    mutating func foreignCharacter(_ place: String) -> TOMLError {
        guard let scalar = cursor.scalar else { return expected("a key") }
        let character = ForeignCharacter(scalar: scalar)
        if let mistake = character.mistake { return TOMLError(cursor.position, mistake.message, mistake.suggestion) }
        return TOMLError(
            cursor.position, "\(character.shown) cannot stand \(place) without quotes", "put the key in quotes, or write it in ASCII")
    }

    // MARK: - Values

    mutating func missingValue() -> TOMLError {
        if cursor.isAtEnd || cursor.isAtNewline || cursor.isAt("#") {
            return TOMLError(cursor.position, "there is no value after '='", "write one on the same line, or remove the key")
        }
        return expected("a value")
    }

    /// - Parameters:
    ///   - start: the cursor where the word begins that ends here.
    ///   - mistake: what is wrong with the word where it was meant as a number, a date or a time.
    func notAValue(at start: TOMLCursor, because mistake: TOMLMistake? = nil) -> TOMLError {
        var start = start
        let word = BareWord(word: start.text(to: min(cursor.offset, start.offset + 500)), rest: start.restOfLine)
        let mistake = word.foreignCharacter ?? mistake ?? word.mistake
        return TOMLError(start.position, mistake.message, mistake.suggestion)
    }

    /// Text behind a value or a header.
    mutating func trailingText() -> TOMLError {
        if let comment { return comment }
        if cursor.isAt(",") {
            return TOMLError(cursor.position, "there is a comma after the value", "remove it: each key stands on a line of its own")
        }
        let isWord = cursor.current.map(Self.isBare) ?? false
        switch cursor.peek(-1) {
        case UInt8(ascii: "'") where isWord:
            return TOMLError(
                cursor.position, "the string ends at the ' before this", "put a string that holds an apostrophe in double quotes")
        case UInt8(ascii: "\"") where isWord:
            return TOMLError(cursor.position, "the string ends at the \" before this", "write \\\" for a quote within a string")
        default: return expected("the end of the line")
        }
    }

    // MARK: - Arrays and inline tables

    /// Whether an array that is still open was meant to end before this: at the end of the document, or at what looks like the next line of it.
    func isAtEndOfArray() -> Bool {
        var ahead = cursor
        if ahead.skip("[") {
            _ = ahead.skip("[")
            return ahead.skipName() && ahead.skip("]")
        }
        guard ahead.skipName() else { return ahead.isAtEnd }
        ahead.skipBlanks()
        return ahead.isAt("=")
    }

    func unclosed(_ opening: String, _ closing: String, at position: TextPosition) -> TOMLError {
        TOMLError(position, "this \(opening) is not closed", "add the \(closing) where it ends")
    }

    func unclosedInlineTable(at position: TextPosition) -> TOMLError {
        TOMLError(
            position, "this { is not closed on its line", "write the inline table on one line, or as a table with a header of its own")
    }

    mutating func missingComma(or closing: Unicode.Scalar) -> TOMLError {
        expected("',' or '\(closing)'")
    }

    // MARK: - Strings

    /// At the end of the line or document.
    func unclosedString(_ quote: Character, at position: TextPosition, from start: Int) -> TOMLError {
        let foreign = cursor.text(from: start).unicodeScalars.map(ForeignCharacter.init).last { $0.isQuote }
        if let foreign {
            return TOMLError(position, "this string is not closed: it holds the typographic quote \(foreign.shown)", "end it with \(quote)")
        }
        return TOMLError(position, "this string is not closed on its line", "end it with \(quote)")
    }

    /// - Parameter position: the backslash.
    mutating func unknownEscape(at position: TextPosition) -> TOMLError {
        let character = cursor.isAtEnd || cursor.isAtNewline ? "" : cursor.scalar.map { String($0) } ?? ""
        return TOMLError(position, "there is no escape \\\(character.printable)", Self.backslash)
    }

    func incompleteEscape(digits: Int, at position: TextPosition) -> TOMLError {
        TOMLError(position, "\\\(digits == 4 ? "u" : "U") takes \(digits) hexadecimal digits", Self.backslash)
    }

    private static let backslash = "write \\\\ for a backslash, or put the string in single quotes"

    // MARK: - Everywhere

    func tooDeep(at position: TextPosition) -> TOMLError {
        TOMLError(position, "tables or arrays are nested too deep", "a configuration needs no more than three levels")
    }

    /// At a control character, or a carriage return that belongs to no line end.
    mutating func controlCharacter(_ place: String) -> TOMLError {
        let code = cursor.current.map(UInt32.init) ?? 0
        if code == 0x0D {
            return TOMLError(cursor.position, "there is a carriage return without a line feed", "save the file with LF or CRLF line ends")
        }
        return TOMLError(cursor.position, "there is a control character (\(CodePoint(code))) in \(place)", "remove it")
    }

    /// A comment in the style of another format.
    private var comment: TOMLError? {
        mutating get {
            let rest = cursor.restOfLine
            guard rest.hasPrefix(";") || rest.hasPrefix("//") || rest.hasPrefix("/*") else { return nil }
            if rest == ";" { return TOMLError(cursor.position, "there is a semicolon at the end of the line", "remove it") }
            return TOMLError(cursor.position, "expected a key or a comment", "comments begin with #")
        }
    }

    private mutating func expected(_ what: String) -> TOMLError {
        if cursor.isAtEnd { return TOMLError(cursor.position, "expected \(what) before the end of the file") }
        if cursor.isAtNewline { return TOMLError(cursor.position, "expected \(what) before the end of the line") }
        guard let scalar = cursor.scalar else { return TOMLError(cursor.position, "expected \(what)") }
        if Self.isControl(UInt8(truncatingIfNeeded: min(scalar.value, 0x80))) { return controlCharacter("the text") }
        if let mistake = ForeignCharacter(scalar: scalar).mistake {
            return TOMLError(cursor.position, mistake.message, mistake.suggestion)
        }
        return TOMLError(cursor.position, "expected \(what), not '\(String(scalar).printable)'")
    }
}

extension TOMLCursor {
    func text(to end: Int) -> String {
        String(decoding: bytes[offset..<end], as: UTF8.self)
    }

    /// Skips a bare key that begins with a letter, so that it is no number.
    fileprivate mutating func skipName() -> Bool {
        guard let first = current, first | 0x20 >= UInt8(ascii: "a"), first | 0x20 <= UInt8(ascii: "z") else { return false }
        skip { TOMLReader.isBare($0) || $0 == UInt8(ascii: ".") }
        return true
    }
}
