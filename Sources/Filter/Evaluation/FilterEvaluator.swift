package import Bytes

/// Evaluates rules over items, and keeps what patterns need for that. Used by one task: for the items of a document or of a page round.
package final class FilterEvaluator {
    /// Steps of patterns (``PatternMachine``) for one item, over all rules: about a quarter of a second.
    static let budget = 50_000_000
    /// Machines that are kept for the next item.
    private static let mostMachines = 64

    private let now: Timestamp
    private let budget: Int
    private var machines: [ObjectIdentifier: PatternMachine] = [:]
    private var left = 0
    /// The item's page may still give it another content, and what its feed does not say.
    private var awaitsPage = false

    /// - Parameter now: what `age` is counted to.
    package convenience init(now: Timestamp) {
        self.init(now: now, budget: Self.budget)
    }

    init(now: Timestamp, budget: Int) {
        self.now = now
        self.budget = budget
    }

    /// To be called before each item.
    func begin(awaitsPage: Bool = false) {
        left = budget
        self.awaitsPage = awaitsPage
    }

    /// Whether the rule holds, in Kleene's logic of three values; nil where that cannot be told: the page of the item is not there yet, or patterns take
    /// longer than the budget.
    func truth(of expression: Expression, for item: FilterSubject) -> Bool? {
        switch expression {
        case .condition(let condition):
            awaitsPage && item.isOpen(condition.field) ? nil : truth(of: condition, for: item)
        case .not(let inner): truth(of: inner, for: item).map { !$0 }
        case .and(let parts): truth(of: parts, for: item, deciding: false)
        case .or(let parts): truth(of: parts, for: item, deciding: true)
        }
    }

    /// One part that is `deciding` decides; without one, a part that is unknown leaves the whole unknown.
    private func truth(of parts: [Expression], for item: FilterSubject, deciding: Bool) -> Bool? {
        var result: Bool? = !deciding
        for part in parts {
            guard let truth = truth(of: part, for: item) else {
                result = nil
                continue
            }
            if truth == deciding { return deciding }
        }
        return result
    }

    private func truth(of condition: Condition, for item: FilterSubject) -> Bool? {
        switch condition {
        case .present(let field): item.has(field)
        case .matches(let field, let pattern): matches(item.texts(of: field), pattern)
        case .equals(let field, let text): item.texts(of: field).contains { equals($0, text.folded, field) }
        case .has(let field, let text):
            item.texts(of: field).contains { field.kind == .list ? equals($0, text.folded, field) : $0.contains(text.folded) }
        case .words(let relation, let number): relation.holds(item.words, number)
        case .duration(let relation, let seconds): item.duration.map { relation.holds($0, seconds) } ?? false
        case .age(let relation, let seconds):
            item.date.map { relation.holds(now.since($0), Duration.seconds(seconds)) } ?? false
        case .date(let relation, let date): item.date.map { date.holds(relation, for: $0) } ?? false
        }
    }

    /// A language is named by its own tag, or by one that is part of it: `de` is `de-CH` too.
    private func equals(_ text: FilterText, _ folded: [UInt8], _ field: Field) -> Bool {
        if text.folded == folded { return true }
        return field == .language && !folded.isEmpty && text.folded.starts(with: folded) && text.folded[folded.count] == UInt8(ascii: "-")
    }

    // MARK: - Patterns

    private func matches(_ texts: [FilterText], _ pattern: Pattern) -> Bool? {
        var result: Bool? = false
        for text in texts {
            switch matches(text, pattern) {
            case true?: return true
            case false?: break
            case nil: result = nil
            }
        }
        return result
    }

    private func matches(_ text: FilterText, _ pattern: Pattern) -> Bool? {
        if let required = pattern.required {
            guard text.mayMatch(required) else { return false }
            if required.isEnough { return true }
        }
        let identity = ObjectIdentifier(pattern)
        // Taken out, so that it is changed in place.
        var machine = machines.removeValue(forKey: identity) ?? PatternMachine(pattern)
        let found = text.bytes.withUnsafeBufferPointer { machine.matches($0, budget: &left) }
        if machines.count >= Self.mostMachines { machines = [:] }
        machines[identity] = machine
        return found
    }
}
