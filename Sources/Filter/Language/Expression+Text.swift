import Bytes

/// Writes rules so that reading them again gives the same.
extension Expression {
    var text: String {
        switch self {
        case .and(let parts): parts.map { $0.operand(isInAnd: true) }.joined(separator: " and ")
        case .or(let parts): parts.map { $0.operand(isInAnd: false) }.joined(separator: " or ")
        case .not(.condition(let condition)): condition.negatedText ?? "not \(condition.text)"
        case .not(let inner): "not \(inner.operand(isInAnd: true))"
        case .condition(let condition): condition.text
        }
    }

    private func operand(isInAnd: Bool) -> String {
        switch self {
        case .or: "(\(text))"
        case .and: isInAnd ? "(\(text))" : text
        case .not, .condition: text
        }
    }
}

extension Condition {
    fileprivate var text: String {
        switch self {
        case .present(let field): "has \(field.name)"
        case .has(let field, let value): "\(field.name) has \(StringLiteral.write(value.text))"
        default: comparison(isNegated: false)
        }
    }

    /// nil where there is no sign for it.
    fileprivate var negatedText: String? {
        switch self {
        case .matches, .equals, .words(.equal, _), .duration(.equal, _), .age(.equal, _), .date(.equal, _): comparison(isNegated: true)
        default: nil
        }
    }

    private func comparison(isNegated: Bool) -> String {
        let mark = isNegated ? "!" : ""
        return switch self {
        case .matches(let field, let pattern): "\(field.name) \(mark)~ \(StringLiteral.write(pattern: pattern.text))"
        case .equals(let field, let value): "\(field.name) \(mark)= \(StringLiteral.write(value.text))"
        case .words(let relation, let number): "words \(mark)\(relation.rawValue) \(number)"
        case .duration(let relation, let seconds): "duration \(mark)\(relation.rawValue) \(Self.text(seconds))"
        case .age(let relation, let seconds): "age \(mark)\(relation.rawValue) \(Self.text(seconds))"
        case .date(let relation, let date): "date \(mark)\(relation.rawValue) \(date.text)"
        case .present, .has: ""
        }
    }

    /// With the largest unit that divides it.
    private static func text(_ seconds: Int64) -> String {
        for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where seconds != 0 && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension DateLiteral {
    fileprivate var text: String {
        switch self {
        case .day(let day): String(Timestamp(milliseconds: Int64(day) * 86_400_000).rfc3339.prefix(10))
        case .moment(let moment): moment.rfc3339
        }
    }
}
