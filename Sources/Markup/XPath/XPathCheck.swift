import Bytes

/// Finds mistakes that libxml2 would find only while evaluating, if ever: functions and prefixes that do not exist, and variables.
enum XPathCheck {
    private static let known: Set<String> = [
        "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with", "contains",
        "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate", "boolean", "not", "true",
        "false",
        "lang", "number", "sum", "floor", "ceiling", "round", "node", "text", "comment", "processing-instruction", "and", "or", "div",
        "mod",
    ]

    /// What to write in XPath 1.0 instead of functions of XPath 2.0.
    private static let later: [String: String] = [
        "ends-with": "write substring(@a, string-length(@a) - string-length('x') + 1) = 'x'",
        "lower-case": "write translate(., 'ABC…', 'abc…')", "upper-case": "write translate(., 'abc…', 'ABC…')",
        "matches": "write contains(…)", "replace": "write translate(…) or substring-before(…)", "string-join": "write the path without it",
        "tokenize": "write substring-before(…)", "current-date": "remove it", "exists": "write the path without it",
        "empty": "write not(…)",
        "has-class": "write contains(concat(' ', @class, ' '), ' x ')",
    ]

    static func isNamePart(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
    }

    static func check(_ text: String) throws(XPathError) {
        let bytes = Array(text.utf8)
        var at = 0
        // The brackets that are open, innermost last.
        var open: [Int] = []
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard let end = bytes[(at + 1)...].firstIndex(of: byte) else {
                    throw XPathError(at, "the string that begins here has no end", "write the quote at its end")
                }
                at = end + 1
            } else if byte == UInt8(ascii: "$") {
                throw XPathError(at, "variables are not supported", "write the value itself")
            } else if byte >= 0x80 {
                try refuseQuote(bytes, at)
                at += 1
            } else if ASCII.isLetter(byte) || byte == UInt8(ascii: "_") {
                at = try checkName(bytes, at)
            } else {
                try checkBracket(bytes, at, &open)
                at += 1
            }
        }
        if let opening = open.last { throw unclosed(bytes, opening) }
    }

    private static func checkBracket(_ bytes: [UInt8], _ at: Int, _ open: inout [Int]) throws(XPathError) {
        switch bytes[at] {
        case UInt8(ascii: "("), UInt8(ascii: "["): open.append(at)
        case UInt8(ascii: ")"), UInt8(ascii: "]"):
            let opening = bytes[at] == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
            guard let last = open.popLast() else {
                let (sign, own) = (String(UnicodeScalar(opening)), String(UnicodeScalar(bytes[at])))
                throw XPathError(at, "there is no '\(sign)' for this '\(own)'", "remove it")
            }
            if bytes[last] != opening { throw unclosed(bytes, last) }
        default: break
        }
    }

    private static func unclosed(_ bytes: [UInt8], _ opening: Int) -> XPathError {
        let isRound = bytes[opening] == UInt8(ascii: "(")
        return XPathError(opening, "this '\(isRound ? "(" : "[")' is not closed", "write the '\(isRound ? ")" : "]")' that belongs to it")
    }

    private static func refuseQuote(_ bytes: [UInt8], _ at: Int) throws(XPathError) {
        let scalar = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
        if let scalar, NameCheck.isQuote(scalar) {
            throw XPathError(at, "'\(scalar)' is a typographic quote", "write a straight one: \" or '")
        }
    }

    /// - Returns: The offset after the name.
    private static func checkName(_ bytes: [UInt8], _ start: Int) throws(XPathError) -> Int {
        let end = bytes[start...].firstIndex { !isNamePart($0) } ?? bytes.count
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        let next = bytes[end...].firstIndex { $0 > 0x20 } ?? bytes.count
        guard next < bytes.count else { return end }
        if bytes[next] == UInt8(ascii: "("), !known.contains(name) {
            let hint = later[name] ?? Suggestion.nearest(to: name, among: Array(known)).map { "did you mean \($0)()?" }
            throw XPathError(
                start, "'\(name.printable)()' is no function of XPath 1.0",
                hint ?? "write contains(…), starts-with(…) or another of XPath 1.0")
        }
        if bytes[next] == UInt8(ascii: ":"), next + 1 < bytes.count, bytes[next + 1] != UInt8(ascii: ":") {
            throw XPathError(
                start, "the prefix '\(name.printable):' is not supported", "write *[local-name()='…'], or @*[name()='\(name.printable):…']")
        }
        return end
    }
}
