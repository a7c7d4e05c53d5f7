/// The escapes of texts in rules.
enum StringLiteral {
    /// The text of a literal: `\'`, `\"`, `\\`, `\n`, `\t`, `\r`, `\u{41}`.
    ///
    /// - Parameter offset: of the first byte in the rule.
    static func text(_ raw: [UInt8], at offset: Int) throws(FilterError) -> String {
        var result: [UInt8] = []
        var place = 0
        while place < raw.count {
            guard raw[place] == UInt8(ascii: "\\"), place + 1 < raw.count else {
                result.append(raw[place])
                place += 1
                continue
            }
            let start = offset + place
            place += 2
            switch raw[place - 1] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(raw[place - 1])
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "u"):
                guard let end = raw[place...].firstIndex(of: UInt8(ascii: "}")), raw[place] == UInt8(ascii: "{"),
                    let value = UInt32(String(decoding: raw[place + 1..<end], as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
                else { throw FilterError(start, "the escape is not the number of a character", "write it as \\u{416}") }
                result += Array(String(scalar).utf8)
                place = end + 1
            default:
                throw FilterError(
                    start, "unknown escape in a text", "write \\\\ for a backslash; a regular expression is compared with ~")
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The regular expression of a literal: all escapes are its own, but those of quotes.
    static func pattern(_ raw: [UInt8]) -> String {
        var result: [UInt8] = []
        walk(raw) { _, byte in result.append(byte) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Where in the literal a byte of its expression stands.
    static func place(ofPatternByte offset: Int, in raw: [UInt8]) -> Int {
        var count = 0
        var found = raw.count
        walk(raw) { place, _ in
            if count == offset { found = place }
            count += 1
        }
        return found
    }

    private static func walk(_ raw: [UInt8], _ body: (Int, UInt8) -> Void) {
        var place = 0
        while place < raw.count {
            if raw[place] == UInt8(ascii: "\\"), place + 1 < raw.count {
                if raw[place + 1] != UInt8(ascii: "'"), raw[place + 1] != UInt8(ascii: "\"") { body(place, raw[place]) }
                body(place + 1, raw[place + 1])
                place += 2
            } else {
                body(place, raw[place])
                place += 1
            }
        }
    }

    // MARK: - Writing

    static func write(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if scalar.value < 0x20 {
                    result += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "'"
    }

    static func write(pattern: String) -> String {
        var result = "'"
        for scalar in pattern.unicodeScalars {
            if scalar == "'" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result + "'"
    }
}
