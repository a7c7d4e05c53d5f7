import Bytes

/// Reads a rule: `or` binds weaker than `and`, and `and` weaker than `not`.
struct RuleParser {
    /// Parentheses and `not` within each other.
    static let deepest = 64
    static let longest = 16 << 10

    private var lexer: Lexer
    private var token: Token
    private var depth = 0

    private init(_ text: String) throws(FilterError) {
        lexer = Lexer(text)
        token = try lexer.next()
    }

    static func parse(_ text: String) throws(FilterError) -> Expression {
        guard text.utf8.count <= longest else {
            throw FilterError(0, "the rule is longer than \(longest >> 10) KiB", "split it into several rules")
        }
        try checkCharacters(text)
        var parser = try RuleParser(text)
        if parser.token.kind == .end { throw FilterError(0, "the rule is empty", "write one such as title ~ 'horoscope', or remove it") }
        let expression = try parser.parseOr()
        guard parser.token.kind == .end else { throw parser.unexpected() }
        return expression
    }

    /// A control character is what TOML made of an escape that was meant for the regular expression.
    private static func checkCharacters(_ text: String) throws(FilterError) {
        for (offset, byte) in text.utf8.enumerated() where byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x0C || byte == 0x0B {
            throw FilterError(
                offset, "there is a control character in the rule",
                "write each backslash twice in a TOML string in double quotes, or put the rule in single quotes: 'title ~ \"\\bword\\b\"'")
        }
    }

    // MARK: - Structure

