/// One rule of a filter, checked and ready to be evaluated.
public final class FilterRule: Sendable, Equatable, CustomStringConvertible {
    let expression: Expression

    /// - Throws: where it is no rule, with the place in bytes.
    public init(_ text: String) throws(FilterError) {
        expression = try RuleParser.parse(text)
    }

    /// The rule as feedd would write it, which reads as the same rule.
    public var description: String { expression.text }

    public static func == (a: FilterRule, b: FilterRule) -> Bool { a === b || a.expression == b.expression }
}
