/// Reads TOML 1.0 (https://toml.io/en/v1.0.0): a recursive descent parser that keeps the position of every key and value, stops at the first
/// mistake and takes linear time.
struct TOMLReader {
    /// How deeply tables and arrays may be nested. Bounds stack use in parsing and in deallocation.
    static let deepestNesting = 64

    var cursor: TOMLCursor
    private let root: TOMLTable
    private var places = StringPlaces()

    private init(_ bytes: [UInt8]) {
        cursor = TOMLCursor(bytes)
        root = TOMLTable(.header, at: TextPosition(line: 1, column: 1))
    }

    /// The document, and where the characters of its strings stand.
    static func read(_ bytes: [UInt8]) throws(TOMLError) -> (root: TOMLTable, places: StringPlaces) {
        try TextCheck.check(bytes)
        var reader = TOMLReader(bytes)
        do {
            try reader.readDocument()
        } catch {
            // Another format is suggested only where nothing was parsed. After that, the document is TOML with an error in it.
            guard reader.root.entries.isEmpty, let format = ForeignFormat(bytes) else { throw error }
            throw TOMLError(error.position, "this looks like \(format.name), not TOML", format.suggestion)
        }
        return (reader.root, reader.places)
    }

    /// Notes where the characters of a string stand that was read just now.
    mutating func note(_ text: String, from start: TOMLCursor) {
        guard cursor.offset - start.offset != text.utf8.count + 2 else { return }
        var start = start
        places.note(cursor.bytes[start.offset..<cursor.offset], at: start.position)
    }

    // MARK: - Lines

    private mutating func readDocument() throws(TOMLError) {
        var section = (table: root, depth: 0)
        while true {
            try skipBlankLines()
            if cursor.isAtEnd { return }
            if cursor.isAt("[") {
                section = try readHeader()
            } else {
                try readPair(into: section.table, depth: section.depth)
            }
            try readEndOfLine()
        }
    }

    /// `[a.b]` or `[[a.b]]`.
    private mutating func readHeader() throws(TOMLError) -> (table: TOMLTable, depth: Int) {
        let position = cursor.position
        cursor.advance()
        let isArray = cursor.skip("[")
        let path = try readKey()
        guard cursor.skip("]") else { throw unclosedHeader(path, isArray: isArray, at: position) }
        if isArray, !cursor.skip("]") {
            throw TOMLError(position, "this header begins with [[ and ends with ]", "write [[\(path.dotted)]]")
        }
        let table = isArray ? try root.appendTable(path, at: position) : try root.openTable(path, at: position)
        return (table, path.count)
    }

    /// `a.b = value`
    ///
    /// - Parameter depth: how deeply `table` is nested.
    mutating func readPair(into table: TOMLTable, depth: Int) throws(TOMLError) {
        let path = try readKey()
        guard cursor.skip("=") else { throw missingEqualsSign(path) }
        cursor.skipBlanks()
        let position = cursor.position
        let value = try readValue(depth: depth + path.count)
        try table.define(path, as: value, at: position)
    }

    private mutating func readEndOfLine() throws(TOMLError) {
        cursor.skipBlanks()
        if cursor.isAt("#") { try readComment() }
        if !cursor.isAtEnd, !cursor.skipNewline() { throw trailingText() }
    }

    // MARK: - White space

    /// Skips white space, line ends and comments.
    mutating func skipBlankLines() throws(TOMLError) {
        repeat {
            cursor.skipBlanks()
            if cursor.isAt("#") { try readComment() }
        } while cursor.skipNewline()
    }

    private mutating func readComment() throws(TOMLError) {
        cursor.skip { !Self.isControl($0) }
        if !cursor.isAtEnd, !cursor.isAtNewline { throw controlCharacter("a comment") }
    }

    /// Whether the byte is a control character (line breaks included) that TOML forbids in strings and comments.
    static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
    }

    // MARK: - Keys

    /// A key, dotted or not, and the white space around it.
    private mutating func readKey() throws(TOMLError) -> [TOMLKey] {
        var path: [TOMLKey] = []
        repeat {
            cursor.skipBlanks()
            let position = cursor.position
            let name =
                switch cursor.current {
                case UInt8(ascii: "\""): try readBasicString()
                case UInt8(ascii: "'"): try readLiteralString()
                default: try readBareKey()
                }
            path.append(TOMLKey(name: name, position: position))
            if path.count > Self.deepestNesting { throw tooDeep(at: position) }
            cursor.skipBlanks()
        } while cursor.skip(".")
        return path
    }

    private mutating func readBareKey() throws(TOMLError) -> String {
        let start = cursor.offset
        cursor.skip(while: Self.isBare)
        if cursor.offset == start { throw missingKey() }
        if let byte = cursor.current, byte >= 0x80 { throw foreignCharacter("in a key") }
        return cursor.text(from: start)
    }

    /// Whether `byte` may stand in a key without quotes.
    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
