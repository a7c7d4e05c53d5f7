import Bytes

/// Selects elements of one tree.
///
/// A list is evaluated for all elements at once: the set of elements that match its first compound, then of those that match the second and
/// stand in the right relation to one of that set, and so on; `:has()` goes the same way backwards. Each condition thus costs one pass over
/// the nodes, whatever the nesting of the page and the selector. Sets of nested lists and of whole selectors are kept for the tree.
package final class Selection {
    package let tree: HTMLTree
    private let relations: ElementRelations
    private var kept: [Selector.List: [Bool]] = [:]
    private var positions: [Selector.Position: [Int32]] = [:]
    /// How many conditions may still be tested on nodes. Only selectors with `:scope` can spend it, since their sets are different for every scope.
    private var work: Int
    /// Whether the last selections were incomplete, since they needed too much work.
    package private(set) var isExhausted = false
    /// About a second.
    package static let mostWork = 100_000_000

    package init(_ tree: HTMLTree, work: Int = mostWork) {
        self.tree = tree
        self.work = work
        relations = ElementRelations(tree)
    }

    /// The elements that match, in document order.
    ///
    /// - Parameters:
    ///   - root: only its descendants are returned, unless the selector names `:scope`: then what it leads to from there.
    ///   - scope: the element that `:scope` means; nil means the root of the document.
    ///   - limit: the node before which the search ends: for a selector that leads from the scope to its later siblings.
    package func select(_ selector: Selector, in root: Int? = nil, scope: Int? = nil, limit: Int? = nil) -> [Int] {
        let range = root.map { $0 + 1..<Int(tree.nodes[$0].end) } ?? tree.nodes.indices
        if !selector.usesScope { return matches(selector.list, in: range) }
        guard let scope else { return indices(of: set(of: selector.list, scope: tree.nodes.isEmpty ? nil : 0), in: range) }
        var found: Set<Int> = []
        for chain in selector.list.alternatives {
            if !chain.usesScope {
                found.formUnion(matches(.init(alternatives: [chain]), in: range))
            } else if chain.beginsAtScope {
                found.formUnion(forward(chain, from: scope, limit: limit))
            } else {
                let all = set(of: .init(alternatives: [chain]), scope: scope)
                found.formUnion(indices(of: all, in: tree.nodes.indices))
            }
        }
        return found.sorted()
    }

    /// Whether an element matches.
    package func matches(_ selector: Selector, _ element: Int, scope: Int? = nil) -> Bool {
        set(of: selector.list, scope: selector.usesScope ? scope ?? 0 : nil)[element]
    }

    /// How many elements of the tree match.
    package func count(_ selector: Selector) -> Int { select(selector).count }

    private func matches(_ list: Selector.List, in range: Range<Int>) -> [Int] { indices(of: set(of: list, scope: nil), in: range) }

    private func indices(of set: [Bool], in range: Range<Int>) -> [Int] { range.filter { set[$0] } }

    // MARK: Sets

    /// The nodes that match a list.
    private func set(of list: Selector.List, scope: Int?) -> [Bool] {
        if let known = kept[list] { return known }
        var all = [Bool](repeating: false, count: tree.nodes.count)
        for chain in list.alternatives {
            let one = forward(chain, scope: scope)
            for index in all.indices where one[index] { all[index] = true }
        }
        if !list.usesScope { kept[list] = all }
        return all
    }

    /// The nodes that match a chain that is anchored nowhere.
    private func forward(_ chain: Selector.Chain, scope: Int?) -> [Bool] {
        let nodes = tree.nodes.indices
        var set = [Bool](repeating: true, count: nodes.count)
        for (index, compound) in chain.compounds.enumerated() {
            if index > 0 { set = related(set, chain.combinators[index - 1], nodes) }
            filter(&set, compound, nodes, scope: scope)
        }
        return set
    }

    /// The nodes that match a chain whose first compound, and no other, names the scope.
    private func forward(_ chain: Selector.Chain, from scope: Int, limit: Int?) -> [Int] {
        let node = tree.nodes[scope]
        guard let first = chain.compounds.first, let combinator = chain.combinators.first else {
            return chain.compounds.first.map { tests(of: $0, scope: scope).allSatisfy { test($0, scope) } } == true ? [scope] : []
        }
        guard tests(of: first, scope: scope).allSatisfy({ test($0, scope) }) else { return [] }
        let parentEnd = node.parent < 0 ? tree.nodes.count : Int(tree.nodes[Int(node.parent)].end)
        // From the scope itself, so that the first relation finds it.
        let isInside = combinator == .descendant || combinator == .child
        let range = scope..<(isInside ? Int(node.end) : max(Int(node.end), min(parentEnd, limit ?? parentEnd)))
        var set = [Bool](repeating: false, count: range.count)
        set[0] = true
        for (compound, combinator) in zip(chain.compounds.dropFirst(), chain.combinators) {
            set = related(set, combinator, range)
            filter(&set, compound, range, scope: nil)
        }
        return set.indices.filter { set[$0] }.map { $0 + scope }
    }

    /// The nodes that have a node of `set` as the parent, an ancestor, the previous sibling or an earlier one. Both sets are over `range`.
    private func related(_ set: [Bool], _ combinator: Selector.Combinator, _ range: Range<Int>) -> [Bool] {
        var result = [Bool](repeating: false, count: set.count)
        let low = range.lowerBound
        for index in range {
            let place = index - low
            switch combinator {
            case .child, .descendant:
                let parent = Int(tree.nodes[index].parent) - low
                if parent >= 0 { result[place] = set[parent] || combinator == .descendant && result[parent] }
            case .next, .subsequent:
                let previous = Int(relations.previous[index]) - low
                if previous >= 0 { result[place] = set[previous] || combinator == .subsequent && result[previous] }
            }
        }
        return result
    }

    /// The nodes that have a node of `set` as a child, a descendant, the next sibling or a later one.
    private func reverselyRelated(_ set: [Bool], _ combinator: Selector.Combinator) -> [Bool] {
        var result = [Bool](repeating: false, count: set.count)
        for index in set.indices.reversed() {
            let isClosed = combinator == .descendant || combinator == .subsequent
            guard set[index] || isClosed && result[index] else { continue }
            let other = combinator == .child || combinator == .descendant ? tree.nodes[index].parent : relations.previous[index]
            if other >= 0 { result[Int(other)] = true }
        }
        return result
    }

    /// The elements to which a relative chain leads: those that `:has()` selects.
    private func anchors(of chain: Selector.Chain, scope: Int?) -> [Bool] {
        let nodes = tree.nodes.indices
        var set = [Bool](repeating: true, count: nodes.count)
        for (index, compound) in chain.compounds.enumerated().reversed() {
            filter(&set, compound, nodes, scope: scope)
            set = reverselyRelated(set, index > 0 ? chain.combinators[index - 1] : chain.leading ?? .descendant)
        }
        return set
    }

    // MARK: Conditions

    /// A condition with what has to be known of the whole tree.
    private enum Test {
        case element(HTMLElement)
        case foreignName(UInt16?)
        case value([UInt8], of: [UInt8])
        case hasClass([UInt8])
        case attribute(AttributeTest)
        case isNode(Int?)
        case isRoot
        case isEmpty
        case isLink
        case isChecked
        case isDisabled(Bool)
        case language([UInt8], [Int32])
        case position(Selector.Position, [Int32])
        case isIn([Bool])
        case isNotIn([Bool])
    }

    /// Removes from `set` the nodes that do not match.
    private func filter(_ set: inout [Bool], _ compound: Selector.Compound, _ range: Range<Int>, scope: Int?) {
        let tests = tests(of: compound, scope: scope)
        work -= range.count * (tests.count + 1)
        if work < 0 {
            isExhausted = true
            set = [Bool](repeating: false, count: set.count)
            return
        }
        for index in range where set[index - range.lowerBound] {
            set[index - range.lowerBound] = !tree.nodes[index].isText && tests.allSatisfy { test($0, index) }
        }
    }

    private func tests(of compound: Selector.Compound, scope: Int?) -> [Test] {
        compound.conditions.flatMap { condition -> [Test] in
            switch condition {
            case .name(let name):
                var name = name
                let element = name.withUTF8 { HTMLElement(name: $0) }
                return [element == .unknown || element.name != name ? .foreignName(tree.foreignName(name)) : .element(element)]
            case .id(let id): return [.value(Array(id.utf8), of: Array("id".utf8))]
            case .hasClass(let name): return [.hasClass(Array(name.utf8))]
            case .attribute(let attribute): return [.attribute(AttributeTest(attribute))]
            case .root: return [.isRoot]
            case .empty: return [.isEmpty]
            case .scope: return [.isNode(scope)]
            case .link: return [.isLink]
            case .checked: return [.isChecked]
            case .disabled: return [.isDisabled(true)]
            case .enabled: return [.isDisabled(false)]
            case .language(let range): return [.language(Array(range.utf8), languages())]
            case .position(let position): return [.position(position, places(of: position, scope: scope))]
            case .only(let isOfType):
                return [false, true].map { isFromEnd in
                    let position = Selector.Position(spelling: "", step: 0, offset: 1, isFromEnd: isFromEnd, isOfType: isOfType)
                    return .position(position, places(of: position, scope: nil))
                }
            case .matches(let list): return [.isIn(set(of: list, scope: scope))]
            case .not(let list): return [.isNotIn(set(of: list, scope: scope))]
            case .has(let list): return [.isIn(anchors(of: list, scope: scope))]
            }
        }
    }

    private func anchors(of list: Selector.List, scope: Int?) -> [Bool] {
        // A list of relative chains is never equal to one of others, since these have no leading combinator.
        if let known = kept[list] { return known }
        var all = [Bool](repeating: false, count: tree.nodes.count)
        for chain in list.alternatives {
            let one = anchors(of: chain, scope: scope)
            for index in all.indices where one[index] { all[index] = true }
        }
        if !list.usesScope { kept[list] = all }
        return all
    }

    private func places(of position: Selector.Position, scope: Int?) -> [Int32] {
        if let known = positions[position] { return known }
        let counted = position.counted.map { set(of: $0, scope: scope) }
        let places = relations.positions(in: tree, isFromEnd: position.isFromEnd, isOfType: position.isOfType, counted: counted)
        if position.counted?.usesScope != true { positions[position] = places }
        return places
    }

    /// For each node the element whose `lang` it has: itself or its nearest ancestor with one; -1 where there is none.
    private func languages() -> [Int32] {
        var languages = [Int32](repeating: -1, count: tree.nodes.count)
        for (index, node) in tree.nodes.enumerated() where !node.isText {
            let own = tree.attribute(index, named: Self.lang) != nil
            languages[index] = own ? Int32(truncatingIfNeeded: index) : node.parent < 0 ? -1 : languages[Int(node.parent)]
        }
        return languages
    }

    private static let lang = Array("lang".utf8)
    private static let classAttribute = Array("class".utf8)

    private func test(_ test: Test, _ index: Int) -> Bool {
        switch test {
        case .element(let element): tree.nodes[index].element == element
        case .foreignName(let name): name != nil && tree.nodes[index].foreignName == name
        case .value(let value, of: let name): tree.attribute(index, named: name)?.elementsEqual(value) == true
        case .hasClass(let name): tree.attribute(index, named: Self.classAttribute).map { AttributeTest.hasWord(name, $0) } == true
        case .attribute(let attribute): attribute.holds(for: tree, index)
        case .isNode(let node): node == index
        case .isRoot: tree.nodes[index].parent < 0
        case .isEmpty: Int(tree.nodes[index].end) == index + 1
        case .isLink: (tree.nodes[index].element == .a || tree.nodes[index].element == .area) && tree.attribute(index, "href") != nil
        case .isChecked:
            switch tree.nodes[index].element {
            case .input: tree.attribute(index, "checked") != nil
            case .option: tree.attribute(index, "selected") != nil
            default: false
            }
        case .isDisabled(let isDisabled):
            switch tree.nodes[index].element {
            case .button, .input, .select, .textarea, .optgroup, .option, .fieldset:
                (tree.attribute(index, "disabled") != nil) == isDisabled
            default: false
            }
        case .language(let range, let languages):
            languages[index] >= 0
                && AttributeTest.hasLanguagePrefix(range, tree.attribute(Int(languages[index]), named: Self.lang), ignoringCase: true)
        case .position(let position, let places): places[index] > 0 && position.contains(Int(places[index]))
        case .isIn(let set): set[index]
        case .isNotIn(let set): !set[index]
        }
    }
}

extension Selector {
    /// Whether `:scope` occurs in it.
    package var usesScope: Bool { list.usesScope }
}

extension Selector.List {
    var usesScope: Bool { alternatives.contains(where: \.usesScope) }
}

extension Selector.Chain {
    var usesScope: Bool { compounds.contains(where: \.usesScope) }

    /// Whether `:scope` is a condition of the first compound and occurs nowhere else.
    var beginsAtScope: Bool {
        guard let first = compounds.first, first.conditions.contains(.scope) else { return false }
        return !first.conditions.contains { $0 != .scope && $0.usesScope } && !compounds.dropFirst().contains(where: \.usesScope)
    }
}

extension Selector.Compound {
    var usesScope: Bool { conditions.contains(where: \.usesScope) }
}

extension Selector.Condition {
    var usesScope: Bool {
        switch self {
        case .scope: true
        case .matches(let list), .not(let list), .has(let list): list.usesScope
        case .position(let position): position.counted?.usesScope == true
        default: false
        }
    }
}
