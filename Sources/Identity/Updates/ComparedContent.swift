import Bytes
package import Syndication

/// What of an item's content counts as content, and the versions that follow from it (DESIGN.md, Identity: what rotates is not content).
///
/// Left out are blocks that are short and hold little but links; short blocks with a number before the first or behind the last running block
/// (`12 comments`), or of longer ones the number alone; and blocks that recur across the source's items (`RecurringBlocks`), numbers aside. All of
/// it counts again, in that order backwards, where hardly anything else is there: a bare list of links, an exchange rate.
package struct ComparedContent: Sendable {
    private let title: ComparedTitle
    package let content: ContentBlocks
    private let traits: [Trait]
    /// `BlockTemplate` of each block, and of what may count something in the title.
    package let templates: [UInt64]

    private struct Trait {
        let words: Int
        let isLinks: Bool
        let hasNumber: Bool
        /// Short, with a number, and no heading.
        let mayCount: Bool
        /// Such a block of few words besides: it says no more than the number.
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

    /// What there is to learn of it about the source.
    package func reading(of facets: Facets) -> RecurringBlocks.Reading {
        let item = facets.guid?.strict ?? facets.url?.strict ?? facets.title
        return .init(item: UInt32(truncatingIfNeeded: item), templates: templates, telling: tellingTemplates)
    }

    /// The blocks that are worth a second look when they are met in another item: the first and last ones, and all that may count something.
    package var tellingTemplates: [UInt64] {
        let blocks = traits.indices.filter { $0 < 2 || $0 >= traits.count - 3 || traits[$0].mayCount }.prefix(8)
        return templates[traits.count...] + blocks.map { templates[$0] }
    }

    /// The content's version, last, and before it those that the same content had while less was known to recur: an item that was compared then
    /// has not changed where its version is any of them.
    package func versions(_ recurring: RecurringBlocks.Known) -> [UInt64] {
        var versions = [version { _ in false }]
        // What does not recur ranks behind all that does.
        let ranks = recurring.isEmpty ? [] : templates.map { recurring.rank(of: $0) ?? .max }
        let steps = Set(ranks.lazy.filter { $0 != .max }).sorted().suffix(Self.mostSteps)
        for step in steps {
            let version = version { ranks[$0] <= step }
            if version != versions.last { versions.append(version) }
        }
        return versions
    }

    /// An item with more recurring blocks than this is no article.
    private static let mostSteps = 8
    /// Fewer words than this are not what an item is about.
    private static let fewWords = 8

    /// More numbers than this at one end of a text count nothing: a list of tracks, of chapters.
    private static let mostCounters = 4
    /// A counter has no more words than this: `posted 3 hours ago`.
    private static let fewestWords = 3

    private func version(without recurs: (Int) -> Bool) -> UInt64 {
        let counters = counters(without: recurs)
        let kept = kept(without: recurs, counters)
        let isWhole = kept.count == content.blocks.count && counters.isEmpty
        let headline = title.counter != nil && recurs(traits.count) ? title.withoutCounter : title.whole
        return StableHash.combine(headline, isWhole ? content.digest ?? 0 : content.bytes.isEmpty ? 0 : hash(kept, counters))
    }

    /// The short blocks with a number that stand before the first running block or behind the last.
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
        // All of it recurs: then the links tell (hnrss.org), or the numbers (an exchange rate), or the title alone.
        for tells in [\Trait.isLinks, \Trait.hasNumber] {
            let telling = traits.indices.filter { traits[$0][keyPath: tells] }
            if !telling.isEmpty { return telling }
        }
        return title.whole == 0 ? Array(traits.indices) : []
    }

    /// Of blocks with a counter their templates.
    private func hash(_ kept: [Int], _ counters: [Int]) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.bytes.count)
        var next = 0
        while next < kept.count {
            if !bytes.isEmpty { bytes.append(0x20) }
            let first = kept[next]
            next += 1
            if counters.contains(first) {
                withUnsafeBytes(of: templates[first].littleEndian) { bytes += $0 }
                continue
            }
            // What stands side by side is taken at once, with the spaces between.
            while next < kept.count, kept[next] == kept[next - 1] + 1, !counters.contains(kept[next]) { next += 1 }
            bytes += content.bytes[content.blocks[first].range.lowerBound..<content.blocks[kept[next - 1]].range.upperBound]
        }
        return StableHash.hash(bytes)
    }

    /// Little but links, or a label and links: a teaser, a list of tags, a link to another article.
    private static func isLinks(_ block: ContentBlocks.Block, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = block.firstLink, block.words <= mostLinkWords else { return false }
        if block.linked * 4 >= block.range.count * 3 { return true }
        let label = bytes[block.range.lowerBound..<min(max(first, block.range.lowerBound), block.range.upperBound)]
        let behind = block.range.upperBound - first
        return label.count <= longestLabel && label.last == UInt8(ascii: ":") && block.linked * 4 >= behind * 3
    }

    /// A longer one is a text that happens to be a link.
    private static let mostLinkWords = 30
    /// In bytes.
    private static let longestLabel = 80
}
