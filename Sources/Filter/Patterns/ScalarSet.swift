/// The scalars that one place of a pattern matches: a character, a class in brackets, a property.
struct ScalarSet: Hashable, Sendable {
    enum Member: Hashable, Sendable {
        case range(UInt32, UInt32)
        case property(ScalarProperty, isNegated: Bool)

        func contains(_ scalar: UInt32) -> Bool {
            switch self {
            case .range(let first, let last): first <= scalar && scalar <= last
            case .property(let property, let isNegated): property.holds(for: scalar) != isNegated
            }
        }
    }

    var members: [Member] = []
    var isNegated = false
    /// Whether all that the members would match case aside is among them folded.
    private var isFolded = false

    init(_ members: [Member] = [], isNegated: Bool = false) {
        self.members = members
        self.isNegated = isNegated
    }

    init(_ scalar: UInt32) {
        self.init([.range(scalar, scalar)])
    }

    /// Every scalar, and every scalar but a line feed.
    static let all = ScalarSet(isNegated: true)
    static let allInLine = ScalarSet([.range(0x0A, 0x0A)], isNegated: true)

    func contains(_ scalar: UInt32) -> Bool { hasMember(scalar) != isNegated }

    /// Whether case aside a scalar is in it.
    ///
    /// - Parameter scalar: folded.
    func containsFolded(_ scalar: UInt32) -> Bool {
        (hasMember(scalar) || !isFolded && CaseFolding.variants(of: scalar).contains(where: hasMember)) != isNegated
    }

    private func hasMember(_ scalar: UInt32) -> Bool { members.contains { $0.contains(scalar) } }

    /// The same set for ``containsFolded(_:)``, which has less to look at in it where the set is small.
    var folded: ScalarSet {
        var set = self
        if let scalar = only {
            let folded = CaseFolding.fold(scalar)
            set.members = [.range(folded, folded)]
            set.isFolded = true
            return set
        }
        guard let scalars = foldedMembers(atMost: 128) else { return self }
        set.members = scalars.sorted().reduce(into: []) { members, scalar in
            if case .range(let first, let last)? = members.last, last + 1 == scalar {
                members[members.count - 1] = .range(first, scalar)
            } else {
                members.append(.range(scalar, scalar))
            }
        }
        set.isFolded = true
        return set
    }

    /// The scalars in it, folded, where they are at most this many.
    func foldedScalars(atMost limit: Int) -> Set<UInt32>? {
        isNegated ? nil : foldedMembers(atMost: limit)
    }

    /// The scalar of a set that has one.
    var only: UInt32? {
        guard members.count == 1, case .range(let first, let last)? = members.first, first == last else { return nil }
        return first
    }

    private func foldedMembers(atMost limit: Int) -> Set<UInt32>? {
        var scalars: Set<UInt32> = []
        for member in members {
            guard case .range(let first, let last) = member, last - first < 128 else { return nil }
            for scalar in first...last { scalars.insert(CaseFolding.fold(scalar)) }
        }
        return scalars.count <= limit ? scalars : nil
    }
}
