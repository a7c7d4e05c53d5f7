import Markup

/// Finds the cross-links that a site injects between an article's paragraphs, by structure alone.
///
/// A cross-link is a short block with one link that makes up nearly all of it, without a sentence, and with prose before and after it;
/// and it has a label that ends in a colon, or another block of the same kind is elsewhere in the article.
struct CrossLinks {
    private let tree: HTMLTree
    private let page: PageBlocks

    init(_ tree: HTMLTree, _ page: PageBlocks) {
        self.tree = tree
        self.page = page
    }

    /// The blocks in `labels` that are cross-links, in document order.
    func find(_ labels: [Bool]) -> [Int] {
        let blocks = page.blocks
        let texts = blocks.indices.filter { labels[$0] && blocks[$0].own.characters > 0 }
        guard let first = texts.first(where: { blocks[$0].own.isParagraph }), let last = texts.last(where: { blocks[$0].own.isParagraph })
        else { return [] }
        var candidates: [(block: Int, hasLabel: Bool)] = []
        for index in blocks.indices where index > first && index < last {
            let block = blocks[index]
            guard block.own.characters > 0, block.own.characters < 220, block.own.links == 1, block.whole.characters == block.own.characters
            else { continue }
            guard block.element == .p || block.element == .div || block.element == .blockquote || block.element.isHeading else { continue }
            guard let text = parts(index), text.behind.isEmpty || text.behind.count < 4, text.link.count >= 12 else { continue }
            let isLabelled = text.before.hasSuffix(":") && text.before.count < 40
            guard text.before.isEmpty || isLabelled || text.before.count < 4 else { continue }
            candidates.append((index, isLabelled))
        }
        let bare = candidates.filter { !$0.hasLabel }.count
        return candidates.filter { $0.hasLabel || bare >= 2 }.map(\.block)
    }

    /// The title and URL of a cross-link.
    func link(_ block: Int) -> (title: String, href: String)? {
        let node = page.blocks[block].node
        for index in node..<Int(tree.nodes[node].end) where tree.nodes[index].element == .a {
            if let href = tree.attribute(index, "href"), let title = PageMetadata.line(tree.textContent(index)) { return (title, href) }
        }
        return nil
    }

    /// The texts before the link, in it and after it.
    private func parts(_ block: Int) -> (before: String, link: String, behind: String)? {
        let node = page.blocks[block].node
        let end = Int(tree.nodes[node].end)
        guard let link = (node..<end).first(where: { tree.nodes[$0].element == .a && !tree.nodes[$0].isText }) else { return nil }
        let linkEnd = Int(tree.nodes[link].end)
        func text(_ range: Range<Int>) -> String {
            var bytes: [UInt8] = []
            for index in range where tree.nodes[index].isText { bytes.append(contentsOf: tree.text(index)) }
            return PageMetadata.line(String(decoding: bytes, as: UTF8.self)) ?? ""
        }
        return (text(node..<link), text(link..<linkEnd), text(linkEnd..<end))
    }
}