    private mutating func parseOr() throws(FilterError) -> Expression {
        var parts = [try parseAnd()]
        while try skip(keyword: "or") { parts.append(try parseAnd()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func parseAnd() throws(FilterError) -> Expression {
        var parts = [try parseNot()]
        while try skip(keyword: "and") { parts.append(try parseNot()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func parseNot() throws(FilterError) -> Expression {
        let start = token.offset
        guard try skip(keyword: "not") else { return try parseOperand() }
        try deepen(at: start)
        defer { depth -= 1 }
        return .not(try parseNot())
    }

    private mutating func parseOperand() throws(FilterError) -> Expression {
        let start = token
        switch start.kind {
        case .open:
            try advance()
            try deepen(at: start.offset)
            defer { depth -= 1 }
            let inner = try parseOr()
            guard token.kind == .close else {
                if token.kind == .end { throw FilterError(start.offset, "'(' is not closed", "add ')'") }
                throw unexpected()
            }
            try advance()
            return inner
        case .word:
            if try skip(keyword: "has") {
                guard case .word(let name) = token.kind else {
                    throw FilterError(token.offset, "'has' takes a field, not \(token.name)", "write \(Field.list)")
                }
                let field = try field(name, at: token.offset)
                try advance()
                return .condition(.present(field))
            }
            return try parseComparison()
        default:
            throw FilterError(start.offset, "expected a comparison, and not \(start.name)", "write one such as title ~ 'horoscope'")
        }
    }

    private mutating func deepen(at offset: Int) throws(FilterError) {
        depth += 1
        if depth > Self.deepest {
            throw FilterError(offset, "parentheses and 'not' are nested deeper than \(Self.deepest)", "split the rule into several")
        }
    }

    // MARK: - Comparisons

    private mutating func parseComparison() throws(FilterError) -> Expression {
        guard case .word(let name) = token.kind else { throw unexpected() }
        let field = try field(name, at: token.offset)
        try advance()
        let sign = token
        if try skip(keyword: "has") { return .condition(try has(field, at: sign.offset)) }
        guard case .sign(let relation) = sign.kind else { throw noComparison(of: field, at: sign) }
        try advance()
        let value = token
        switch field.kind {
        case .text, .list: return try text(field, relation, at: sign.offset, value)
        case .number, .duration, .date: return try quantity(field, relation, at: sign.offset, value)
        }
    }

    private func field(_ name: String, at offset: Int) throws(FilterError) -> Field {
        if let field = Field(name) { return field }
        if ["and", "or", "not", "has"].contains(name.lowercased()) {
            throw FilterError(offset, "expected a field, and not '\(name)'", "write \(Field.list)")
        }
        let meant = Field.foreign(name)?.name ?? Suggestion.nearest(to: name, among: Field.candidates)
        throw FilterError(
            offset, "unknown field '\(name.printable)'", meant.map { "did you mean '\($0)'?" } ?? "write \(Field.list)")
    }

    private func noComparison(of field: Field, at token: Token) -> FilterError {
        let operators = Self.operators(of: field)
        if case .word(let word) = token.kind {
            let known = ["contains": "has", "is": "=", "matches": "~", "equals": "=", "like": "~", "in": "=", "regex": "~"]
            if let meant = known[word.lowercased()] {
                return FilterError(
                    token.offset, "unknown comparison '\(word)'", "write '\(field.kind == .text || field.kind == .list ? meant : "=")'")
            }
        }
        return FilterError(token.offset, "'\(field.name)' is followed by \(token.name)", "compare it with \(operators)")
    }

    private static func operators(of field: Field) -> String {
        switch field.kind {
        case .text, .list: "~, !~, =, != or has"
        case .number, .duration, .date: "=, !=, <, <=, > or >="
        }
    }

    private mutating func has(_ field: Field, at offset: Int) throws(FilterError) -> Condition {
        guard field.kind == .text || field.kind == .list else {
            throw FilterError(offset, "'has' cannot compare '\(field.name)'", "write \(Self.operators(of: field))")
        }
        return .has(field, FoldedText(try readText(of: field)))
    }

    private mutating func text(
        _ field: Field, _ relation: Token.Sign, at offset: Int, _ value: Token
    ) throws(FilterError) -> Expression {
        switch relation {
        case .matches: return .condition(.matches(field, try readPattern(of: field)))
        case .matchesNot: return .not(.condition(.matches(field, try readPattern(of: field))))
        case .equal: return .condition(.equals(field, FoldedText(try readText(of: field))))
        case .unequal: return .not(.condition(.equals(field, FoldedText(try readText(of: field)))))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            throw FilterError(
                offset, "'\(field.name)' is text, and '\(relation.rawValue)' compares numbers, durations and dates",
                "write \(Self.operators(of: field))\(field == .text ? "; the number of words is 'words'" : "")")
        }
    }

    private mutating func quantity(
        _ field: Field, _ sign: Token.Sign, at offset: Int, _ value: Token
    ) throws(FilterError) -> Expression {
        guard let relation = Relation(rawValue: sign == .unequal ? "=" : sign.rawValue) else {
            throw FilterError(
                offset, "'\(field.name)' is no text, and '\(sign.rawValue)' compares texts with regular expressions",
                "write \(Self.operators(of: field))")
        }
        let condition: Condition
        switch (field, value.kind) {
        case (.words, .number(let number)): condition = .words(relation, number)
        case (.age, .duration(let seconds)): condition = .age(relation, seconds)
        case (.duration, .duration(let seconds)): condition = .duration(relation, seconds)
        case (.date, .date(let date)): condition = .date(relation, date)
        default: throw wrongValue(value, for: field)
        }
        try advance()
        return sign == .unequal ? .not(.condition(condition)) : .condition(condition)
    }

    private func wrongValue(_ value: Token, for field: Field) -> FilterError {
        let example: String
        switch field.kind {
        case .number: example = "a number such as 100"
        case .duration: example = "a duration such as 7d or 90m"
        case .date: example = "a date such as 2026-01-31"
        case .text, .list: example = "a text in quotes"
        }
        var hint: String?
        switch (field, value.kind) {
        case (.age, .number(let number)): hint = "write a unit, such as \(number)d"
        case (.duration, .number(let number)): hint = "write a unit, such as \(number)m"
        case (.date, .duration): hint = "compare 'age' with durations"
        case (.age, .date): hint = "compare 'date' with dates"
        case (_, .string(let raw)) where raw.count < 30: hint = "write it without quotes"
        default: break
        }
        return FilterError(value.offset, "'\(field.name)' is compared with \(example), not with \(value.name)", hint)
    }

    // MARK: - Values

    private mutating func readText(of field: Field) throws(FilterError) -> String {
        let (raw, offset) = try readString(of: field)
        return try StringLiteral.text(raw, at: offset + 1)
    }

    private mutating func readPattern(of field: Field) throws(FilterError) -> Pattern {
        let (raw, offset) = try readString(of: field)
        do {
            return try Pattern(StringLiteral.pattern(raw))
        } catch {
            var error = error
            error.offset = offset + 1 + StringLiteral.place(ofPatternByte: error.offset, in: raw)
            throw error
        }
    }

    private mutating func readString(of field: Field) throws(FilterError) -> (raw: [UInt8], offset: Int) {
        guard case .string(let raw) = token.kind else {
            var hint: String?
            if case .word(let word) = token.kind { hint = "write it in quotes: '\(word.printable)'" }
            throw FilterError(token.offset, "'\(field.name)' is compared with a text in quotes, not with \(token.name)", hint)
        }
        let offset = token.offset
        try advance()
        return (raw, offset)
    }

    // MARK: - Tokens

    private mutating func advance() throws(FilterError) { token = try lexer.next() }

    private mutating func skip(keyword: String) throws(FilterError) -> Bool {
        guard case .word(let word) = token.kind, word.lowercased() == keyword else { return false }
        try advance()
        return true
    }

    private func unexpected() -> FilterError {
        if token.kind == .close { return FilterError(token.offset, "')' closes nothing", "remove it") }
        return FilterError(token.offset, "\(token.name) does not belong here", "join comparisons with 'and' or 'or'")
    }
}
