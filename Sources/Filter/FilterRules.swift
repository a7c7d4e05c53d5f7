/// What a source's items have to satisfy to be journaled: none of the rules in `exclude`, and one of those in `include`, where there are any.
public struct FilterRules: Sendable, Equatable {
    // Lists of lists, so that thousands of sources share the rules that they all have.
    private var includes: [[FilterRule]] = []
    private var excludes: [[FilterRule]] = []

    public init(include: [FilterRule] = [], exclude: [FilterRule] = []) {
        if !include.isEmpty { includes = [include] }
        if !exclude.isEmpty { excludes = [exclude] }
    }

    public var isEmpty: Bool { includes.isEmpty && excludes.isEmpty }
    public var include: [FilterRule] { includes.flatMap(\.self) }
    public var exclude: [FilterRule] { excludes.flatMap(\.self) }

    /// These rules and others: their lists are joined.
    public func adding(_ other: FilterRules) -> FilterRules {
        var sum = self
        sum.includes += other.includes
        sum.excludes += other.excludes
        return sum
    }

    /// What becomes of an item.
    package enum Verdict: Sendable, Equatable {
        case passes
        /// A rule of `exclude` drops it.
        case excluded(by: FilterRule)
        /// No rule of `include` holds for it.
        case notIncluded
        /// Whether a rule holds cannot be told: the item is kept, rather than dropped for a reason that nobody gave.
        case undecided

        package var drops: Bool {
            switch self {
            case .excluded, .notIncluded: true
            case .passes, .undecided: false
            }
        }
    }

    /// - Parameter awaitsPage: the content of the item is the feed's, and its page may give it another: drops only what is dropped whatever that is.
    package func verdict(on item: FilterSubject, with evaluator: FilterEvaluator, awaitsPage: Bool = false) -> Verdict {
        evaluator.begin(awaitsPage: awaitsPage)
        var isUndecided = false
        for rules in excludes {
            for rule in rules {
                switch evaluator.truth(of: rule.expression, for: item) {
                case true?: return .excluded(by: rule)
                case false?: break
                case nil: isUndecided = true
                }
            }
        }
        return includes.isEmpty ? (isUndecided ? .undecided : .passes) : included(item, evaluator, isUndecided)
    }

    private func included(_ item: FilterSubject, _ evaluator: FilterEvaluator, _ isUndecided: Bool) -> Verdict {
        var mayBeIncluded = false
        for rules in includes {
            for rule in rules {
                switch evaluator.truth(of: rule.expression, for: item) {
                case true?: return isUndecided ? .undecided : .passes
                case false?: break
                case nil: mayBeIncluded = true
                }
            }
        }
        return mayBeIncluded ? .undecided : .notIncluded
    }
}
