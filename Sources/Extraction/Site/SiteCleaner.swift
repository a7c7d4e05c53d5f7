import Markup
import WebAddress

/// Removes what a site injects into its article pages, cross-links and promotions, recognised by what recurs across several of its pages,
/// read together or before.
///
/// Pure. Each article is passed twice: all of them first to `read(_:related:page:)`, then each to `clean(_:text:related:base:)`.
public struct SiteCleaner: Sendable {
    /// What the site is known to repeat, including the pages just read.
    public private(set) var memory: SiteMemory
    private let before: SiteMemory
    /// How many of the pages have each entry.
    private var counts: [UInt64: Int] = [:]
    private var bits: [UInt64: UInt64] = [:]
    private var pages: Set<UInt64> = []

    /// - Parameter memory: what earlier pages of the site had in common.
    public init(memory: SiteMemory) {
        self.memory = memory
        before = memory
    }

    public struct Cleaned: Sendable {
        public var html: String
        public var text: String
        public var related: [Article.Related]
    }

    /// - Parameter page: the article's URL.
    public mutating func read(_ html: String, related: [Article.Related], page: String) {
        let number = Digest(.page, page).value
        guard pages.insert(number).inserted else { return }
        let blocks = ArticleBlocks(html, base: page)
        var traits = Set(blocks.digests)
        traits.remove(0)
        for link in blocks.linkBlocks {
            if !link.label.isEmpty { traits.insert(Digest(.label, link.label).value) }
            if link.isInside { traits.insert(link.shape) }
            traits.formUnion(link.links.map(Self.digest))
        }
        for label in Self.labels(in: blocks) { traits.insert(Digest(.label, label.text).value) }
        traits.formUnion(related.map(Self.digest))
        traits.formUnion(related.compactMap { Self.prefix(of: $0.title) }.map { Digest(.prefix, $0).value })
        for trait in traits {
            counts[trait, default: 0] += 1
            bits[trait, default: 0] |= SiteMemory.bit(number)
        }
        memory.note(traits, on: number)
    }

    /// The article without what the site injected.
    public func clean(_ html: String, text: String, related: [Article.Related], base: String) -> Cleaned {
        let blocks = ArticleBlocks(html, base: base)
        var dropped: Set<Int> = []
        var found: [Article.Related] = []
        let taken = crossLinks(blocks)
        for link in taken {
            dropped.insert(link.block)
            if isPromotion(link, blocks) { continue }
            found += link.links
        }
        dropped.formUnion(labelBlocks(blocks, taken: Set(taken.map(\.block))))
        dropped.formUnion(promotions(blocks).subtracting(dropped))
        let links = finish(related + found, base: base)
        // What makes up most of an article is the article itself, published under two URLs.
        guard !dropped.isEmpty, blocks.tree.isWhole, blocks.characters(of: dropped) * 2 < blocks.characters else {
            return Cleaned(html: html, text: text, related: dropped.isEmpty ? links : finish(related, base: base))
        }
        let clean = blocks.without(dropped, base: base)
        return Cleaned(html: clean.html, text: clean.text, related: links)
    }

    /// Other pages of the site that the article links to by links in blocks of their own.
    public static func neighbours(of html: String, at url: String) -> [String] {
        ArticleBlocks(html, base: url).linkBlocks.filter(\.isInternal).flatMap(\.links).map(\.url)
    }

    /// The number of the site's known pages that have it.
    private func pages(with trait: UInt64) -> Int {
        max(counts[trait] ?? 0, ((bits[trait] ?? 0) | before.pages(with: trait)).nonzeroBitCount)
    }

    /// Whether every page of several that were read together has it.
    private func isOnAll(_ trait: UInt64) -> Bool { pages.count > 1 && counts[trait] == pages.count }

    private static func digest(_ link: Article.Related) -> UInt64 { Digest(.link, link.url).value }
}

// MARK: - Cross-links

extension SiteCleaner {
    /// The blocks that contain little but a link and do not belong to the article.
    private func crossLinks(_ blocks: ArticleBlocks) -> [ArticleBlocks.LinkBlock] {
        var labels: [String: Int] = [:]
        var shapes: [UInt64: Int] = [:]
        for link in blocks.linkBlocks {
            if !link.label.isEmpty { labels[link.label, default: 0] += 1 }
            if link.label.isEmpty, link.isInside, link.isInternal { shapes[link.shape, default: 0] += 1 }
        }
        return blocks.linkBlocks.filter { link in
            let recurs = pages(with: link.shape) > 1
            if !link.label.isEmpty {
                let isKnown = pages(with: Digest(.label, link.label).value) > 1 || labels[link.label, default: 0] > 1
                return isKnown && (link.isInside || link.endsInMark) || link.endsInMark && link.isInside && link.isInternal
            }
            guard link.isInside, link.isInternal else { return false }
            // Lists of links may be the article's content.
            return link.isListed ? recurs && labelBefore(link.block, blocks) != nil : recurs || shapes[link.shape, default: 0] > 1
        }
    }

