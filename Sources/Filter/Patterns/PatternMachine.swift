/// Tells whether a text has a match of a pattern, in time linear in the text: a deterministic automaton whose states are made as the text needs them
/// (Cox, "Regular Expression Matching Can Be Simple And Fast"). Where they become too many, they are forgotten and made again.
///
/// A state is the set of instructions that the scalars read so far lead to, before assertions are decided: these depend on the next scalar, too.
struct PatternMachine {
    /// Entries of the transition table.
    private static let mostEntries = 1 << 14
    /// Instructions in all states.
    private static let mostInstructions = 1 << 15
    private static let unknown: Int32 = -1
    private static let matched: Int32 = -2
    private static let dead: Int32 = -3

    /// The class of the character before or after a position, as far as assertions depend on it.
    private enum Side: UInt8 {
        case edge
        case lineFeed
        case word
        case other
    }

    private struct State: Hashable {
        let instructions: [Int32]
        let before: Side
    }

    private let program: PatternProgram

    // The classes of scalars that no test tells apart.
    private var asciiClasses = [UInt16](repeating: .max, count: 128)
    private var otherClasses: [UInt32: UInt16] = [:]
    private var classes: [[UInt64]: UInt16] = [:]
    /// A bit for each test, by class.
    private var signatures: [[UInt64]] = []
    private var sides: [Side] = []

    private var states: [State] = []
    private var instructionCount = 0
    private var numbers: [State: Int32] = [:]
    /// How many classes the table has room for.
    private var stride = 16
    private var transitions: [Int32] = []

    // Scratch of `close`.
    private var marks: [UInt32]
    private var generation: UInt32 = 0
    private var pending: [Int32] = []
    private var reached: [Int32] = []

    /// Scalars and instructions looked at so far.
    private(set) var steps = 0

    /// Instructions of the program, and states that are known now.
    var size: Int { program.instructions.count }
    var stateCount: Int { states.count }

    init(_ pattern: Pattern) {
        program = pattern.program
        marks = [UInt32](repeating: 0, count: program.instructions.count)
    }

    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - budget: how many steps it may take; what it took is subtracted.
    /// - Returns: nil where the budget was too small.
    mutating func matches(_ text: UnsafeBufferPointer<UInt8>, budget: inout Int) -> Bool? {
        let before = steps
        defer { budget -= steps - before }
        let end = before + budget
        var state = number(of: State(instructions: [0], before: .edge))
        var place = 0
        while place < text.count {
            let byte = text[place]
            let scalarClass: Int
            if byte < 0x80 {
                if asciiClasses[Int(byte)] == .max { asciiClasses[Int(byte)] = classify(UInt32(byte)) }
                scalarClass = Int(asciiClasses[Int(byte)])
                place += 1
            } else {
                scalarClass = classOf(UTF8Text.scalar(in: text, at: &place))
            }
            steps &+= 1
            var next = scalarClass < stride ? transitions[Int(state) * stride + scalarClass] : Self.unknown
            if next == Self.unknown {
                if steps > end { return nil }
                next = transition(from: state, on: scalarClass)
            }
            if next < 0 { return next == Self.matched }
            state = next
        }
        guard steps <= end else { return nil }
        close(states[Int(state)], next: .edge)
        return reached.contains { isMatch($0) }
    }

    // MARK: - Classes

    private mutating func classOf(_ scalar: UInt32) -> Int {
        if let known = otherClasses[scalar] { return Int(known) }
        if otherClasses.count >= 4_096 { otherClasses = [:] }
        let made = classify(scalar)
        otherClasses[scalar] = made
        return Int(made)
    }

