import Bytes

/// One word, sign or literal of a rule.
struct Token: Equatable {
    enum Kind: Equatable {
        /// A field or a keyword, or what is neither.
        case word(String)
        /// What stands between the quotes, with its escapes.
        case string(raw: [UInt8])
        case number(Int64)
        /// In seconds.
        case duration(Int64)
        case date(DateLiteral)
        case sign(Sign)
        case open
        case close
        case end
    }

    enum Sign: String {
        case matches = "~"
        case matchesNot = "!~"
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    let kind: Kind
    /// In bytes.
    let offset: Int

    /// For messages.
    var name: String {
        switch kind {
        case .word(let word): "'\(word.printable)'"
        case .string: "a text"
        case .number: "a number"
        case .duration: "a duration"
        case .date: "a date"
        case .sign(let sign): "'\(sign.rawValue)'"
        case .open: "'('"
        case .close: "')'"
        case .end: "the end of the rule"
        }
    }
}
