import Journal

/// Decides which earlier story an item repeats. Pure: of the earlier items that the index holds for alike.
package struct DuplicateRule: Sendable {
    /// The least similarity of a near-duplicate, 0 to 1.
    package let threshold: Double

    package init(
        threshold: Double
    ) {
        self.threshold = threshold
    }

    /// Items of fewer shingles (a headline and a line) are compared by stricter rules.
    package static let shortShingles = 30
    /// The least similarity that counts with them: of fifteen words one may be another.
    package static let shortThreshold = 0.7
    /// Where one text is under half the other's length, containment counts: of so many shingles at least, and where the two share enough to tell it.
    package static let leastContained = 20
    package static let leastJaccard = 0.12
    /// From here on two items of one source are the same story twice, and not a phrase that the source repeats.
    package static let sameStory = 0.95
    /// So many of the items of the two sources, the most alike, are looked at for phrases.
    package static let mostSiblings = 4

    /// The earliest story that `signature` repeats, with the similarity of the two; nil where it tells its own.
    ///
    /// - Parameters:
    ///   - item: where it was journaled before, its number: stories that came after it are not what it repeats.
    ///   - stories: earlier ones, oldest first, of its own source too: they tell what is repeated there.
    package func original(of signature: Signature, source: Int64, item: Int64? = nil, among stories: [KnownStory]) -> (
        story: KnownStory, similarity: Double
    )? {
        let stories = item == nil ? stories : stories.filter { $0.item != item }
        for story in stories where story.source != source && item.map({ story.item < $0 }) ?? true {
            let similarity = similarity(signature, story.signature)
            guard similarity >= threshold(for: signature, story.signature) else { continue }
            let phrases = Phrases(of: signature, and: story, source: source, among: stories)
            guard phrases.leave(enoughOf: signature),
                self.similarity(signature, story.signature, without: phrases) >= threshold(for: signature, story.signature)
            else { continue }
            return isOwn(story, source, signature, stories) ? nil : (story, similarity)
        }
        return nil
    }

    /// Jaccard's; where one is under half as long as the other, the share of the shorter that the longer contains (Broder 1997).
    package func similarity(_ a: Signature, _ b: Signature) -> Double {
        similarity(a, b, jaccard: a.jaccard(b))
    }

    private func similarity(_ a: Signature, _ b: Signature, without phrases: Phrases) -> Double {
        similarity(a, b, jaccard: phrases.jaccard(a, b))
    }

    private func similarity(_ a: Signature, _ b: Signature, jaccard: Double) -> Double {
        let (shorter, longer) = (min(a.shingles, b.shingles), max(a.shingles, b.shingles))
        guard shorter * 2 < longer, shorter >= Self.leastContained else { return jaccard }
        return jaccard < Self.leastJaccard ? 0 : min(1, jaccard * Double(shorter + longer) / (1 + jaccard) / Double(shorter))
    }

    private func threshold(for a: Signature, _ b: Signature) -> Double {
        isShort(a, b) ? max(threshold, Self.shortThreshold) : threshold
    }

    private func isShort(_ a: Signature, _ b: Signature) -> Bool { min(a.shingles, b.shingles) < Self.shortShingles }

    /// The source itself began the story: what others make of it does not make the source's own a duplicate.
    private func isOwn(_ story: KnownStory, _ source: Int64, _ signature: Signature, _ stories: [KnownStory]) -> Bool {
        stories.contains { other in
            other.source == source && !other.repeats && other.original == story.original
                && similarity(signature, other.signature) >= threshold(for: signature, other.signature)
        }
    }
}

/// The minima that come from phrases which a source repeats: those that other items of the two sources have too.
///
/// Of a source's template or closing line nothing is left that could make a duplicate.
private struct Phrases {
    /// One bit for each of sixteen minima, the lowest of its four.
    private var minima: [UInt64]

    init(of signature: Signature, and story: KnownStory, source: Int64, among stories: [KnownStory]) {
        let isShort = min(signature.shingles, story.signature.shingles) < DuplicateRule.shortShingles
        let siblings = stories.compactMap { other -> (agreement: [UInt64], jaccard: Double)? in
            guard other.item != story.item, other.source == story.source || other.source == source else { return nil }
            let partner = other.source == story.source ? story.signature : signature
            // A long text that a source carries twice is the same story twice.
            guard isShort || partner.jaccard(other.signature) < DuplicateRule.sameStory else { return nil }
            return (zip(signature.minima, other.signature.minima).map(Signature.agreement), signature.jaccard(other.signature))
        }.sorted { $0.jaccard > $1.jaccard }.prefix(DuplicateRule.mostSiblings)
        minima = Array(repeating: 0, count: signature.minima.count)
        // One item more is enough for a short one to be a phrase; by chance, one in sixteen minima agrees.
        var once = minima
        for sibling in siblings {
            for word in minima.indices {
                minima[word] |= isShort ? sibling.agreement[word] : once[word] & sibling.agreement[word]
                once[word] |= sibling.agreement[word]
            }
        }
    }

    private var count: Int { minima.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether what is no phrase says enough to be told by.
    func leave(enoughOf signature: Signature) -> Bool {
        let left = Signature.bins - count
        return left * 16 >= Signature.bins && left * signature.shingles >= Signature.fewestShingles * Signature.bins
    }

    func jaccard(_ a: Signature, _ b: Signature) -> Double {
        var agreeing = 0
        for word in minima.indices { agreeing += (Signature.agreement(a.minima[word], b.minima[word]) & ~minima[word]).nonzeroBitCount }
        return Signature.jaccard(agreeing: agreeing, of: Signature.bins - count)
    }
}
