import Markup
import WebAddress

/// Finds the links in boxes and paragraphs between an article's paragraphs that do not belong to it, which contain little but links to
/// other pages of the site. Links beside or below the article are not considered.
struct InjectedLinks {
    private let tree: HTMLTree
    private let page: PageBlocks
    private let address: WebURL?

    private static let mostLinks = 12
    private static let longest = 1_200
    /// Length of the text that is in no link.
    private static let longestLabel = 60
    private static let shortestTitle = 12
    private static let others: ClassNames = [
        .share, .comment, .navigation, .tags, .author, .footer, .header, .subscribe, .advertisement, .sidebar, .hidden,
    ]

    /// - Parameter base: the article's URL; where it is unknown, any link may lead to the site.
    init(_ tree: HTMLTree, _ page: PageBlocks, base: String?) {
        self.tree = tree
        self.page = page
        address = base.flatMap { WebURL($0) }
    }

    /// The links and the blocks that contain them, in document order.
    func find(_ labels: [Bool], base: String?) -> [(block: Int, link: Article.Related)] {
        let blocks = page.blocks
        let prose = blocks.indices.filter { labels[$0] && blocks[$0].own.isParagraph }
        guard let first = prose.first, let last = prose.last, first < last else { return [] }
        let body = container(of: first, last)
        var found: [(block: Int, link: Article.Related)] = []
        var index = first + 1
        while index < last {
            let end = blocks[index].end
            // The outermost block that was left out.
            guard !(index..<end).contains(where: { labels[$0] }), end <= last + 1, isBelow(index, body) else {
                index += 1
                continue
            }
            if holdsLinks(index) {
                for link in links(index, base: base) where !found.contains(where: { $0.link.url == link.url }) {
                    found.append((index, link))
                }
            }
            index = end
        }
        return found
    }

    /// The innermost block that contains both.
    private func container(of first: Int, _ last: Int) -> Int {
        var at = page.blocks[first].parent
        while at >= 0, page.blocks[at].end <= last { at = page.blocks[at].parent }
        return at
    }

    private func isBelow(_ index: Int, _ container: Int) -> Bool {
        container < 0 || index > container && index < page.blocks[container].end
    }

    private func holdsLinks(_ index: Int) -> Bool {
        let block = page.blocks[index]
        let whole = block.whole
        guard whole.links > 0, whole.links <= Self.mostLinks, whole.characters <= Self.longest, block.controls == 0,
            whole.linked * 2 >= whole.characters || whole.characters - whole.linked <= Self.longestLabel
        else { return false }
        return (index..<block.end).allSatisfy {
            let part = page.blocks[$0]
            return part.element != .nav && part.names.isDisjoint(with: Self.others) && part.marks.isDisjoint(with: [.landmark, .hidden])
        }
    }

    /// Keeps one link for each page: the one with the longest text, where several (a picture and its headline) lead to it.
    private func links(_ block: Int, base: String?) -> [Article.Related] {
        let node = page.blocks[block].node
        var links: [Article.Related] = []
        for index in node..<Int(tree.nodes[node].end) where tree.nodes[index].element == .a && !tree.nodes[index].isText {
            guard let href = tree.attribute(index, "href"), !href.hasPrefix("#"), let title = PageMetadata.line(tree.textContent(index)),
                title.utf8.count >= Self.shortestTitle,
                let url = (try? OutputURL(href, for: .link, base: base.flatMap { WebURL($0) }))?.string
            else { continue }
            if let address, address.host != nil, !ArticleBlocks.isInternal(url, to: address) { continue }
            if let known = links.firstIndex(where: { $0.url == url }) {
                if links[known].title.utf8.count < title.utf8.count { links[known].title = title }
            } else {
                links.append(Article.Related(title: title, url: url))
            }
        }
        return links
    }
}
