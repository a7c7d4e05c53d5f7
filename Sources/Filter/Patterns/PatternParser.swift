/// Reads the text of a regular expression, with the syntax that PCRE, RE2 and Swift have in common. What a linear-time engine cannot match is refused.
struct PatternParser {
    struct Flags {
        /// Whether case counts.
        var isExact = false
        /// Whether `^` and `$` match at lines.
        var isMultiline = false
        /// Whether `.` matches line feeds.
        var matchesLineFeeds = false
    }

    let scalars: [Unicode.Scalar]
    /// The index in `scalars` of what is read next.
    var place = 0
    var flags = Flags()
    private var depth = 0

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// - Throws: with an offset in `text`.
    static func parse(_ text: String) throws(FilterError) -> PatternNode {
        var parser = PatternParser(text)
        let node = try parser.parseChoice()
        if parser.current == ")" { throw parser.error(parser.place, "')' closes no group", "write \\) for the character") }
        if parser.isTooLarge(node) {
            throw FilterError(
                0, "the expression is too large: written out, it has more than \(PatternLimits.instructions) places",
                "lower its counted repetitions, or split it into several rules")
        }
        return node
    }

    private func isTooLarge(_ node: PatternNode) -> Bool { node.size > PatternLimits.instructions }

    // MARK: - Structure

