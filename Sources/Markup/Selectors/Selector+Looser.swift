extension Selector {
    /// The selectors with one condition, or one compound, less: what a page may match whose template has changed. Those that leave out a single condition
    /// come first. Selectors with several alternatives are loosened one at a time.
    package var looser: [Selector] {
        var conditions: [Selector] = []
        var compounds: [Selector] = []
        for chain in list.alternatives {
            for (place, compound) in chain.compounds.enumerated() {
                for index in compound.conditions.indices where compound.conditions.count > 1 || chain.compounds.count > 1 && place > 0 {
                    var shorter = chain
                    shorter.compounds[place].conditions.remove(at: index)
                    // `div > *` says no more than `div`, and is found as such below.
                    if shorter.compounds[place].conditions.isEmpty { continue }
                    conditions.append(Selector(list: .init(alternatives: [shorter])))
                }
                guard chain.compounds.count > 1 else { continue }
                var shorter = chain
                shorter.compounds.remove(at: place)
                // What stood on both sides of a compound is now related less closely.
                if place == 0 {
                    shorter.combinators.removeFirst()
                } else if place == chain.compounds.count - 1 {
                    shorter.combinators.removeLast()
                } else {
                    shorter.combinators.remove(at: place)
                    shorter.combinators[place - 1] = .descendant
                }
                compounds.append(Selector(list: .init(alternatives: [shorter])))
            }
        }
        return conditions + compounds
    }

    /// The selector without its compounds `tbody`; nil where it has none. Browsers insert a `tbody` into every table without one, and the selectors that they
    /// copy have it; libxml2 inserts none.
    package var withoutTableBodies: Selector? {
        var isChanged = false
        let alternatives = list.alternatives.map { chain in
            var chain = chain
            var place = 1
            while place < chain.compounds.count - 1 {
                let isBody =
                    chain.compounds[place].conditions.first == .name("tbody") && chain.combinators[place - 1] == .child
                    && chain.compounds[place].conditions.dropFirst().allSatisfy { if case .position = $0 { true } else { false } }
                if isBody {
                    chain.compounds.remove(at: place)
                    chain.combinators.remove(at: place)
                    isChanged = true
                } else {
                    place += 1
                }
            }
            return chain
        }
        return isChanged ? Selector(list: .init(alternatives: alternatives)) : nil
    }
}
