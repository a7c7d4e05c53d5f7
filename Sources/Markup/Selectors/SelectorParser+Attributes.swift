import Bytes

extension SelectorParser {
    /// Parses `[name]` or `[name operator value flag]`.
    mutating func parseAttribute() throws(SelectorError) -> AttributeCondition {
        let opening = scan.position
        scan.position += 1
        try scan.skipSpace()
        var condition = AttributeCondition(name: try attributeName(opening).lowercased())
        try scan.skipSpace()
        if scan.take("]") { return condition }
        condition.comparison = try comparison(of: condition.name, opening)
        try scan.skipSpace()
        condition.value = try attributeValue(opening)
        try scan.skipSpace()
        if scan.isAtName { condition.ignoresCase = try flag() }
        try scan.skipSpace()
        guard scan.take("]") else { throw afterValue(opening) }
        return condition
    }

    private mutating func attributeName(_ opening: Int) throws(SelectorError) -> String {
        let place = scan.position
        guard scan.isAtName else {
            if scan.isAtEnd { throw Self.unclosed(opening) }
            switch scan.byte {
            case UInt8(ascii: "@"): throw SelectorError(place, "'@' stands before the name of an attribute, as in XPath", "remove the '@'")
            case UInt8(ascii: "*"), UInt8(ascii: "|"): throw Self.namespace(place)
            case UInt8(ascii: "]"): throw SelectorError(opening, "'[]' has no attribute", "write [href] or [class=\"news\"]")
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                throw SelectorError(place, "the name of an attribute stands in quotes", "write it without, such as [href]")
            case _ where ASCII.isDigit(scan.byte):
                throw SelectorError(
                    place, "'[\(scan.character)' begins no name of an attribute",
                    "write :nth-of-type(\(scan.word.prefix { $0.isNumber })) for a number as in XPath")
            default:
                throw SelectorError(place, "'\(scan.character)' begins no name of an attribute", "write one such as [href]")
            }
        }
        let name = try scan.name()
        if scan.byte == UInt8(ascii: "|"), scan.byte(1) != UInt8(ascii: "=") { throw Self.namespace(place) }
        return name
    }

    private static func namespace(_ place: Int) -> SelectorError {
        SelectorError(place, "namespaces of attributes are not supported", "write the name without '|', with its prefix: [xlink\\:href]")
    }

    private mutating func comparison(of name: String, _ opening: Int) throws(SelectorError) -> AttributeCondition.Comparison {
        let place = scan.position
        if scan.take("=") {
            switch scan.byte {
            case UInt8(ascii: "="): throw SelectorError(place, "'==' is no operator", "write one '='")
            case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "|"):
                let sign = scan.character
                throw SelectorError(place, "'=\(sign)' is no operator", "write '\(sign)='")
            default: return .equals
            }
        }
        let sign = scan.character
        if scan.byte(1) == UInt8(ascii: "="), let comparison = AttributeCondition.Comparison(rawValue: sign + "=") {
            scan.position += 2
            return comparison
        }
        if scan.isAtEnd { throw Self.unclosed(opening) }
        if scan.byte == UInt8(ascii: "!"), scan.byte(1) == UInt8(ascii: "=") {
            throw SelectorError(place, "'!=' is no operator of CSS", "write :not([\(name)=\"…\"])")
        }
        if scan.isAtName {
            throw SelectorError(
                place, "an operator is missing after '\(name)'", "write [\(name)=\"…\"], or two brackets for two attributes")
        }
        throw SelectorError(place, "'\(sign)' is no operator", "write one of = ~= |= ^= $= *=")
    }

    private mutating func attributeValue(_ opening: Int) throws(SelectorError) -> String {
        if scan.isAtEnd { throw Self.unclosed(opening) }
        if scan.byte == UInt8(ascii: "\"") || scan.byte == UInt8(ascii: "'") { return try scan.string() }
        let start = scan.position
        if scan.byte == UInt8(ascii: "]") {
            throw SelectorError(start, "the value is missing", "write it in quotes, such as [class=\"news\"]")
        }
        if scan.isAtName {
            let name = try scan.name()
            if scan.isAtEnd || scan.byte == UInt8(ascii: "]") || SelectorScanner.isSpace(scan.byte) || scan.isAtComment { return name }
        }
        // The whole value as it was meant, for the hint.
        let rest = scan.bytes[start...].prefix { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: "\"") }
        let meant = String(String(decoding: rest, as: UTF8.self).prefix(60)).printable
        throw SelectorError(
            scan.position, "a value with '\(scan.character)' has to stand in quotes", "write \"\(meant)\"")
    }

    private mutating func flag() throws(SelectorError) -> Bool {
        let place = scan.position
        switch try scan.name() {
        case "i", "I": return true
        case "s", "S": return false
        case let word:
            throw SelectorError(
                place, "'\(word.printable)' stands after the value", "put a value of several words in quotes; the only flags are i and s")
        }
    }

    private func afterValue(_ opening: Int) -> SelectorError {
        if scan.isAtEnd { return Self.unclosed(opening) }
        return SelectorError(scan.position, "'\(scan.character)' stands where the ']' is expected", "write the ']' before it")
    }

    private static func unclosed(_ opening: Int) -> SelectorError {
        SelectorError(opening, "this '[' is not closed", "write the ']' that belongs to it")
    }
}
