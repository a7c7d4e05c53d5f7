import Bytes

/// The syntax tree of a rule.
indirect enum Expression: Sendable, Equatable {
    case and([Expression])
    case or([Expression])
    case not(Expression)
    case condition(Condition)
}

/// One comparison.
enum Condition: Sendable, Equatable {
    /// `has attachment`: the item has one.
    case present(Field)
    /// `~`
    case matches(Field, Pattern)
    /// `=` for texts, case aside.
    case equals(Field, FoldedText)
    /// `has`: a text has this in it, a list this element; case aside.
    case has(Field, FoldedText)
    case words(Relation, Int64)
    /// In seconds.
    case duration(Relation, Int64)
    /// In seconds.
    case age(Relation, Int64)
    case date(Relation, DateLiteral)
}

extension Condition {
    /// What it asks about.
    var field: Field {
        switch self {
        case .present(let field), .matches(let field, _), .equals(let field, _), .has(let field, _): field
        case .words: .words
        case .duration: .duration
        case .age: .age
        case .date: .date
        }
    }
}

enum Relation: String, Sendable {
    case equal = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
        switch self {
        case .equal: a == b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }
}

/// A text to compare with, case aside.
struct FoldedText: Sendable, Equatable {
    let text: String
    let folded: [UInt8]

    init(_ text: String) {
        self.text = text
        folded = CaseFolding.folded(text)
    }
}

/// A date in a rule: a whole day in UTC, or a moment.
enum DateLiteral: Sendable, Equatable {
    /// Days since 1970-01-01.
    case day(Int)
    case moment(Timestamp)

    private static let millisecondsOfDay: Int64 = 86_400_000

    /// Its first and its last millisecond.
    private var bounds: (first: Int64, last: Int64) {
        switch self {
        case .day(let day): (Int64(day) * Self.millisecondsOfDay, Int64(day) * Self.millisecondsOfDay + Self.millisecondsOfDay - 1)
        case .moment(let moment): (moment.milliseconds, moment.milliseconds)
        }
    }

    /// Whether a date is before it, within it, after it.
    func holds(_ relation: Relation, for date: Timestamp) -> Bool {
        let (first, last) = bounds
        let date = date.milliseconds
        return switch relation {
        case .equal: first <= date && date <= last
        case .less: date < first
        case .lessOrEqual: date <= last
        case .greater: date > last
        case .greaterOrEqual: date >= first
        }
    }
}