    private mutating func parseChoice() throws(FilterError) -> PatternNode {
        var choices = [try parseSequence()]
        while skip("|") { choices.append(try parseSequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func parseSequence() throws(FilterError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = current, next != "|", next != ")" {
            let start = place
            guard let atom = try parseAtom() else { continue }
            nodes.append(try parseQuantifiers(of: atom, from: start))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    /// nil for what matches nothing by itself: flags, a comment.
    private mutating func parseAtom() throws(FilterError) -> PatternNode? {
        let start = place
        guard let next = current else { return nil }
        place += 1
        switch next {
        case "(": return try parseGroup(from: start)
        case "[": return node(try parseClass(from: start))
        case ".": return .scalar(flags.matchesLineFeeds ? .all : .allInLine, isExact: true)
        case "^": return .assertion(flags.isMultiline ? .startOfLine : .startOfText)
        case "$": return .assertion(flags.isMultiline ? .endOfLine : .endOfText)
        case "\\": return try parseEscape(from: start)
        case "*", "+", "?": throw error(start, "'\(next)' has nothing to repeat", "write \\\(next) for the character")
        case "{":
            // As a quantifier it has been read by now, if it is one.
            if try parseCounts() != nil { throw error(start, "'{' has nothing to repeat", "write \\{ for the character") }
            place = start + 1
            return node(ScalarSet(next.value))
        default: return node(ScalarSet(next.value))
        }
    }

    func node(_ set: ScalarSet) -> PatternNode {
        flags.isExact ? .scalar(set, isExact: true) : .scalar(set.folded, isExact: false)
    }

    // MARK: - Quantifiers

    private mutating func parseQuantifiers(of atom: PatternNode, from start: Int) throws(FilterError) -> PatternNode {
        guard let (min, max) = try parseQuantifier() else { return atom }
        // A lazy quantifier finds another match, but not whether there is one.
        let end = place
        if !skip("?"), skip("+") {
            throw error(end, "possessive quantifiers are not supported", "remove the second '+': matching takes linear time without it")
        }
        if try parseQuantifier() != nil {
            throw error(end, "two quantifiers follow each other", "put what is before the second one into a group: (?:…)")
        }
        let node = PatternNode.repetition(atom, min: min, max: max)
        if isTooLarge(node) {
            throw error(
                start, "the repetition is too large: written out, it has more than \(PatternLimits.instructions) places", "lower its count")
        }
        return node
    }

    private mutating func parseQuantifier() throws(FilterError) -> (min: Int, max: Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        guard current == "{" else { return nil }
        let start = place
        place += 1
        guard let counts = try parseCounts() else {
            place = start
            return nil
        }
        if let max = counts.max, max < counts.min { throw error(start, "the repetition's counts are in the wrong order", nil) }
        return counts
    }

    /// What follows the brace of `{2}`, `{2,}`, `{,5}` or `{2,5}`; nil for anything else.
    private mutating func parseCounts() throws(FilterError) -> (min: Int, max: Int?)? {
        let start = place
        let min = try parseCount()
        let hasComma = skip(",")
        let max = hasComma ? try parseCount() : min
        guard skip("}"), min != nil || max != nil else {
            place = start
            return nil
        }
        return (min ?? 0, hasComma ? max : min)
    }

    private mutating func parseCount() throws(FilterError) -> Int? {
        let start = place
        var count = 0
        while let digit = current.flatMap({ Self.decimal($0) }) {
            count = min(count * 10 + digit, PatternLimits.repetitions + 1)
            place += 1
        }
        if place == start { return nil }
        if count > PatternLimits.repetitions {
            throw error(start, "a repetition counts at most to \(PatternLimits.repetitions)", "write '*' or '+' for many")
        }
        return count
    }

    // MARK: - Groups

    private mutating func parseGroup(from start: Int) throws(FilterError) -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        if depth > PatternLimits.depth { throw error(start, "groups are nested deeper than \(PatternLimits.depth)", nil) }
        let outer = flags
        if skip("?") {
            guard try parseGroupKind(from: start) else { return nil }
        } else if current == "*" {
            throw error(start, "verbs such as (*SKIP) are not supported", nil)
        }
        let node = try parseChoice()
        guard skip(")") else { throw error(start, "'(' is not closed", "add ')', or write \\( for the character") }
        flags = outer
        return node
    }

    /// What follows `(?`. Returns whether a group follows, which is to be read to its end.
    private mutating func parseGroupKind(from start: Int) throws(FilterError) -> Bool {
        if skip(":") { return true }
        if skip("#") {
            while current != nil, current != ")" { place += 1 }
            guard skip(")") else { throw error(start, "the comment is not closed", "add ')'") }
            return false
        }
        if current == "=" || current == "!" { throw lookaround(start, "lookahead") }
        if current == ">" { throw error(start, "atomic groups are not supported", "write (?:…): matching takes linear time without them") }
        if current == "|" || current == "(" || current == "R" || current == "&" {
            throw error(start, "recursion, conditions and branch resets are not supported", nil)
        }
        let isNamed = current == "P" && peek(1) == "<" || current == "<" || current == "'"
        if current == "<", peek(1) == "=" || peek(1) == "!" { throw lookaround(start, "lookbehind") }
        if isNamed { return try parseGroupName(from: start) }
        if current == "P" { throw error(start, "references to groups are not supported", Self.noReferences) }
        return try parseFlags(from: start)
    }

    private mutating func parseGroupName(from start: Int) throws(FilterError) -> Bool {
        _ = skip("P")
        let close: Unicode.Scalar = current == "'" ? "'" : ">"
        place += 1
        let name = place
        while let next = current, next == "_" || next.properties.isAlphabetic || Self.decimal(next) != nil { place += 1 }
        guard place > name, skip(close) else {
            throw error(start, "the group's name is not closed, or no name", "write (…): names have no use here")
        }
        return true
    }

    /// `(?i)` for the rest of the group, or `(?i:…)`.
    private mutating func parseFlags(from start: Int) throws(FilterError) -> Bool {
        var isOn = true
        while let next = current {
            switch next {
            case "i": flags.isExact = !isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.matchesLineFeeds = isOn
            case "-" where isOn: isOn = false
            case ":":
                place += 1
                return true
            case ")":
                place += 1
                return false
            default: throw error(place, "unknown flag '\(next)'", "write one of i, m and s, such as (?-i), for which case counts")
            }
            place += 1
        }
        throw error(start, "'(' is not closed", "add ')'")
    }

    private func lookaround(_ start: Int, _ name: String) -> FilterError {
        error(
            start, "\(name) is not supported: it cannot be matched in linear time",
            "combine two rules instead, such as title ~ 'a' and not title ~ 'b'"
        )
    }

    static let noReferences = "they cannot be matched in linear time: write out what may be repeated"

    // MARK: - Characters

    var current: Unicode.Scalar? { peek(0) }

    func peek(_ distance: Int) -> Unicode.Scalar? {
        scalars.indices.contains(place + distance) ? scalars[place + distance] : nil
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        place += 1
        return true
    }

    static func decimal(_ scalar: Unicode.Scalar) -> Int? {
        (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil
    }

    /// - Parameter index: in `scalars`.
    func error(_ index: Int, _ message: String, _ hint: String?) -> FilterError {
        FilterError(scalars[..<min(index, scalars.count)].reduce(0) { $0 + UTF8.width($1) }, message, hint)
    }
}