    private mutating func classify(_ scalar: UInt32) -> UInt16 {
        var signature = [UInt64](repeating: 0, count: (program.tests.count + 2 + 63) / 64)
        for (number, test) in program.tests.enumerated() where test.holds(for: scalar) {
            signature[(number + 2) / 64] |= 1 << UInt64((number + 2) % 64)
        }
        var side = Side.other
        if program.hasAssertions {
            side = scalar == 0x0A ? .lineFeed : ScalarProperty.word.holds(for: scalar) ? .word : .other
            signature[0] |= UInt64(side.rawValue)
        }
        if let known = classes[signature] { return known }
        // There are at most as many classes as tests of single characters, and a few for each combination of other ones.
        guard signatures.count < Int(UInt16.max) else { return 0 }
        let number = UInt16(signatures.count)
        classes[signature] = number
        signatures.append(signature)
        sides.append(side)
        return number
    }

    // MARK: - States

    private mutating func transition(from number: Int32, on scalarClass: Int) -> Int32 {
        let state = states[Int(number)]
        let signature = signatures[scalarClass]
        close(state, next: sides[scalarClass])
        var next: [Int32] = program.isAnchored ? [] : [0]
        var result: Int32?
        for instruction in reached {
            switch program.instructions[Int(instruction)] {
            case .match: result = Self.matched
            case .scalar(let test):
                if signature[(test + 2) / 64] & 1 << UInt64((test + 2) % 64) != 0 { next.append(instruction + 1) }
            default: break
            }
            if result != nil { break }
        }
        if result == nil, next.isEmpty { result = Self.dead }
        let before = states.count
        next.sort()
        let target = result ?? self.number(of: State(instructions: next, before: sides[scalarClass]))
        // Not where the states were forgotten meanwhile.
        if states.count >= before, scalarClass < stride, Int(number) < states.count, states[Int(number)] == state {
            transitions[Int(number) * stride + scalarClass] = target
        }
        return target
    }

    private mutating func number(of state: State) -> Int32 {
        if let known = numbers[state], signatures.count <= stride { return known }
        if signatures.count > stride || (states.count + 1) * stride > Self.mostEntries
            || instructionCount + state.instructions.count > Self.mostInstructions
        {
            states = []
            instructionCount = 0
            numbers = [:]
            transitions = []
            while stride < signatures.count { stride *= 2 }
        }
        let number = Int32(states.count)
        states.append(state)
        instructionCount += state.instructions.count
        numbers[state] = number
        transitions.append(contentsOf: repeatElement(Self.unknown, count: stride))
        return number
    }

    /// Sets `reached` to the instructions for scalars, and that of a match, that the state comes to without reading another scalar.
    private mutating func close(_ state: State, next: Side) {
        generation &+= 1
        if generation == 0 {
            marks = [UInt32](repeating: 0, count: marks.count)
            generation = 1
        }
        reached.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        pending.append(contentsOf: state.instructions)
        while let instruction = pending.popLast() {
            steps &+= 1
            let place = Int(instruction)
            if marks[place] == generation { continue }
            marks[place] = generation
            switch program.instructions[place] {
            case .scalar, .match: reached.append(instruction)
            case .jump(let target): pending.append(Int32(truncatingIfNeeded: target))
            case .split(let first, let second):
                pending.append(Int32(truncatingIfNeeded: first))
                pending.append(Int32(truncatingIfNeeded: second))
            case .assertion(let assertion):
                if Self.holds(assertion, before: state.before, next: next) { pending.append(instruction + 1) }
            }
        }
    }

    private func isMatch(_ instruction: Int32) -> Bool {
        if case .match = program.instructions[Int(instruction)] { true } else { false }
    }

    private static func holds(_ assertion: PatternAssertion, before: Side, next: Side) -> Bool {
        switch assertion {
        case .startOfText: before == .edge
        case .endOfText: next == .edge
        case .startOfLine: before == .edge || before == .lineFeed
        case .endOfLine: next == .edge || next == .lineFeed
        case .wordBoundary: (before == .word) != (next == .word)
        case .noWordBoundary: (before == .word) == (next == .word)
        }
    }
}
