import Bytes

/// Escapes and classes.
extension PatternParser {
    /// What a backslash and what follows it mean.
    enum Escape {
        case scalar(UInt32)
        case property(ScalarProperty, isNegated: Bool)
        case assertion(PatternAssertion)
    }

    /// - Parameter start: of the backslash, which was read.
    mutating func parseEscape(from start: Int) throws(FilterError) -> PatternNode? {
        if skip("Q") { return parseQuotation() }
        if skip("E") { return nil }
        if skip("R") {
            let lineFeeds = ScalarSet([.range(0x0A, 0x0D), .range(0x85, 0x85), .range(0x2028, 0x2029)])
            return .choice([
                .sequence([.scalar(ScalarSet(0x0D), isExact: true), .scalar(ScalarSet(0x0A), isExact: true)]),
                .scalar(lineFeeds, isExact: true),
            ])
        }
        if skip("X") { throw error(start, "\\X is not supported", "write . for a character") }
        switch try readEscape(from: start, isInClass: false) {
        case .scalar(let scalar): return node(ScalarSet(scalar))
        case .property(let property, let isNegated):
            return .scalar(ScalarSet([.property(property, isNegated: isNegated)]), isExact: true)
        case .assertion(let assertion): return .assertion(assertion)
        }
    }

    /// `\Q…\E`: characters that stand for themselves.
    private mutating func parseQuotation() -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = current {
            if next == "\\", peek(1) == "E" {
                place += 2
                break
            }
            nodes.append(node(ScalarSet(next.value)))
            place += 1
        }
        return .sequence(nodes)
    }

    private mutating func readEscape(from start: Int, isInClass: Bool) throws(FilterError) -> Escape {
        guard let next = current else { throw error(start, "the expression ends in a backslash", "write \\\\ for the character") }
        place += 1
        switch next {
        case "d": return .property(.digit, isNegated: false)
        case "D": return .property(.digit, isNegated: true)
        case "w": return .property(.word, isNegated: false)
        case "W": return .property(.word, isNegated: true)
        case "s": return .property(.space, isNegated: false)
        case "S": return .property(.space, isNegated: true)
        case "h": return .property(.blank, isNegated: false)
        case "H": return .property(.blank, isNegated: true)
        case "p": return try readProperty(from: start, isNegated: false)
        case "P": return try readProperty(from: start, isNegated: true)
        case "n": return .scalar(0x0A)
        case "t": return .scalar(0x09)
        case "r": return .scalar(0x0D)
        case "f": return .scalar(0x0C)
        case "v": return .scalar(0x0B)
        case "a": return .scalar(0x07)
        case "e": return .scalar(0x1B)
        case "0": return .scalar(0)
        case "b" where isInClass: return .scalar(0x08)
        case "x": return .scalar(try readCode(from: start, digits: 2))
        case "u": return .scalar(try readCode(from: start, digits: 4))
        case "b" where !isInClass: return .assertion(.wordBoundary)
        case "B" where !isInClass: return .assertion(.noWordBoundary)
        case "A" where !isInClass: return .assertion(.startOfText)
        case "z" where !isInClass, "Z" where !isInClass: return .assertion(.endOfText)
        case "1"..."9", "k", "g": throw error(start, "references to groups are not supported", Self.noReferences)
        default:
            guard next.isASCII, ASCII.isAlphanumeric(UInt8(truncatingIfNeeded: next.value)) else { return .scalar(next.value) }
            throw error(start, "unknown escape \\\(next)", "write \\\\\(next) for a backslash, or \(next) for the letter")
        }
    }

    /// `\x41`, `\u0041`, or either with braces.
    private mutating func readCode(from start: Int, digits: Int) throws(FilterError) -> UInt32 {
        let isBraced = skip("{")
        var value: UInt32 = 0
        var count = 0
        while isBraced || count < digits, let next = current, next.isASCII, let digit = Character(next).hexDigitValue, count < 8 {
            value = value << 4 | UInt32(digit)
            count += 1
            place += 1
        }
        let isWhole = isBraced ? skip("}") && count > 0 : count == digits
        guard isWhole, Unicode.Scalar(value) != nil else {
            throw error(start, "the escape is not the number of a character", "write it as \\u0416 or \\x{1F600}")
        }
        return value
    }

    /// What follows `\p`.
    private mutating func readProperty(from start: Int, isNegated: Bool) throws(FilterError) -> Escape {
        var name = ""
        var isNegated = isNegated
        if skip("{") {
            if skip("^") { isNegated.toggle() }
            while let next = current, next != "}" {
                name.unicodeScalars.append(next)
                place += 1
            }
            guard skip("}") else { throw error(start, "\\p{ is not closed", "add '}'") }
        } else if let next = current {
            name = String(next)
            place += 1
        }
        guard let property = ScalarProperty(named: name) else {
            let meant = Suggestion.nearest(to: name, among: ScalarProperty.names)
            throw error(
                start, "unknown property '\(name.printable)'",
                meant.map { "did you mean \\p{\($0)}?" } ?? "write \(ScalarProperty.examples)")
        }
        try checkCase(property, "\\p{\(name)}", from: start)
        return .property(property, isNegated: isNegated)
    }

    /// Where case does not count, a property that tells capitals from small letters is a mistake.
    private func checkCase(_ property: ScalarProperty, _ written: String, from start: Int) throws(FilterError) {
        guard property.tellsCase, !flags.isExact else { return }
        throw error(
            start, "\(written) tells capitals from small letters, and case does not count here",
            "write (?-i) at the beginning of the expression")
    }

    // MARK: - Classes

    /// What follows the bracket of `[a-z\d]`.
    mutating func parseClass(from start: Int) throws(FilterError) -> ScalarSet {
        var set = ScalarSet()
        set.isNegated = skip("^")
        var isFirst = true
        while let next = current {
            if next == "]", !isFirst {
                place += 1
                return set
            }
            isFirst = false
            let memberStart = place
            if next == "[", peek(1) == ":", let member = try parsePOSIXClass(from: memberStart) {
                set.members.append(member)
                continue
            }
            let first = try readClassMember()
            guard current == "-", let last = peek(1), last != "]" else {
                set.members.append(first)
                continue
            }
            place += 1
            let end = try readClassMember()
            guard case .range(let low, _) = first, case .range(let high, _) = end else {
                throw error(memberStart, "a range in brackets ends in a class", "write '-' at the end of the brackets for the character")
            }
            if high < low { throw error(memberStart, "a range in brackets is in the wrong order", nil) }
            set.members.append(.range(low, high))
        }
        throw error(start, "'[' is not closed", "add ']', or write \\[ for the character")
    }

    private mutating func readClassMember() throws(FilterError) -> ScalarSet.Member {
        let start = place
        guard let next = current else { throw error(start, "'[' is not closed", "add ']'") }
        place += 1
        guard next == "\\" else { return .range(next.value, next.value) }
        switch try readEscape(from: start, isInClass: true) {
        case .scalar(let scalar): return .range(scalar, scalar)
        case .property(let property, let isNegated): return .property(property, isNegated: isNegated)
        case .assertion: throw error(start, "the escape means a place, and not a character", "write it outside of the brackets")
        }
    }

    /// `[:alpha:]`; nil where it is none.
    private mutating func parsePOSIXClass(from start: Int) throws(FilterError) -> ScalarSet.Member? {
        var end = place + 2
        var name = ""
        while end < scalars.count, scalars[end] == "^" || scalars[end].isASCII && scalars[end].properties.isAlphabetic {
            name.unicodeScalars.append(scalars[end])
            end += 1
        }
        guard end + 1 < scalars.count, scalars[end] == ":", scalars[end + 1] == "]" else { return nil }
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        let names = ["alpha", "digit", "alnum", "upper", "lower", "space", "blank", "punct", "word"]
        let property: ScalarProperty? =
            switch name {
            case "alpha": .alphabetic
            case "digit": .digit
            case "alnum", "word": .word
            case "upper": .uppercase
            case "lower": .lowercase
            case "space": .space
            case "blank": .blank
            case "punct": ScalarProperty(named: "p")
            default: nil
            }
        guard let property else { throw error(start, "unknown class [:\(name):]", "write one of \(names.joined(separator: ", "))") }
        try checkCase(property, "[:\(name):]", from: start)
        place = end + 2
        return .property(property, isNegated: isNegated)
    }
}
