/// What every text that a pattern matches has in it: one of some strings, folded. To look for them is far cheaper than to run the pattern, and most
/// texts have none of them.
struct RequiredText: Equatable, Sendable {
    /// At least one, none of them empty.
    let strings: [[UInt8]]
    /// Whether a text that has one of them is matched, so that the pattern need not be run.
    let isEnough: Bool

    private static let mostStrings = 16
    private static let mostBytes = 512

    /// nil where the pattern requires nothing.
    init?(_ node: PatternNode) {
        let found = Finding(node)
        if let exact = found.exact, !exact.contains([]), !exact.isEmpty {
            strings = exact
            isEnough = found.isCaseBlind
        } else if let strings = found.required {
            self.strings = strings
            isEnough = false
        } else {
            return nil
        }
    }

    private struct Finding {
        /// All strings that the node matches, where they are few.
        var exact: [[UInt8]]?
        /// Strings of which one is in every match.
        var required: [[UInt8]]?
        /// Whether what is in `exact` is matched whatever its case is and wherever it stands.
        var isCaseBlind = true

        init(exact: [[UInt8]]?, required: [[UInt8]]? = nil, isCaseBlind: Bool = true) {
            self.exact = exact
            self.required = required
            self.isCaseBlind = isCaseBlind
        }

        init(_ node: PatternNode) {
            switch node {
            case .scalar(let set, let isExact):
                // Most places of most patterns.
                if let scalar = set.only, !set.isNegated {
                    self.init(exact: [Self.bytes(CaseFolding.fold(scalar))], isCaseBlind: !isExact)
                    return
                }
                let scalars = set.foldedScalars(atMost: 4)?.sorted()
                self.init(
                    exact: scalars.map { $0.map(Self.bytes) }.flatMap { $0.isEmpty ? nil : $0 }, isCaseBlind: !isExact)
            case .sequence(let nodes): self.init(sequence: nodes)
            case .choice(let nodes): self.init(choice: nodes)
            case .repetition(let node, let min, let max):
                let inner = Finding(node)
                if min == 1, max == 1 {
                    self = inner
                } else if min == 0 {
                    self.init(exact: nil)
                } else {
                    self.init(exact: nil, required: inner.strongest)
                }
            case .assertion: self.init(exact: [[]], isCaseBlind: false)
            }
        }

        /// Strings that stand behind each other are one, as long as there are not too many ways.
        private init(sequence nodes: [PatternNode]) {
            var run: [[UInt8]] = [[]]
            var isWhole = true
            var isCaseBlind = true
            var best: [[UInt8]]?
            for node in nodes {
                let found = Finding(node)
                isCaseBlind = isCaseBlind && found.isCaseBlind
                if let exact = found.exact, exact.count == 1, Self.isSmall(run) {
                    for index in run.indices { run[index] += exact[0] }
                    continue
                }
                if let exact = found.exact, let product = Self.product(run, exact) {
                    run = product
                    continue
                }
                isWhole = false
                best = Self.better(best, Self.usable(run))
                best = Self.better(best, found.strongest)
                run = found.exact ?? [[]]
            }
            if isWhole {
                self.init(exact: run, isCaseBlind: isCaseBlind)
            } else {
                self.init(exact: nil, required: Self.better(best, Self.usable(run)))
            }
        }

        private init(choice nodes: [PatternNode]) {
            let all = nodes.map(Finding.init)
            let exact = all.reduce(into: [[UInt8]]?([])) { sum, found in
                if let strings = found.exact { sum?.append(contentsOf: strings) } else { sum = nil }
            }
            if let exact, Self.isSmall(exact) {
                self.init(exact: exact, isCaseBlind: all.allSatisfy(\.isCaseBlind))
                return
            }
            let required = all.reduce(into: [[UInt8]]?([])) { sum, found in
                if let strings = found.strongest { sum?.append(contentsOf: strings) } else { sum = nil }
            }
            self.init(exact: nil, required: required.flatMap { Self.isSmall($0) ? $0 : nil })
        }

        var strongest: [[UInt8]]? { exact.flatMap(Self.usable) ?? required }

        private static func bytes(_ scalar: UInt32) -> [UInt8] {
            var bytes: [UInt8] = []
            CaseFolding.append(scalar, to: &bytes)
            return bytes
        }

        private static func product(_ first: [[UInt8]], _ second: [[UInt8]]) -> [[UInt8]]? {
            guard first.count * second.count <= mostStrings else { return nil }
            let product = first.flatMap { head in second.map { head + $0 } }
            return isSmall(product) ? product : nil
        }

        private static func isSmall(_ strings: [[UInt8]]) -> Bool {
            strings.count <= mostStrings && strings.reduce(0) { $0 + $1.count } <= mostBytes
        }

        private static func usable(_ strings: [[UInt8]]) -> [[UInt8]]? { strings.isEmpty || strings.contains([]) ? nil : strings }

        /// That whose shortest string is longer.
        private static func better(_ first: [[UInt8]]?, _ second: [[UInt8]]?) -> [[UInt8]]? {
            guard let first, let second else { return first ?? second }
            return weight(second) > weight(first) ? second : first
        }

        private static func weight(_ strings: [[UInt8]]) -> Int { 16 * (strings.map(\.count).min() ?? 0) - strings.count }
    }
}
