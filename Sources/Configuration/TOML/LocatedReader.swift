/// Reads TOML 1.0 text into values that know their lines.
///
/// It sees to the structure: brackets, quotes, keys, ends of lines. What stands within a string or a number, and whether a key or table is
/// there twice, is for TOMLKit to say; its own values are not used, since they know no lines and are never freed. Text whose structure is
/// wrong must not reach TOMLKit, where toml++ would stop the process on an assertion (`[}`, `a = [}]`, `a = 1979-05-27 0`).
package struct LocatedReader {
    /// Tables or arrays nested deeper than anything in a configuration; at so great a depth, freeing them would exhaust the stack.
    private static let deepest = 16

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private let root = LocatedTable(line: 1)

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
            lineStart = 3
        }
    }

    /// - Parameter bytes: UTF-8 without NUL.
    package static func read(_ bytes: [UInt8]) throws(TOMLProblem) -> LocatedTable {
        var reader = LocatedReader(bytes)
        try reader.readDocument()
        return reader.root
    }

    // MARK: - Lines

    private mutating func readDocument() throws(TOMLProblem) {
        var table: LocatedTable? = root
        skipBlanks(newlines: true)
        while position < bytes.count {
            if current == UInt8(ascii: "[") {
                table = try readHeader()
            } else {
                try readPair(into: table)
            }
            try endLine()
            skipBlanks(newlines: true)
        }
    }

    /// `[a.b]` or `[[a.b]]`; what it opens.
    private mutating func readHeader() throws(TOMLProblem) -> LocatedTable? {
        let start = line
        position += 1
        let isArray = current == UInt8(ascii: "[")
        if isArray { position += 1 }
        let path = try readPath()
        try expect("]")
        if isArray { try expect("]") }
        guard let last = path.last else { return nil }
        let parent = descend(path.dropLast(), from: root)
        guard isArray else { return parent?.table(under: last, line: start) }
        let table = LocatedTable(line: start)
        parent?.append(table, to: last)
        return table
    }

    /// `a.b = value`
    private mutating func readPair(into table: LocatedTable?, depth: Int = 0) throws(TOMLProblem) {
        let start = line
        let path = try readPath()
        try expect("=")
        skipBlanks(newlines: false)
        let value = try readValue(depth: depth)
        guard let last = path.last else { return }
        descend(path.dropLast(), from: table, line: start)?.add(LocatedTable.Entry(key: last, line: start, value: value))
    }

    private mutating func endLine() throws(TOMLProblem) {
        skipBlanks(newlines: false)
        if current == UInt8(ascii: "#") {
            while position < bytes.count, current != UInt8(ascii: "\n") { position += 1 }
        }
        if position < bytes.count, current != UInt8(ascii: "\n") { throw expected("the end of the line") }
    }

    private func descend(_ path: ArraySlice<String>, from table: LocatedTable?, line start: Int? = nil) -> LocatedTable? {
        path.reduce(table) { table, key in table?.table(under: key, line: start ?? line) }
    }

    // MARK: - Keys

    private mutating func readPath() throws(TOMLProblem) -> [String] {
        var path: [String] = []
        repeat {
            if !path.isEmpty { position += 1 }
            skipBlanks(newlines: false)
            switch current {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): path.append(try readString())
            default:
                let start = position
                while Self.isBare(current) { position += 1 }
                if position == start { throw expected("a key") }
                path.append(text(start..<position))
            }
            if path.count > Self.deepest { throw tooDeep }
            skipBlanks(newlines: false)
        } while current == UInt8(ascii: ".")
        return path
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    // MARK: - Values

    private mutating func readValue(depth: Int) throws(TOMLProblem) -> LocatedValue {
        if depth > Self.deepest { throw tooDeep }
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString())
        case UInt8(ascii: "["): return try readArray(depth: depth)
        case UInt8(ascii: "{"): return try readInlineTable(depth: depth)
        default: return try readWord()
        }
    }

    private mutating func readArray(depth: Int) throws(TOMLProblem) -> LocatedValue {
        var elements: [LocatedValue.Element] = []
        position += 1
        skipBlanks(newlines: true)
        while current != UInt8(ascii: "]") {
            let start = line
            elements.append(LocatedValue.Element(value: try readValue(depth: depth + 1), line: start))
            skipBlanks(newlines: true)
            if current != UInt8(ascii: ",") { break }
            position += 1
            skipBlanks(newlines: true)
        }
        try expect("]", instead: "',' or ']'")
        return .array(elements)
    }

    private mutating func readInlineTable(depth: Int) throws(TOMLProblem) -> LocatedValue {
        let table = LocatedTable(line: line)
        position += 1
        skipBlanks(newlines: false)
        while current != UInt8(ascii: "}") {
            try readPair(into: table, depth: depth + 1)
            skipBlanks(newlines: false)
            if current != UInt8(ascii: ",") { break }
            position += 1
            skipBlanks(newlines: false)
        }
        try expect("}", instead: "',' or '}'")
        return .table(table)
    }

    /// A boolean, a number, a date or a time.
    private mutating func readWord() throws(TOMLProblem) -> LocatedValue {
        let start = position
        skipWord()
        if position == start { throw expected("a value") }
        // A time may stand behind a date and a space.
        if position - start == 10, bytes[start + 4] == UInt8(ascii: "-"), current == UInt8(ascii: " "), Self.isDigit(byte(at: position + 1))
        {
            position += 1
            skipWord()
        }
        let word = Array(bytes[start..<position])
        if word.count > 10, Self.beginsDate(word), !Self.hasTime(word[11...]) { throw expected("a time") }
        return Self.value(of: word)
    }

    private mutating func skipWord() {
        while Self.isBare(current) || "+.:".utf8.contains(current) { position += 1 }
    }

    /// Whether `word` begins with a year.
    private static func beginsDate(_ word: [UInt8]) -> Bool {
        word.count >= 10 && word.prefix(4).allSatisfy(isDigit) && word[4] == UInt8(ascii: "-")
    }

    /// Whether `text` begins with hours and minutes.
    private static func hasTime(_ text: ArraySlice<UInt8>) -> Bool {
        let start = Array(text.prefix(5))
        return start.count == 5 && start[2] == UInt8(ascii: ":") && [start[0], start[1], start[3], start[4]].allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func value(of word: [UInt8]) -> LocatedValue {
        let text = String(decoding: word, as: UTF8.self)
        if text == "true" || text == "false" { return .boolean(text == "true") }
        let digits = text.filter { $0 != "_" }
        let radix = [("0x", 16), ("0o", 8), ("0b", 2)].first { digits.hasPrefix($0.0) }?.1
        if let number = radix.map({ Int64(digits.dropFirst(2), radix: $0) }) ?? Int64(digits) { return .integer(number) }
        if beginsDate(word) { return .other(kind: "a date") }
        if word.count > 2, word[2] == UInt8(ascii: ":") { return .other(kind: "a time") }
        return .fraction(Double(digits) ?? .nan)
    }

    // MARK: - Strings

    /// A string of any of the four kinds, its escapes resolved.
    private mutating func readString() throws(TOMLProblem) -> String {
        let quote = current
        let isLiteral = quote == UInt8(ascii: "'")
        if quote == byte(at: position + 1), quote == byte(at: position + 2) { return try readMultiline(quote: quote, isLiteral: isLiteral) }
        position += 1
        let start = position
        while position < bytes.count, current != quote, current != UInt8(ascii: "\n") {
            if current == UInt8(ascii: "\\"), !isLiteral {
                return try readEscaped(after: Array(bytes[start..<position]), quote: quote)
            }
            position += 1
        }
        let string = text(start..<position)
        try expect(Unicode.Scalar(quote), instead: "a closing quote")
        return string
    }

    private mutating func readEscaped(after plain: [UInt8], quote: UInt8) throws(TOMLProblem) -> String {
        var result = plain
        while position < bytes.count, current != quote, current != UInt8(ascii: "\n") {
            if current == UInt8(ascii: "\\") {
                readEscape(into: &result)
            } else {
                result.append(current)
                position += 1
            }
        }
        try expect(Unicode.Scalar(quote), instead: "a closing quote")
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func readMultiline(quote: UInt8, isLiteral: Bool) throws(TOMLProblem) -> String {
        position += 3
        if current == UInt8(ascii: "\r") { position += 1 }
        if current == UInt8(ascii: "\n") { newline() }
        var result: [UInt8] = []
        while position < bytes.count {
            if current == quote {
                var count = 0
                while count < 5, byte(at: position + count) == quote { count += 1 }
                position += count
                // Up to two quotes may stand before the three that close it.
                result.append(contentsOf: repeatElement(quote, count: count < 3 ? count : count - 3))
                if count >= 3 { return String(decoding: result, as: UTF8.self) }
            } else if current == UInt8(ascii: "\\"), !isLiteral {
                readEscape(into: &result)
            } else if current == UInt8(ascii: "\n") {
                result.append(current)
                newline()
            } else if current == UInt8(ascii: "\r"), isBlank {
                // A line ends in a newline alone, however the file ends its lines.
                position += 1
            } else {
                result.append(current)
                position += 1
            }
        }
        throw expected("three closing quotes")
    }

    private mutating func readEscape(into result: inout [UInt8]) {
        position += 1
        let escape = current
        switch escape {
        case UInt8(ascii: "u"): readScalar(digits: 4, into: &result)
        case UInt8(ascii: "U"): readScalar(digits: 8, into: &result)
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            skipWhiteSpace()
        case 0: return
        default:
            let plain: [UInt8: UInt8] = [
                UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "f"): 0x0C,
                UInt8(ascii: "r"): 0x0D,
            ]
            result.append(plain[escape] ?? escape)
            position += 1
        }
    }

    private mutating func readScalar(digits: Int, into result: inout [UInt8]) {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else { break }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        result.append(contentsOf: String(Character(scalar)).utf8)
    }

    // MARK: - Places

    /// 0 past the end: no text holds a NUL.
    private func byte(at index: Int) -> UInt8 {
        index < bytes.count ? bytes[index] : 0
    }

    private var current: UInt8 { byte(at: position) }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// A carriage return is one only before the newline that it belongs to.
    private var isBlank: Bool {
        switch current {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): true
        case UInt8(ascii: "\r"): byte(at: position + 1) == UInt8(ascii: "\n")
        default: false
        }
    }

    private mutating func newline() {
        position += 1
        line += 1
        lineStart = position
    }

    private mutating func skipWhiteSpace() {
        while true {
            if current == UInt8(ascii: "\n") {
                newline()
            } else if isBlank {
                position += 1
            } else {
                return
            }
        }
    }

    /// Skips white space; with `newlines`, comments and the ends of lines too.
    private mutating func skipBlanks(newlines: Bool) {
        guard newlines else {
            while isBlank { position += 1 }
            return
        }
        skipWhiteSpace()
        while current == UInt8(ascii: "#") {
            while position < bytes.count, current != UInt8(ascii: "\n") { position += 1 }
            skipWhiteSpace()
        }
    }

    // MARK: - Problems

    private mutating func expect(_ character: Unicode.Scalar, instead names: String? = nil) throws(TOMLProblem) {
        guard position < bytes.count, UInt32(current) == character.value else { throw expected(names ?? "'\(character)'") }
        position += 1
    }

    private func expected(_ what: String) -> TOMLProblem {
        let place =
            switch current {
            case 0: " before the end of the file"
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): " before the end of the line"
            default: ""
            }
        // Bytes that continue a character do not count.
        let column = 1 + bytes[lineStart..<min(position, bytes.count)].count { $0 & 0xC0 != 0x80 }
        return TOMLProblem(line: line, column: column, message: "not TOML: expected \(what)\(place)")
    }

    private var tooDeep: TOMLProblem {
        TOMLProblem(line: line, message: "tables or arrays are nested too deep", suggestion: "nothing here needs more than three levels")
    }
}
