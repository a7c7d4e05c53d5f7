import Bytes
import Syndication

/// Cuts a rule into tokens.
struct Lexer {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() throws(FilterError) -> Token {
        while let byte = peek(0), byte == 0x20 || (0x09...0x0D).contains(byte) { place += 1 }
        let start = place
        guard let byte = peek(0) else { return Token(kind: .end, offset: start) }
        switch byte {
        case UInt8(ascii: "("):
            place += 1
            return Token(kind: .open, offset: start)
        case UInt8(ascii: ")"):
            place += 1
            return Token(kind: .close, offset: start)
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return try string(from: start, quote: byte)
        case UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
            UInt8(ascii: "|"):
            return try sign(from: start)
        default: break
        }
        if ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { return try quantity(from: start) }
        if Self.isWord(byte) {
            while let byte = peek(0), Self.isWord(byte) { place += 1 }
            return Token(kind: .word(String(decoding: bytes[start..<place], as: UTF8.self)), offset: start)
        }
        throw unknown(at: start)
    }

    private func peek(_ distance: Int) -> UInt8? { place + distance < bytes.count ? bytes[place + distance] : nil }

    /// Letters of other scripts too, so that messages name the whole word; but no typographic punctuation.
    private static func isWord(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte >= 0xC3 && byte != 0xE2 || byte >= 0x80 && byte < 0xC0
    }

    // MARK: - Strings

    private mutating func string(from start: Int, quote: UInt8) throws(FilterError) -> Token {
        place += 1
        let first = place
        while let byte = peek(0) {
            if byte == quote {
                place += 1
                return Token(kind: .string(raw: Array(bytes[first..<place - 1])), offset: start)
            }
            place += byte == UInt8(ascii: "\\") && peek(1) != nil ? 2 : 1
        }
        let sign = Character(Unicode.Scalar(quote))
        throw FilterError(start, "the text is not closed", "add \(sign) behind it; within it, write \\\(sign)")
    }

    // MARK: - Signs

    private mutating func sign(from start: Int) throws(FilterError) -> Token {
        let two = String(decoding: bytes[start..<min(start + 2, bytes.count)], as: UTF8.self)
        let known: [String: String] = [
            "==": "write =", "=~": "write ~", "!(": "write not", "&&": "write and", "||": "write or", "<>": "write !=", "=>": "write >=",
            "=<": "write <=", "~=": "write ~", "~*": "write ~: case does not count unless the expression begins with (?-i)",
        ]
        if let hint = known[two] { throw FilterError(start, "unknown sign '\(two.hasSuffix("(") ? "!" : two)'", hint) }
        if let sign = Token.Sign(rawValue: two) {
            place += two.utf8.count
            return Token(kind: .sign(sign), offset: start)
        }
        let one = String(Character(Unicode.Scalar(bytes[start])))
        if let sign = Token.Sign(rawValue: one) {
            place += 1
            return Token(kind: .sign(sign), offset: start)
        }
        let hints = ["!": "write not", "&": "write and", "|": "write or"]
        throw FilterError(start, "unknown sign '\(one)'", hints[one])
    }

    // MARK: - Numbers, durations, dates

    private mutating func quantity(from start: Int) throws(FilterError) -> Token {
        place += 1
        while let byte = peek(0),
            Self.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ":")
                || byte == UInt8(ascii: ".")
        {
            place += 1
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if let number = Self.number(text) { return Token(kind: .number(number), offset: start) }
        if let seconds = Self.duration(text) { return Token(kind: .duration(seconds), offset: start) }
        if let date = Self.date(text) { return Token(kind: .date(date), offset: start) }
        throw FilterError(start, "'\(text.printable)' is no number, duration or date", Self.hint(for: text))
    }

    private static func number(_ text: String) -> Int64? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        return Int64(text)
    }

    /// A whole number and one of `s`, `m`, `h`, `d`, as elsewhere in the configuration; up to a hundred years.
    private static func duration(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = number(String(text.dropLast())) else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow || abs(seconds) > 36_500 * 86_400 ? nil : seconds
    }

    /// `2026-01-31`, or a date-time of RFC 3339.
    private static func date(_ text: String) -> DateLiteral? {
        if text.utf8.count == 10, let start = Timestamp(rfc3339: text + "T00:00:00Z") {
            return .day(Int(start.milliseconds / 86_400_000) - (start.milliseconds % 86_400_000 < 0 ? 1 : 0))
        }
        // A time zone can lead out of the years that are written with four digits.
        guard let moment = Timestamp(rfc3339: text), Timestamp(rfc3339: moment.rfc3339) == moment else { return nil }
        return .moment(moment)
    }

    private static func hint(for text: String) -> String {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).lowercased()
        if let number = Int64(digits), number < 100_000 {
            switch unit {
            case "w", "week", "weeks": return "write \(number * 7)d"
            case "mo", "month", "months": return "write \(number * 30)d"
            case "y", "year", "years": return "write \(number * 365)d"
            case "day", "days": return "write \(number)d"
            case "hour", "hours", "hr": return "write \(number)h"
            case "min", "minute", "minutes": return "write \(number)m"
            case "sec", "second", "seconds": return "write \(number)s"
            default: break
            }
        }
        if text.contains("."), !text.contains("-") { return "write a whole number" }
        return "write a whole number, a duration such as 7d or 90m, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z"
    }

    // MARK: - Mistakes

    private func unknown(at start: Int) -> FilterError {
        let rest = String(decoding: bytes[start..<min(start + 8, bytes.count)], as: UTF8.self)
        guard let scalar = rest.unicodeScalars.first else { return FilterError(start, "unknown character", nil) }
        let name = String(scalar).printable
        switch scalar.value {
        case 0x2018...0x201F, 0xAB, 0xBB, 0x60: return FilterError(start, "unknown character \(name)", "write straight quotes: ' or \"")
        case 0x2F: return FilterError(start, "unknown character '/'", "write regular expressions in quotes: title ~ 'word'")
        case 0x2A, 0x25: return FilterError(start, "unknown character '\(name)'", "write texts in quotes")
        default: return FilterError(start, "unknown character '\(name)'", "write texts in quotes")
        }
    }
}
