import Markup

/// Removes from the items of one feed what their site injects between paragraphs: cross-links and promotions, recognised by what recurs
/// across the items of one document and of earlier ones.
///
/// Pure. More careful than `SiteCleaner` is with pages, since items may be lists of links, digests, notes or messages, whose content must
/// never be lost. Each item is first passed to `read(_:address:item:)`, or to `pass(_:)` where it cannot contain anything injected; after
/// all have been read, `clean(_:_:)` decides.
public struct ItemCleaner: Sendable {
    /// With fewer items than this, recurrence proves little.
    public static let several = 3
    /// Shares of the items read.
    public static let half = 0.5
    public static let nearlyAll = 0.75

    private var memory: ItemMemory

    /// - Parameter memory: what earlier documents of the feed had in common.
    public init(memory: ItemMemory) {
        self.memory = memory
        self.memory.beginDocument()
    }

    public struct Cleaned: Sendable, Equatable {
        public var html: String
        public var text: String
        /// The cross-links that were removed, in order, without labels.
        public var related: [Article.Related]
    }

    /// What to remember for the next document.
    public var settled: ItemMemory {
        var memory = memory
        memory.settle()
        return memory
    }

    /// - Parameters:
    ///   - html: sanitized.
    ///   - address: the item's URL.
    ///   - item: a hash that distinguishes it from the feed's other items.
    ///   - links: whether to look for cross-links.
    ///   - repetitions: whether to look for blocks that other items may share.
    public mutating func read(
        _ html: String, address: String, item: UInt32, links: Bool = true, repetitions: Bool = true
    ) -> ItemFindings {
        let blocks = ArticleBlocks(html, base: links ? address : nil, digests: repetitions)
        let findings = ItemFindings(blocks, address: address, repetitions: repetitions)
        memory.note(findings.traits, on: item)
        return findings
    }

    /// Counts an item that contains nothing of interest.
    public mutating func pass(_ item: UInt32) { memory.note(EmptyCollection(), on: item) }

    /// The item without what its site injected; nil where nothing is removed.
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

    /// Whether what is removed is little compared with what stays.
    private func isAside(_ dropped: Set<Int>, in findings: ItemFindings) -> Bool {
        let gone = findings.texts.reduce(0) { dropped.contains($1.block) ? $0 + $1.characters : $0 }
        return gone * 3 <= findings.characters && findings.texts.contains { $0.isParagraph && !dropped.contains($0.block) }
    }
}

// MARK: - Cross-links

extension ItemCleaner {
    private func crossLinks(of findings: ItemFindings) -> [ItemFindings.CrossLink] {
        let links = findings.crossLinks.filter { link in
            // A list under a label, a label inside a link, a link that is a heading: each may belong to the item unless the site does it
            // throughout.
            if link.isListed { return link.label != 0 && isThroughout(link.label) }
            if link.label != 0 { return isRepeated(link.label) }
            if let prefix = link.prefix, isThroughout(Digest(.prefix, prefix).value) { return true }
            return !link.isHeading && !link.hasImage && isCommon(link.shape)
        }
        return isSparse(links, in: findings) ? links : []
    }

    /// Where every other paragraph is followed by links, the item is about those links.
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

    /// The links, each once, without those that the site has on all items.
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

// MARK: - Recurring blocks

extension ItemCleaner {
    /// Blocks with a link that nearly all items have word for word, between the item's own paragraphs. Blocks without a link, or at the
    /// end, may be a warning, a notice or a licence, and stay.
    private func repetitions(in findings: ItemFindings) -> Set<Int> {
        let recurring = Set(findings.texts.lazy.filter { isThroughout($0.digest) }.map(\.block))
        if recurring.isEmpty { return [] }
        let own = findings.texts.filter { $0.isParagraph && !recurring.contains($0.block) }.map(\.block)
        guard let first = own.first, let last = own.last else { return [] }
        return recurring.filter { $0 > first && $0 < last }
    }

    /// Recurs on three items, or on two of the few that were read.
    private func isRepeated(_ trait: UInt64) -> Bool {
        guard let known = memory[trait] else { return false }
        return known.distinct >= Self.several || known.distinct > 1 && memory.share(of: known) >= Self.half
    }

    /// Recurs on three items, and on half of those read.
    private func isCommon(_ trait: UInt64) -> Bool {
        guard let known = memory[trait] else { return false }
        return known.distinct >= Self.several && memory.share(of: known) >= Self.half
    }

    /// Recurs on three items, and on nearly all of those read.
    private func isThroughout(_ trait: UInt64) -> Bool {
        guard trait != 0, let known = memory[trait] else { return false }
        return known.distinct >= Self.several && memory.share(of: known) >= Self.nearlyAll
    }
}
