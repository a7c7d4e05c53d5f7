/// The weakest rule: an item that appeared at the poll at which another disappeared may be its successor.
extension Matcher {
    /// Guid and URL changed at once: a slug was corrected, the feed moved to another host, or the site to another domain. An item that
    /// disappeared at the same poll is the same one if the dates agree to the second, and title or text as well.
    package mutating func claimSuccessors() throws {
        guard somethingCame else { return }
        let gone = try unclaimed(claimed)
        guard !gone.isEmpty else { return }
        var came: [Trait: Int] = [:]
        for (index, sighting) in document.enumerated() where matches[index] == nil {
            guard case .read(let facets) = sighting.content else { continue }
            for trait in Self.traits(facets) { came[trait, default: 0] += 1 }
        }
        var went: [Trait: KnownItem] = [:]
        for item in gone where item.source == source {
            for trait in Self.traits(item) where came[trait] != nil { went[trait] = item }
        }
        guard !went.isEmpty else { return }
        var agreeing: [Trait: Int] = [:]
        for item in try unclaimed([]) {
            for trait in Self.traits(item) where went[trait] != nil { agreeing[trait, default: 0] += 1 }
        }
        // In document order, so that the result does not depend on the order of a dictionary.
        for (index, sighting) in document.enumerated() where matches[index] == nil {
            guard case .read(let facets) = sighting.content else { continue }
            // A trait that other items of the source share identifies none of them.
            for trait in Self.traits(facets) where came[trait] == 1 && agreeing[trait] == 1 {
                guard let item = went[trait], !claimed.contains(item.id) else { continue }
                matches[index] = .known(item: item.id, by: .successor)
                claimed.insert(item.id)
                break
            }
        }
    }

    /// Whether an unmatched item with a date exists: only such an item can be a successor.
    private var somethingCame: Bool {
        zip(document, matches).contains { sighting, match in
            guard match == nil, case .read(let facets) = sighting.content else { return false }
            return facets.published != nil
        }
    }

    /// What an item and its successor have in common.
    private struct Trait: Hashable {
        let isTitle: Bool
        let hash: UInt64
        let published: Int64
    }

    private static func traits(_ facets: Facets) -> [Trait] {
        guard let published = facets.published else { return [] }
        var traits = [Trait(isTitle: true, hash: facets.title, published: published)]
        if let text = facets.text, facets.words >= fewWords { traits.append(Trait(isTitle: false, hash: text, published: published)) }
        return traits
    }

    private static func traits(_ item: KnownItem) -> [Trait] {
        guard let published = item.published else { return [] }
        return [
            Trait(isTitle: true, hash: item.title, published: published), Trait(isTitle: false, hash: item.text, published: published),
        ]
    }

    /// Shorter texts may agree by chance.
    private static let fewWords = 8
}
