import Bytes

/// The tokens of a selector (CSS Syntax Level 3): white space and comments, names with escapes, strings, and `an+b`.
struct SelectorScanner {
    let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var count: Int { bytes.count }
    var isAtEnd: Bool { position >= bytes.count }
    /// The next byte; 0 at the end.
    var byte: UInt8 { byte(0) }

    func byte(_ distance: Int) -> UInt8 {
        let place = position + distance
        return bytes.indices.contains(place) ? bytes[place] : 0
    }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard !isAtEnd, byte == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    static func isCombinatorSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ">") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "~")
    }

    var isAtComment: Bool { byte == UInt8(ascii: "/") && byte(1) == UInt8(ascii: "*") }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }

    // MARK: White space and comments

    /// - Returns: whether there was white space. A comment is none.
    @discardableResult
    mutating func skipSpace() throws(SelectorError) -> Bool {
        var hadSpace = false
        while !isAtEnd {
            if Self.isSpace(byte) {
                position += 1
                hadSpace = true
            } else if isAtComment {
                let start = position
                position += 2
                while position < bytes.count, !(byte == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { position += 1 }
                if isAtEnd { throw SelectorError(start, "this comment is not closed", "write '*/' at its end") }
                position += 2
            } else {
                break
            }
        }
        return hadSpace
    }

    // MARK: Names

    /// Whether a name begins here (CSS Syntax, 4.3.9).
    var isAtName: Bool {
        guard !isAtEnd else { return false }
        if byte == UInt8(ascii: "-") {
            return Self.isNameStart(byte(1)) || byte(1) == UInt8(ascii: "-") || isEscape(1)
        }
        return Self.isNameStart(byte) || isEscape(0)
    }

    private func isEscape(_ distance: Int) -> Bool {
        byte(distance) == UInt8(ascii: "\\") && position + distance + 1 < bytes.count && !Self.isNewline(byte(distance + 1))
    }

    private static func isNameStart(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 }
    static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") }
    private static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0C || byte == 0x0D }

    /// Reads the name that begins here.
    mutating func name() throws(SelectorError) -> String {
        var name: [UInt8] = []
        while !isAtEnd {
            if Self.isNamePart(byte) {
                if byte >= 0x80 { try refuseMisread() }
                name.append(byte)
                position += 1
            } else if isEscape(0) {
                position += 1
                name += Array(String(escape()).utf8)
            } else {
                break
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// CSS takes every character that is not ASCII for a part of a name, so these would be read without an error, and match nothing.
    private func refuseMisread() throws(SelectorError) {
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        guard let scalar = rest.unicodeScalars.first, NameCheck.isMisread(scalar) else { return }
        if NameCheck.isQuote(scalar) {
            throw SelectorError(position, "'\(scalar)' is a typographic quote", "write a straight one: \" or '")
        }
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw SelectorError(position, "there is a special white space character here (U+\(code))", "write a plain space")
    }

    /// Reads an escape after its backslash.
    private mutating func escape() -> Unicode.Scalar {
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let digit = Hexadecimal.value(of: byte), !isAtEnd {
            value = value << 4 | UInt32(digit)
            digits += 1
            position += 1
        }
        if digits > 0 {
            if byte == 0x0D, byte(1) == 0x0A { position += 1 }
            if !isAtEnd, Self.isSpace(byte) { position += 1 }
            // CSS Syntax, 4.3.7: NUL, surrogates and what lies beyond Unicode.
            return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
        }
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        let scalar = rest.unicodeScalars.first ?? "\u{FFFD}"
        position += UTF8.width(scalar)
        return scalar
    }

    // MARK: Strings

    /// Reads the string whose quote is here.
    mutating func string() throws(SelectorError) -> String {
        let start = position
        let quote = byte
        position += 1
        var value: [UInt8] = []
        while !isAtEnd, byte != quote {
            if Self.isNewline(byte) { break }
            if byte == UInt8(ascii: "\\") {
                position += 1
                if byte == 0x0D, byte(1) == 0x0A { position += 1 }
                if Self.isNewline(byte), !isAtEnd {
                    position += 1
                } else if !isAtEnd {
                    value += Array(String(escape()).utf8)
                }
            } else {
                value.append(byte)
                position += 1
            }
        }
        guard !isAtEnd, byte == quote else {
            let sign = String(UnicodeScalar(quote))
            throw SelectorError(start, "the string that begins here has no end", "write a \(sign) at its end")
        }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    // MARK: an+b

    /// Reads `odd`, `even` or `an+b` (CSS Syntax, 6).
    mutating func stepAndOffset(of name: String) throws(SelectorError) -> (step: Int, offset: Int) {
        let start = position
        let mistake = SelectorError(start, "':\(name)' takes a number, 'odd', 'even' or a formula", "write :\(name)(2) or :\(name)(3n+1)")
        for (word, value) in [("odd", (2, 1)), ("even", (2, 0))] where hasWord(word) {
            position += word.utf8.count
            return value
        }
        var sign = 1
        if take("-") { sign = -1 } else { _ = take("+") }
        let number = digits()
        guard byte | 0x20 == UInt8(ascii: "n") else {
            guard let number, !SelectorScanner.isNamePart(byte) else { throw mistake }
            return (0, sign * number)
        }
        position += 1
        let step = sign * (number ?? 1)
        let end = position
        // `n-1` is one token of CSS, `n - 1` three.
        try skipSpace()
        guard !isAtEnd, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else {
            if SelectorScanner.isNamePart(byte), position == end { throw mistake }
            return (step, 0)
        }
        let offsetSign = byte == UInt8(ascii: "-") ? -1 : 1
        position += 1
        try skipSpace()
        guard let offset = digits() else { throw mistake }
        return (step, offsetSign * offset)
    }

    private func hasWord(_ word: String) -> Bool {
        let length = word.utf8.count
        guard position + length <= bytes.count else { return false }
        return bytes[position..<position + length].map(ASCII.lowercased).elementsEqual(word.utf8) && !Self.isNamePart(byte(length))
    }

    /// A number below a million; greater ones count as a million, which no page has elements for.
    private mutating func digits() -> Int? {
        guard ASCII.isDigit(byte) else { return nil }
        var number = 0
        while ASCII.isDigit(byte) {
            number = min(1_000_000, number * 10 + Int(byte - UInt8(ascii: "0")))
            position += 1
        }
        return number
    }

    // MARK: For hints

    /// The text up to the parenthesis that closes the one before, or to the end.
    func rawArgument() -> String {
        var depth = 0
        var end = position
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "(") { depth += 1 }
            if bytes[end] == UInt8(ascii: ")") {
                if depth == 0 { break }
                depth -= 1
            }
            end += 1
        }
        return String(decoding: bytes[position..<end], as: UTF8.self).trimmingSpace
    }

    /// The character here, for messages.
    var character: String {
        let rest = String(decoding: bytes[position..<min(position + 8, bytes.count)], as: UTF8.self)
        return rest.unicodeScalars.first.map { String($0).printable } ?? ""
    }

    /// The text from here to the next white space, of at most 40 characters.
    var word: String {
        let rest = bytes[position...].prefix { !Self.isSpace($0) }
        return String(String(decoding: rest, as: UTF8.self).prefix(40)).printable
    }
}

extension String {
    fileprivate var trimmingSpace: String {
        let scalars = unicodeScalars.drop { $0.value <= 0x20 }
        return String(String(scalars).reversed().drop { $0.isWhitespace }.reversed())
    }
}
