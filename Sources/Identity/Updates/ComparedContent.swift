import Bytes
package import Syndication

/// Which blocks of an item's content are compared, and the content hashes that follow (docs/IDENTITY.md: what rotates is not content).
///
/// Not compared: short blocks that consist of little but links; short blocks with a number before the first or after the last running
/// block (`12 comments`), or in longer ones the number alone; blocks that recur across the source's items (`RecurringBlocks`), numbers
/// masked. Where hardly anything else remains (a bare list of links, an exchange rate) they are compared after all, in the reverse order.
package struct ComparedContent: Sendable {
    private let title: ComparedTitle
    package let content: ContentBlocks
    private let traits: [Trait]
    /// `BlockTemplate` of each block, followed by that of the title's counter, if there is one.
    package let templates: [UInt64]

    private struct Trait {
        let words: Int
        let isLinks: Bool
        let hasNumber: Bool
        /// A short block with a number that is not a heading.
        let mayCount: Bool
        /// Such a block with hardly any other words: it says nothing but the number.
        let isBare: Bool
    }

    package init(_ item: Item) { self.init(item, ContentBlocks(item)) }

    package init(_ item: Item, _ content: ContentBlocks) { self.init(title: item.title, content) }

    package init(title: String?, _ content: ContentBlocks) {
        self.title = ComparedTitle(title ?? "")
        self.content = content
        var traits: [Trait] = []
        traits.reserveCapacity(content.blocks.count)
        var templates: [UInt64] = []
        templates.reserveCapacity(content.blocks.count + 1)
        content.bytes.withUnsafeBufferPointer { bytes in
            for block in content.blocks {
                let text = UnsafeBufferPointer(rebasing: bytes[block.range])
                let hasNumber = Figures.stand(in: text)
                let mayCount = hasNumber && block.words <= BlockTemplate.shortWords && !block.isHeading
                traits.append(
                    Trait(
                        words: block.words, isLinks: Self.isLinks(block, bytes), hasNumber: hasNumber, mayCount: mayCount,
                        isBare: mayCount && Figures.plainWords(in: text) <= Self.fewestWords))
                templates.append(BlockTemplate.hash(text, words: block.words, hasNumber: hasNumber))
            }
        }
        if let counter = self.title.counter { templates.append(counter) }
        self.traits = traits
        self.templates = templates
    }

    /// What the item contributes to learning the source's recurring blocks.
    package func reading(of facets: Facets) -> RecurringBlocks.Reading {
        let item = facets.guid?.strict ?? facets.url?.strict ?? facets.title
        return .init(item: UInt32(truncatingIfNeeded: item), templates: templates, telling: tellingTemplates)
    }

    /// The blocks that are likely to recur: the first and the last ones, and those that may be counters.
    package var tellingTemplates: [UInt64] {
        let blocks = traits.indices.filter { $0 < 2 || $0 >= traits.count - 3 || traits[$0].mayCount }.prefix(8)
        return templates[traits.count...] + blocks.map { templates[$0] }
    }

    /// All hashes that this content can have. The last one excludes every block known to recur; the ones before it were computed when
    /// fewer were known. The content is unchanged where the stored hash is any of them.
    package func versions(_ recurring: RecurringBlocks.Known) -> [UInt64] {
        var versions = [version { _ in false }]
        guard !recurring.isEmpty else { return versions }
        // Blocks that do not recur rank last.
        let ranks = templates.map { recurring.rank(of: $0) ?? .max }
        let steps = Set(ranks.lazy.filter { $0 != .max }).sorted().suffix(Self.mostSteps)
        for step in steps {
            let version = version { ranks[$0] <= step }
            if version != versions.last { versions.append(version) }
        }
        return versions
    }

    /// Items with more recurring blocks than this are not articles.
    private static let mostSteps = 8
    /// Fewer words than this are not considered content.
    private static let fewWords = 8

    /// More numbers than this at one end of a text are not counters but content: a list of tracks or chapters.
    private static let mostCounters = 4
    /// A counter has at most this many words: `posted 3 hours ago`.
    private static let fewestWords = 3

    private func version(without recurs: (Int) -> Bool) -> UInt64 {
        let counters = counters(without: recurs)
        let kept = kept(without: recurs, counters)
        let isWhole = kept.count == content.blocks.count && counters.isEmpty
        let headline = title.counter != nil && recurs(traits.count) ? title.withoutCounter : title.whole
        return StableHash.combine(headline, isWhole ? content.digest ?? 0 : content.bytes.isEmpty ? 0 : hash(kept, counters))
    }

    /// Indices of the short blocks with a number before the first running block or after the last.
    private func counters(without recurs: (Int) -> Bool) -> [Int] {
        let isRunning = { (index: Int) in !recurs(index) && !traits[index].isLinks && traits[index].words > BlockTemplate.shortWords }
        guard let first = traits.indices.first(where: isRunning), let last = traits.indices.last(where: isRunning) else { return [] }
        return counters(in: 0..<first, without: recurs) + counters(in: (last + 1)..<traits.count, without: recurs)
    }

    private func counters(in edge: Range<Int>, without recurs: (Int) -> Bool) -> [Int] {
        let found = edge.filter { traits[$0].mayCount && !recurs($0) }
        return found.count <= Self.mostCounters ? found : []
    }

    private func kept(without recurs: (Int) -> Bool, _ counters: [Int]) -> [Int] {
        var kept: [Int] = []
        kept.reserveCapacity(traits.count)
        var words = 0
        for index in traits.indices where !recurs(index) && !(traits[index].isBare && counters.contains(index)) {
            kept.append(index)
            if !traits[index].isLinks { words += traits[index].words }
        }
        if words >= Self.fewWords {
            kept.removeAll { traits[$0].isLinks }
            return kept
        }
        if !kept.isEmpty { return kept }
        // Everything recurs: compare the links (hnrss.org), else the numbers (an exchange rate), else the title alone.
        for tells in [\Trait.isLinks, \Trait.hasNumber] {
            let telling = traits.indices.filter { traits[$0][keyPath: tells] }
            if !telling.isEmpty { return telling }
        }
        return title.whole == 0 ? Array(traits.indices) : []
    }

    /// Hashes the kept blocks; for blocks with a counter, their templates.
    private func hash(_ kept: [Int], _ counters: [Int]) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.bytes.count)
        var next = 0
        while next < kept.count {
            if !bytes.isEmpty { bytes.append(0x20) }
            let first = kept[next]
            next += 1
            if counters.contains(first) {
                bytes.append(littleEndian: templates[first])
                continue
            }
            // Adjacent blocks are copied at once, with the spaces between them.
            while next < kept.count, kept[next] == kept[next - 1] + 1, !counters.contains(kept[next]) { next += 1 }
            bytes += content.bytes[content.blocks[first].range.lowerBound..<content.blocks[kept[next - 1]].range.upperBound]
        }
        return StableHash.hash(bytes)
    }

    /// Whether a block is little but links, or a label followed by links: a teaser, a list of tags, a link to another article.
    private static func isLinks(_ block: ContentBlocks.Block, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = block.firstLink, block.words <= mostLinkWords else { return false }
        if block.linked * 4 >= block.range.count * 3 { return true }
        let label = bytes[block.range.lowerBound..<min(max(first, block.range.lowerBound), block.range.upperBound)]
        let behind = block.range.upperBound - first
        return label.count <= longestLabel && label.last == UInt8(ascii: ":") && block.linked * 4 >= behind * 3
    }

    /// Longer blocks are texts that happen to be links.
    private static let mostLinkWords = 30
    /// In bytes.
    private static let longestLabel = 80
}
