import Markup

/// Cleans the items of one feed of what their site put between their paragraphs: cross-links and promotions, told by what recurs in the items of one
/// document and of those read before.
///
/// Pure. More careful than `SiteCleaner` is with pages: a feed's items may as well be lists of links, digests, notes or messages, and what they say is never
/// to be lost. Each item is given first to `read(_:address:item:)`, or to `pass(_:)` where nothing in it can be anything of the kind; what was found is judged
/// by `clean(_:_:)` when all of them have been read.
public struct ItemCleaner: Sendable {
    /// Fewer items than this tell little about the others.
    public static let several = 3
    /// Parts of the items read.
    public static let half = 0.5
    public static let nearlyAll = 0.75

    private var memory: ItemMemory

    /// - Parameter memory: from when items of the feed were read before.
    public init(memory: ItemMemory) {
        self.memory = memory
        self.memory.beginDocument()
    }

    public struct Cleaned: Sendable, Equatable {
        public var html: String
        public var text: String
        /// The cross-links that are gone, in their order, without labels.
        public var related: [Article.Related]
    }

    /// What is to be known when the next document comes.
    public var settled: ItemMemory {
        var memory = memory
        memory.settle()
        return memory
    }

    /// - Parameters:
    ///   - html: safe.
    ///   - address: the item's own.
    ///   - item: tells it from the feed's other items.
    ///   - links: whether cross-links are looked for.
    ///   - repetitions: whether blocks that other items have, too, are looked for.
    public mutating func read(
        _ html: String, address: String, item: UInt32, links: Bool = true, repetitions: Bool = true
    ) -> ItemFindings {
        let blocks = ArticleBlocks(html, base: links ? address : nil, digests: repetitions)
        let findings = ItemFindings(blocks, address: address, repetitions: repetitions)
        memory.note(findings.traits, on: item)
        return findings
    }

    /// An item that has nothing of interest.
    public mutating func pass(_ item: UInt32) { memory.note(EmptyCollection(), on: item) }

    /// An item without what its site put into it; nil where that is nothing.
    public func clean(_ html: String, _ findings: ItemFindings) -> Cleaned? {
        let links = crossLinks(of: findings)
        var dropped = Set(links.map(\.block)).union(links.compactMap(\.labelBlock))
        dropped.formUnion(repetitions(in: findings))
        guard !dropped.isEmpty, isAside(dropped, in: findings) else { return nil }
        let blocks = ArticleBlocks(html, base: nil, digests: false)
        guard blocks.tree.isWhole else { return nil }
        let safe = blocks.without(dropped, base: nil)
        return Cleaned(html: safe.html, text: safe.text, related: related(links, in: findings))
    }

    /// Whether what is dropped is little beside what stays.
    private func isAside(_ dropped: Set<Int>, in findings: ItemFindings) -> Bool {
        let gone = findings.texts.reduce(0) { dropped.contains($1.block) ? $0 + $1.characters : $0 }
        return gone * 3 <= findings.characters && findings.texts.contains { $0.isParagraph && !dropped.contains($0.block) }
    }
}

// MARK: - Cross-links

extension ItemCleaner {
    private func crossLinks(of findings: ItemFindings) -> [ItemFindings.CrossLink] {
        let links = findings.crossLinks.filter { link in
            // A list under a label, a label inside a link, a link that is a heading: each may be the item's own, if the site does not do it throughout.
            if link.isListed { return link.label != 0 && isThroughout(link.label) }
            if link.label != 0 { return isRepeated(link.label) }
            if let prefix = link.prefix, isThroughout(Digest(.prefix, prefix).value) { return true }
            return !link.isHeading && !link.hasImage && isCommon(link.shape)
        }
        return isSparse(links, in: findings) ? links : []
    }

    /// Where every other paragraph has links behind it, they are what the item is about.
    private func isSparse(_ links: [ItemFindings.CrossLink], in findings: ItemFindings) -> Bool {
        let taken = Set(links.map(\.block)).union(links.compactMap(\.labelBlock))
        var runs = 0
        var isRun = false
        for text in findings.texts {
            let isTaken = taken.contains(text.block)
            if isTaken, !isRun { runs += 1 }
            isRun = isTaken
        }
        return runs * 2 <= findings.texts.count { $0.isParagraph && !taken.contains($0.block) }
    }

    /// Each once, and none that the site has on all its items.
    private func related(_ links: [ItemFindings.CrossLink], in findings: ItemFindings) -> [Article.Related] {
        let digests = Dictionary(findings.texts.map { ($0.block, $0.digest) }, uniquingKeysWith: { first, _ in first })
        var related: [Article.Related] = []
        for link in links where !isThroughout(digests[link.block] ?? 0) {
            var one = link.link
            if related.contains(where: { $0.url == one.url }) { continue }
            if let prefix = link.prefix, isThroughout(Digest(.prefix, prefix).value) {
                one.title = String(one.title.dropFirst(prefix.count).drop { $0.isWhitespace })
            }
            related.append(one)
        }
        return related
    }
}

// MARK: - What recurs

extension ItemCleaner {
    /// The blocks with a link that nearly all items have word for word, between the item's own paragraphs. What has no link, or stands at the end, may be
    /// a warning, a notice, a licence.
    private func repetitions(in findings: ItemFindings) -> Set<Int> {
        let recurring = Set(findings.texts.lazy.filter { isThroughout($0.digest) }.map(\.block))
        if recurring.isEmpty { return [] }
        let own = findings.texts.filter { $0.isParagraph && !recurring.contains($0.block) }.map(\.block)
        guard let first = own.first, let last = own.last else { return [] }
        return recurring.filter { $0 > first && $0 < last }
    }

    /// On three items, or on two of the few that were read.
    private func isRepeated(_ trait: UInt64) -> Bool {
        guard let known = memory[trait] else { return false }
        return known.distinct >= Self.several || known.distinct > 1 && memory.share(of: known) >= Self.half
    }

    /// On three items, and on half of those read.
    private func isCommon(_ trait: UInt64) -> Bool {
        guard let known = memory[trait] else { return false }
        return known.distinct >= Self.several && memory.share(of: known) >= Self.half
    }

    /// On three items, and on nearly all of those read.
    private func isThroughout(_ trait: UInt64) -> Bool {
        guard trait != 0, let known = memory[trait] else { return false }
        return known.distinct >= Self.several && memory.share(of: known) >= Self.nearlyAll
    }
}
