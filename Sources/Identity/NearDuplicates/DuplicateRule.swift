import Journal

/// Decides which earlier story an item repeats, among the candidates that the index found. Pure.
package struct DuplicateRule: Sendable {
    /// The lowest similarity of a near-duplicate, 0 to 1.
    package let threshold: Double

    package init(
        threshold: Double
    ) {
        self.threshold = threshold
    }

    /// Items with fewer shingles (a headline and one line) are compared by stricter rules.
    package static let shortShingles = 30
    /// The lowest similarity for such items: one word in fifteen may differ.
    package static let shortThreshold = 0.7
    /// Where one text is under half as long as the other, containment decides, if the shorter has at least this many shingles and shares
    /// enough of them.
    package static let leastContained = 20
    package static let leastJaccard = 0.12
    /// From this similarity on, two items of one source are the same story twice, not a phrase that the source repeats.
    package static let sameStory = 0.95
    /// The number of the two sources' most similar items that are searched for phrases.
    package static let mostSiblings = 4

    /// The earliest story that `signature` repeats, with their similarity; nil where it tells its own.
    ///
    /// - Parameters:
    ///   - item: the item's row number if it was journaled before: it cannot repeat stories that came later.
    ///   - stories: earlier stories, oldest first, including those of its own source, which show what the source repeats.
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

    /// The Jaccard similarity; where one text is under half as long as the other, the share of the shorter one that the longer contains
    /// (Broder 1997).
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

    /// The source itself told the story first: copies by others do not make its own items duplicates.
    private func isOwn(_ story: KnownStory, _ source: Int64, _ signature: Signature, _ stories: [KnownStory]) -> Bool {
        stories.contains { other in
            other.source == source && !other.repeats && other.original == story.original
                && similarity(signature, other.signature) >= threshold(for: signature, other.signature)
        }
    }
}

/// The minima that come from phrases which a source repeats: those that other items of the two sources share.
///
/// With them masked, a template or closing line cannot make two items duplicates.
private struct Phrases {
    /// One bit for each of sixteen minima: the lowest of its four.
    private var minima: [UInt64]

    init(of signature: Signature, and story: KnownStory, source: Int64, among stories: [KnownStory]) {
        let isShort = min(signature.shingles, story.signature.shingles) < DuplicateRule.shortShingles
        let siblings = stories.compactMap { other -> (agreement: [UInt64], jaccard: Double)? in
            guard other.item != story.item, other.source == story.source || other.source == source else { return nil }
            let partner = other.source == story.source ? story.signature : signature
            // A long text that a source carries twice is a story told twice, not a phrase.
            guard isShort || partner.jaccard(other.signature) < DuplicateRule.sameStory else { return nil }
            return (zip(signature.minima, other.signature.minima).map(Signature.agreement), signature.jaccard(other.signature))
        }.sorted { $0.jaccard > $1.jaccard }.prefix(DuplicateRule.mostSiblings)
        minima = Array(repeating: 0, count: signature.minima.count)
        // One further item suffices to make a short text a phrase. By chance one minimum in sixteen agrees.
        var once = minima
        for sibling in siblings {
            for word in minima.indices {
                minima[word] |= isShort ? sibling.agreement[word] : once[word] & sibling.agreement[word]
                once[word] |= sibling.agreement[word]
            }
        }
    }

    private var count: Int { minima.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether the part that is not phrases is long enough to decide.
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
