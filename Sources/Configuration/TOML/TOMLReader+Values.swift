extension TOMLReader {
    /// - Parameter depth: how many tables and arrays are around the value.
    mutating func readValue(depth: Int) throws(TOMLError) -> TOMLValue {
        if depth > Self.deepestNesting { throw tooDeep(at: cursor.position) }
        switch cursor.current {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString())
        case UInt8(ascii: "["): return .array(try readArray(depth: depth))
        case UInt8(ascii: "{"): return .table(try readInlineTable(depth: depth))
        default: return try readWord()
        }
    }

    private mutating func readString() throws(TOMLError) -> String {
        let start = cursor
        let text: String
        switch (cursor.isAt("'"), cursor.isAtTripleQuote) {
        case (true, true): text = try readMultilineLiteralString()
        case (true, false): text = try readLiteralString()
        case (false, true): text = try readMultilineBasicString()
        case (false, false): text = try readBasicString()
        }
        note(text, from: start)
        return text
    }

    // MARK: - Arrays and inline tables

    private mutating func readArray(depth: Int) throws(TOMLError) -> TOMLArray {
        let opening = cursor.position
        let array = TOMLArray(isOfTables: false)
        cursor.advance()
        while true {
            try skipBlankLines()
            if cursor.skip("]") { return array }
            if isAtEndOfArray() { throw unclosed("[", "]", at: opening) }
            let position = cursor.position
            array.append(try readValue(depth: depth + 1), at: position)
            try skipBlankLines()
            if cursor.skip(",") { continue }
            if cursor.skip("]") { return array }
            if isAtEndOfArray() { throw unclosed("[", "]", at: opening) }
            throw missingComma(or: "]")
        }
    }

    private mutating func readInlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
        let opening = cursor.position
        let table = TOMLTable(.inline, at: opening)
        cursor.advance()
        cursor.skipBlanks()
        if cursor.skip("}") { return table }
        while true {
            if cursor.isAtEnd || cursor.isAtNewline || cursor.isAt("#") { throw unclosedInlineTable(at: opening) }
            try readPair(into: table, depth: depth + 1)
            cursor.skipBlanks()
            if cursor.skip("}") { return table }
            if cursor.isAtEnd || cursor.isAtNewline || cursor.isAt("#") { throw unclosedInlineTable(at: opening) }
            let comma = cursor.position
            guard cursor.skip(",") else { throw missingComma(or: "}") }
            cursor.skipBlanks()
            if cursor.isAt("}") { throw TOMLError(comma, "there is a comma after the last value of an inline table", "remove it") }
        }
    }

    // MARK: - Words

    /// A boolean, a number, a date or a time.
    private mutating func readWord() throws(TOMLError) -> TOMLValue {
        let start = cursor
        let word = takeWord()
        switch word.first {
        case nil: throw missingValue()
        case UInt8(ascii: "t") where word.elementsEqual("true".utf8): return .boolean(true)
        case UInt8(ascii: "f") where word.elementsEqual("false".utf8): return .boolean(false)
        default: break
        }
        do {
            if TOMLDateTime.begins(word) { return .dateTime(try TOMLDateTime(word)) }
            if TOMLNumber.begins(word) { return try TOMLNumber.parse(word) }
        } catch {
            throw notAValue(at: start, because: error)
        }
        throw notAValue(at: start)
    }

    /// The bytes up to a delimiter. A time may stand behind a date and a space.
    private mutating func takeWord() -> ArraySlice<UInt8> {
        let start = cursor.offset
        cursor.skip(while: Self.isWord)
        if cursor.offset - start == 10, TOMLDateTime.begins(cursor.bytes[start..<cursor.offset]), cursor.isAt(" "),
            let next = cursor.peek(1), next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9")
        {
            cursor.advance()
            cursor.skip(while: Self.isWord)
        }
        return cursor.bytes[start..<cursor.offset]
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"),
            UInt8(ascii: ";"):
            false
        default: !isControl(byte)
        }
    }
}

extension TOMLCursor {
    /// Whether the quote at the cursor is the first of three.
    var isAtTripleQuote: Bool {
        peek(1) == current && peek(2) == current
    }
}
