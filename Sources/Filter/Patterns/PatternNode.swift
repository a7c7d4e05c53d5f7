/// The syntax tree of a pattern.
indirect enum PatternNode: Equatable, Sendable {
    /// One scalar of a set; whether case counts.
    case scalar(ScalarSet, isExact: Bool)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// - Parameter max: nil for no limit.
    case repetition(PatternNode, min: Int, max: Int?)
    case assertion(PatternAssertion)

    static let empty = PatternNode.sequence([])

    /// How many instructions it takes, at most.
    var size: Int {
        switch self {
        case .scalar, .assertion: return 1
        case .sequence(let nodes): return nodes.reduce(0) { Self.sum($0, $1.size) }
        case .choice(let nodes): return nodes.reduce(0) { Self.sum($0, Self.sum($1.size, 2)) }
        case .repetition(let node, let min, let max):
            let size = node.size
            let rest = max.map { Self.product($0 - min, size + 1) } ?? Self.sum(size, 2)
            return Self.sum(Self.product(min, size), rest)
        }
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }

    private static func product(_ a: Int, _ b: Int) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }
}

/// What a pattern asks of the place between two scalars.
enum PatternAssertion: UInt8, Hashable, Sendable {
    case startOfText
    case endOfText
    case startOfLine
    case endOfLine
    case wordBoundary
    case noWordBoundary
}