    /// A block that is only the label of the links below it.
    private static func labels(in blocks: ArticleBlocks) -> [(block: Int, text: String, endsInMark: Bool)] {
        blocks.linkBlocks.compactMap { link in
            let page = blocks.page.blocks
            // Skips containers, which have no text of their own.
            guard let before = (0..<link.block).last(where: { page[$0].own.characters > 0 }), page[before].own.links == 0,
                page[before].own.characters <= 40
            else { return nil }
            let text = blocks.text(before)
            let folded = ArticleBlocks.folded(text)
            return folded.isEmpty ? nil : (before, folded, ArticleBlocks.endsInMark(text))
        }
    }

    /// The label above a run of link blocks, if the block there is one: it ends like a label, or recurs.
    private func labelBefore(_ block: Int, _ blocks: ArticleBlocks) -> Int? {
        var at = block
        // Goes up past the links of the same list.
        let isLink = Set(blocks.linkBlocks.map(\.block))
        while let before = (0..<at).last(where: { blocks.page.blocks[$0].own.characters > 0 }), isLink.contains(before) { at = before }
        return Self.labels(in: blocks).first {
            let recurs = pages(with: Digest(.label, $0.text).value) > 1
            return $0.block < at && (recurs || $0.endsInMark) && (0..<at).last { blocks.page.blocks[$0].own.characters > 0 } == $0.block
        }?.block
    }

    private func labelBlocks(_ blocks: ArticleBlocks, taken: Set<Int>) -> Set<Int> {
        Set(taken.compactMap { labelBefore($0, blocks) })
    }

    /// The titles without their common prefix, each link once, without promotions.
    private func finish(_ related: [Article.Related], base: String) -> [Article.Related] {
        let prefixes = Set(related.compactMap { Self.prefix(of: $0.title) })
        let own = WebURL(base)
        var links: [Article.Related] = []
        for var link in related {
            if let prefix = Self.prefix(of: link.title) {
                let isShared = related.count > 1 && prefixes.count == 1 && related.allSatisfy { Self.prefix(of: $0.title) == prefix }
                if isShared || pages(with: Digest(.prefix, prefix).value) > 2 {
                    link.title = String(link.title.dropFirst(prefix.count).drop { $0.isWhitespace })
                }
            }
            let trait = Self.digest(link)
            let isOwn = ArticleBlocks.isInternal(link.url, to: own)
            if isOwn ? pages(with: trait) > 4 || pages.count > 2 && isOnAll(trait) : pages(with: trait) > 2 || isOnAll(trait) { continue }
            if !links.contains(where: { $0.url == link.url }) { links.append(link) }
        }
        return links
    }

    /// The text before a title's first colon, where it may be a label.
    static func prefix(of title: String) -> String? {
        guard let colon = title.firstIndex(where: { $0 == ":" || $0 == "：" }), colon < title.endIndex else { return nil }
        let prefix = title[...colon]
        let rest = title[title.index(after: colon)...]
        guard prefix.count <= 25, rest.utf8.count >= 12, rest.first?.isWhitespace ?? false else { return nil }
        return String(prefix)
    }
}

// MARK: - Promotions

extension SiteCleaner {
    /// The lowest length of a paragraph that counts as a promotion for being on both of two pages.
    private static let longestSlogan = 250
    /// A longer paragraph is not a promotion for having a link: ongoing stories repeat their background.
    private static let longestInvitation = 200

    /// A cross-link that every page has.
    private func isPromotion(_ link: ArticleBlocks.LinkBlock, _ blocks: ArticleBlocks) -> Bool {
        let count = pages(with: blocks.digests[link.block])
        let isOnAll = isOnAll(blocks.digests[link.block])
        return link.isInternal ? count > 4 || pages.count > 2 && isOnAll : count > 2 || isOnAll
    }

    /// Blocks that several pages have word for word.
    private func promotions(_ blocks: ArticleBlocks) -> Set<Int> {
        Set(
            blocks.digests.indices.filter { index in
                let trait = blocks.digests[index]
                let block = blocks.page.blocks[index]
                guard trait != 0, pages(with: trait) > 1 else { return false }
                switch block.element {
                case .td, .th, .pre, .code, .h1, .h2, .h3, .h4, .h5, .h6, .dt: return false
                case .li, .dd: return block.own.linkDensity > 0.5 && pages(with: trait) > 2
                default: break
                }
                let own = block.own
                let isInvitation = own.links > 0 && (own.characters < Self.longestInvitation || own.linkDensity >= 0.3)
                if isInvitation || pages(with: trait) > 2 { return true }
                return isOnAll(trait) && own.characters <= Self.longestSlogan
            })
    }
}
