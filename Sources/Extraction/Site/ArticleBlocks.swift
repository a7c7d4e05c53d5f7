import Markup
import WebAddress

/// The blocks of an article's sanitized HTML, with what is needed to recognise injected ones.
struct ArticleBlocks {
    /// A block that contains little but a link.
    struct LinkBlock {
        let block: Int
        /// The folded text beside the link; empty where there is none.
        let label: String
        let endsInMark: Bool
        /// A hash of its elements' names.
        let shape: UInt64
        let links: [Article.Related]
        /// Whether all of its links lead to the article's own site.
        let isInternal: Bool
        /// Whether there are paragraphs of the article before and after it.
        let isInside: Bool
        let isListed: Bool
    }

    let tree: HTMLTree
    let page: PageBlocks
    /// A hash of each block's own text; 0 where that is too short to identify it.
    let digests: [UInt64]
    private(set) var linkBlocks: [LinkBlock] = []

    static let fewestCharacters = 12
    private static let longestLabel = 40
    private static let longest = 300

    /// - Parameters:
    ///   - base: the article's URL; nil where link blocks are not needed.
    ///   - digests: whether text hashes are needed.
    init(_ html: String, base: String?, digests isDigested: Bool = true) {
        var html = html
        tree = html.withUTF8 { HTMLTree(safe: $0) }
        page = PageBlocks(tree, .lengths)
        digests = isDigested ? Self.digests(tree, page) : []
        if let base { linkBlocks = findLinkBlocks(base: base) }
    }

    private static func digests(_ tree: HTMLTree, _ page: PageBlocks) -> [UInt64] {
        var digests = [Digest](repeating: Digest(.text, ""), count: page.blocks.count)
        for (index, node) in tree.nodes.enumerated() where node.isText {
            let owner = Int(page.owners[index])
            guard owner >= 0 else { continue }
            for byte in tree.text(index) where byte > 0x20 { digests[owner].add(byte) }
        }
        return digests.enumerated().map { page.blocks[$0].own.characters < fewestCharacters ? 0 : $1.value }
    }

    private func findLinkBlocks(base: String) -> [LinkBlock] {
        let blocks = page.blocks
        let prose = blocks.indices.filter { blocks[$0].own.isParagraph }
        guard let first = prose.first, let last = prose.last else { return [] }
        let address = WebURL(base)
        return blocks.indices.compactMap { index in
            let own = blocks[index].own
            guard own.links > 0, own.characters >= Self.fewestCharacters, own.characters < Self.longest, own.linked * 2 >= own.characters,
                own.characters - own.linked <= Self.longestLabel
            else { return nil }
            let links = self.links(index)
            guard !links.isEmpty else { return nil }
            let label = self.label(index)
            return LinkBlock(
                block: index, label: Self.folded(label), endsInMark: Self.endsInMark(label), shape: shape(index), links: links,
                isInternal: links.allSatisfy { Self.isInternal($0.url, to: address) }, isInside: index > first && index < last,
                isListed: blocks[index].element == .li || blocks[index].element == .td)
        }
    }

    /// The links that have a text.
    private func links(_ block: Int) -> [Article.Related] {
        let node = page.blocks[block].node
        var links: [Article.Related] = []
        for index in node..<Int(tree.nodes[node].end) where tree.nodes[index].element == .a && !tree.nodes[index].isText {
            guard Int(page.owners[index]) == block, let url = tree.attribute(index, "href"), !url.isEmpty,
                let title = PageMetadata.line(tree.textContent(index)), title.utf8.count >= Self.fewestCharacters
            else { continue }
            links.append(Article.Related(title: title, url: url))
        }
        return links
    }

    /// The text directly inside the block that is in no link.
    private func label(_ block: Int) -> String {
        let node = page.blocks[block].node
        var bytes: [UInt8] = []
        var linkEnd = 0
        for index in node..<Int(tree.nodes[node].end) where Int(page.owners[index]) == block {
            if tree.nodes[index].element == .a, !tree.nodes[index].isText { linkEnd = max(linkEnd, Int(tree.nodes[index].end)) }
            if tree.nodes[index].isText, index >= linkEnd { bytes.append(contentsOf: tree.text(index)) }
        }
        return PageMetadata.line(String(decoding: bytes, as: UTF8.self)) ?? ""
    }

    private func shape(_ block: Int) -> UInt64 {
        let node = page.blocks[block].node
        var digest = Digest(.shape, page.blocks[block].element.name)
        if page.blocks[block].parent >= 0 { digest.add(page.blocks[page.blocks[block].parent].element.name) }
        for index in node..<Int(tree.nodes[node].end) where !tree.nodes[index].isText { digest.add(tree.nodes[index].element.name) }
        return digest.value
    }

    /// Whether a text ends like a label: "See also:", "Lire aussi :", ">>".
    static func endsInMark(_ label: String) -> Bool {
        label.last { !$0.isWhitespace }.map { ":：»>→›▶►".contains($0) } ?? false
    }

    /// Letters and digits only, in lower case.
    static func folded(_ label: String) -> String { String(label.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// Whether a link leads to the site of the page that it is on. A link that could not be made absolute does where the page's URL is not known.
    static func isInternal(_ link: String, to page: WebURL?) -> Bool {
        let link = WebURL(link)
        guard let page, let link, page.host != nil else { return page?.host == link?.host }
        return link.isSameSite(as: page)
    }

    /// The text directly inside a block, on one line.
    func text(_ block: Int) -> String {
        let node = page.blocks[block].node
        var bytes: [UInt8] = []
        for index in node..<Int(tree.nodes[node].end) where tree.nodes[index].isText && Int(page.owners[index]) == block {
            bytes.append(contentsOf: tree.text(index))
        }
        return PageMetadata.line(String(decoding: bytes, as: UTF8.self)) ?? ""
    }
}
