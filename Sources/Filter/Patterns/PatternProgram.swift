/// A pattern as instructions of a nondeterministic automaton (Thompson, "Regular Expression Search Algorithm", 1968).
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Goes on at the next instruction behind a scalar that satisfies the test of this number.
        case scalar(test: Int)
        case split(Int, Int)
        case jump(Int)
        /// Goes on at the next instruction where the assertion holds.
        case assertion(PatternAssertion)
        case match
    }

    /// A test of one scalar.
    struct Test: Hashable, Sendable {
        let set: ScalarSet
        /// Whether case counts.
        let isExact: Bool

        func holds(for scalar: UInt32) -> Bool { isExact ? set.contains(scalar) : set.containsFolded(CaseFolding.fold(scalar)) }
    }

    private(set) var instructions: [Instruction] = []
    private(set) var tests: [Test] = []
    private(set) var hasAssertions = false
    /// Whether it can match at the beginning of the text only.
    let isAnchored: Bool
    private var numbers: [Test: Int] = [:]

    init(_ node: PatternNode) {
        isAnchored = Self.isAnchored(node)
        emit(node)
        instructions.append(.match)
        numbers = [:]
    }

    private mutating func emit(_ node: PatternNode) {
        switch node {
        case .scalar(let set, let isExact): instructions.append(.scalar(test: number(of: Test(set: set, isExact: isExact))))
        case .sequence(let nodes): for node in nodes { emit(node) }
        case .choice(let nodes): emit(choice: nodes)
        case .repetition(let node, let min, let max): emit(node, min: min, max: max)
        case .assertion(let assertion):
            hasAssertions = true
            instructions.append(.assertion(assertion))
        }
    }

    private mutating func emit(choice nodes: [PatternNode]) {
        var jumps: [Int] = []
        for node in nodes.dropLast() {
            let split = instructions.count
            instructions.append(.match)
            emit(node)
            jumps.append(instructions.count)
            instructions.append(.match)
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = nodes.last { emit(last) }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emit(_ node: PatternNode, min: Int, max: Int?) {
        for _ in 0..<min { emit(node) }
        guard let max else {
            let split = instructions.count
            instructions.append(.match)
            emit(node)
            instructions.append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in min..<Swift.max(min, max) {
            splits.append(instructions.count)
            instructions.append(.match)
            emit(node)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    private mutating func number(of test: Test) -> Int {
        if let number = numbers[test] { return number }
        numbers[test] = tests.count
        tests.append(test)
        return tests.count - 1
    }

    private static func isAnchored(_ node: PatternNode) -> Bool {
        switch node {
        case .assertion(let assertion): assertion == .startOfText
        case .sequence(let nodes): nodes.first.map(isAnchored) ?? false
        case .choice(let nodes): nodes.allSatisfy(isAnchored)
        case .repetition(let node, let min, _): min > 0 && isAnchored(node)
        case .scalar: false
        }
    }
}
