import Markup
import Syndication
import WebAddress

/// What may be injected in one item: found in the item alone, judged after the whole document has been read.
public struct ItemFindings: Sendable {
    /// A block between the item's paragraphs that contains little but a link to another page of its site, with a headline.
    struct CrossLink {
        let block: Int
        /// Hash of the text beside the link, before it in the block or in a block above; 0 where there is none.
        let label: UInt64
        /// The block that contains the label, above or inside.
        let labelBlock: Int?
        /// The first words of the link, where they may be a label.
        let prefix: String?
        let shape: UInt64
        let link: Article.Related
        let isListed: Bool
        let isHeading: Bool
        let hasImage: Bool
    }

    /// A block with text of its own.
    struct Text {
        let block: Int
        /// Hash of its text and of its links' targets; 0 where that is too little to identify it.
        let digest: UInt64
        let characters: Int
        let isParagraph: Bool
        /// Whether it may be a promotion: it has a link, and neither its kind nor its length excludes it.
        let mayRepeat: Bool
    }

    private(set) var crossLinks: [CrossLink] = []
    private(set) var texts: [Text] = []
    var characters: Int { texts.reduce(0) { $0 + $1.characters } }

    /// The highest length of a promotion with a link; longer recurring blocks are ongoing stories.
    private static let invitation = 12...400
    /// The highest number of links under one label.
    private static let mostLinks = 5
    /// The highest length of the text above a link.
    private static let longestLabel = 40
    private static let telling = 12

    /// - Parameters:
    ///   - address: the item's URL.
    ///   - repetitions: whether to look for blocks that other items may share.
    init(_ blocks: ArticleBlocks, address: String, repetitions: Bool) {
        let page = blocks.page.blocks
        texts = page.indices.compactMap { index in
            let own = page[index].own
            guard own.characters > 0 else { return nil }
            let mayRepeat = repetitions && Self.mayRepeat(index, blocks)
            return Text(
                block: index, digest: mayRepeat ? Self.digest(index, blocks) : 0, characters: own.characters, isParagraph: own.isParagraph,
                mayRepeat: mayRepeat)
        }
        guard let own = WebURL(address), own.host != nil else { return }
        let isLink = Set(blocks.linkBlocks.map(\.block))
        crossLinks = blocks.linkBlocks.compactMap { link in
            // Several links on a line with words between them were chosen by an author.
            guard link.isInside, link.links.count == 1, let only = link.links.first, Self.isHeadline(only.title),
                Self.leads(only.url, from: own), Self.leadsNowhereElse(link, blocks)
            else { return nil }
            let inside = ((link.block + 1)..<page[link.block].end).filter { page[$0].own.characters > 0 }
            let above: (block: Int, text: String)?
            if let first = inside.first {
                // The rest of the box would stay and mean nothing by itself.
                guard link.label.isEmpty, inside.count == 1, let label = Self.label(first, blocks) else { return nil }
                above = label
            } else {
                above = link.label.isEmpty ? Self.label(above: link.block, blocks, isLink: isLink) : nil
            }
            // A text after the link is not its label.
            guard link.label.isEmpty || link.endsInMark || Self.beginsWithText(link.block, blocks) else { return nil }
            let label = above?.text ?? link.label
            return CrossLink(
                block: link.block, label: label.isEmpty ? 0 : Digest(.label, label).value, labelBlock: above?.block,
                prefix: label.isEmpty ? SiteCleaner.prefix(of: only.title) : nil, shape: link.shape, link: only,
                isListed: link.isListed || Self.isListed(link.block, blocks), isHeading: page[link.block].element.isHeading,
                hasImage: page[link.block].images > 0)
        }
    }

    /// A hash by which it is recognised in other items.
    var traits: Set<UInt64> {
        var traits = Set(texts.lazy.filter(\.mayRepeat).map(\.digest))
        traits.remove(0)
        for link in crossLinks {
            if link.label != 0 { traits.insert(link.label) } else { traits.insert(link.shape) }
            if let prefix = link.prefix { traits.insert(Digest(.prefix, prefix).value) }
        }
        return traits
    }

    private static func digest(_ block: Int, _ blocks: ArticleBlocks) -> UInt64 {
        let digest = blocks.digests[block]
        guard digest != 0, blocks.page.blocks[block].own.links > 0 else { return digest }
        var whole = Digest()
        whole.add(digest)
        let node = blocks.page.blocks[block].node
        for index in node..<Int(blocks.tree.nodes[node].end) where Int(blocks.page.owners[index]) == block {
            guard !blocks.tree.nodes[index].isText, blocks.tree.nodes[index].element == .a else { continue }
            blocks.tree.forEachAttribute(index) { name, value in
                guard name.elementsEqual("href".utf8) else { return }
                // Query parameters that identify the referrer may differ.
                for byte in value.prefix(while: { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }) { whole.add(byte) }
            }
        }
        return whole.value
    }

    /// Headings, code, lists and tables are content.
    private static func mayRepeat(_ block: Int, _ blocks: ArticleBlocks) -> Bool {
        let own = blocks.page.blocks[block].own
        guard own.links > 0, invitation.contains(own.characters), !isListed(block, blocks) else { return false }
        switch blocks.page.blocks[block].element {
        case .pre, .code, .figcaption, .summary: return false
        default: return !blocks.page.blocks[block].element.isHeading
        }
    }

    private static func isListed(_ block: Int, _ blocks: ArticleBlocks) -> Bool {
        var at = block
        while at >= 0 {
            switch blocks.page.blocks[at].element {
            case .li, .dd, .dt, .td, .th, .caption: return true
            default: at = blocks.page.blocks[at].parent
            }
        }
        return false
    }
}

// MARK: - Labels

extension ItemFindings {
    /// The label above a run of link blocks: a short text without a link.
    private static func label(above block: Int, _ blocks: ArticleBlocks, isLink: Set<Int>) -> (block: Int, text: String)? {
        let page = blocks.page.blocks
        var at = block - 1
        var links = 0
        while at >= 0, page[at].own.characters == 0 || isLink.contains(at) {
            if isLink.contains(at) { links += 1 }
            if links > mostLinks { return nil }
            at -= 1
        }
        return at >= 0 ? label(at, blocks) : nil
    }

    /// The text of a block if it may be a label.
    private static func label(_ block: Int, _ blocks: ArticleBlocks) -> (block: Int, text: String)? {
        let own = blocks.page.blocks[block].own
        guard own.links == 0, own.characters <= longestLabel else { return nil }
        let text = ArticleBlocks.folded(blocks.text(block))
        return text.isEmpty ? nil : (block, text)
    }

    private static func beginsWithText(_ block: Int, _ blocks: ArticleBlocks) -> Bool {
        let node = blocks.page.blocks[block].node
        for index in node..<Int(blocks.tree.nodes[node].end) where Int(blocks.page.owners[index]) == block {
            if blocks.tree.nodes[index].isText {
                if blocks.tree.text(index).contains(where: { $0 > 0x20 }) { return true }
            } else if blocks.tree.nodes[index].element == .a {
                return false
            }
        }
        return false
    }
}

// MARK: - Links

extension ItemFindings {
    /// Whether a link's text is a headline: at least three words, or as much in a script without spaces, and not a URL.
    private static func isHeadline(_ title: String) -> Bool {
        guard title.utf8.count >= telling, !title.contains("://") else { return false }
        let words = title.split { $0 == " " || $0 == "\u{A0}" }.count
        return words >= 3 || title.unicodeScalars.contains { $0.value >= 0x0E00 }
    }

    /// Whether a URL is another page of the site: not the item's own or one below it, not the site's front page, and not a file.
    private static func leads(_ address: String, from own: WebURL) -> Bool {
        guard let url = WebURL(address), url.isSameSite(as: own) else { return false }
        let path = url.path
        guard path != "/" || url.query != nil, path != own.path || url.query != own.query else { return false }
        // Pages below the item's URL belong to it: a transcript, slides, a second page.
        let below = own.path.hasSuffix("/") ? own.path : own.path + "/"
        guard below == "/" || !path.hasPrefix(below) else { return false }
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return true }
        return ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cgi"].contains(name[name.index(after: dot)...].lowercased())
            || name[dot...].dropFirst().contains { !$0.isLetter && !$0.isNumber }
    }

    /// Whether the block contains no links but those of its headlines.
    private static func leadsNowhereElse(_ link: ArticleBlocks.LinkBlock, _ blocks: ArticleBlocks) -> Bool {
        let node = blocks.page.blocks[link.block].node
        return (node..<Int(blocks.tree.nodes[node].end)).allSatisfy { index in
            guard !blocks.tree.nodes[index].isText, blocks.tree.nodes[index].element == .a else { return true }
            let url = blocks.tree.attribute(index, "href")
            return link.links.contains { $0.url == url }
        }
    }
}
