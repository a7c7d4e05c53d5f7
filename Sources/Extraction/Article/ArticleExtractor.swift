import Markup
import WebAddress

/// Extracts the article from a web page.
public enum ArticleExtractor {
    /// - Parameters:
    ///   - bytes: the page, in any encoding.
    ///   - url: the page's URL, against which relative URLs are resolved.
    ///   - contentType: the value of the Content-Type header.
    /// - Returns: nil where there is no page; an article without content where the page has none.
    public static func extract(_ bytes: [UInt8], url: String?, contentType: String?) -> Article? {
        let text = PageEncoding.decode(bytes, contentType: contentType)
        let tree = text.withUnsafeBufferPointer { HTMLTree($0) }
        guard !tree.nodes.isEmpty else { return nil }
        let page = PageBlocks(tree)
        var labels = label(page)
        let title = page.title >= 0 ? page.blocks[page.title].node : nil
        let metadata = PageMetadata(tree, base: url, heading: title)
        var article = Article()
        metadata.fill(&article)
        dropTitle(page, &labels)
        article.related = takeCrossLinks(tree, page, &labels, base: metadata.base)
        var markup = ArticleMarkup(tree, page, labels)
        let clean = HTMLSanitizer(base: metadata.base).sanitize(markup.write())
        article.contentHTML = clean.html
        article.contentText = clean.text
        if article.image == nil { article.image = clean.firstImage }
        return article
    }

    /// Drops the heading that repeats the title.
    private static func dropTitle(_ page: PageBlocks, _ labels: inout [Bool]) {
        guard page.title >= 0, labels[page.title], page.blocks[page.title].end == page.title + 1 else { return }
        let hasTextBefore = page.blocks.indices.prefix(page.title).contains { labels[$0] && page.blocks[$0].own.isParagraph }
        if !hasTextBefore { labels[page.title] = false }
    }

    /// Removes injected cross-links from the article, and returns them together with those that extraction has removed already.
    private static func takeCrossLinks(_ tree: HTMLTree, _ page: PageBlocks, _ labels: inout [Bool], base: String?) -> [Article.Related] {
        var found = InjectedLinks(tree, page, base: base).find(labels, base: base)
        let links = CrossLinks(tree, page)
        for block in links.find(labels) {
            labels[block] = false
            guard let (title, href) = links.link(block), let url = try? OutputURL(href, for: .link, base: base.flatMap({ WebURL($0) }))
            else {
                continue
            }
            found.append((block, Article.Related(title: title, url: url.string)))
        }
        var related: [Article.Related] = []
        for (_, link) in found.sorted(by: { $0.block < $1.block }) where !related.contains(link) { related.append(link) }
        return related
    }

    /// For each block of the page, whether it belongs to the article.
    static func label(_ page: PageBlocks) -> [Bool] {
        let blocks = page.blocks
        let features = BlockFeatures(page)
        let weights = BlockWeights.table
        var inside: [BlockFeatures.Value] = []
        var enter: [BlockFeatures.Value] = []
        var leave: [BlockFeatures.Value] = []
        func sum(_ values: [BlockFeatures.Value]) -> Double {
            var sum = 0.0
            for (feature, value) in values { sum += weights[feature.rawValue] * value }
            return sum
        }
        var evidence: [BlockModel.Evidence] = []
        evidence.reserveCapacity(blocks.count)
        for index in blocks.indices {
            inside.removeAll(keepingCapacity: true)
            enter.removeAll(keepingCapacity: true)
            leave.removeAll(keepingCapacity: true)
            features.append(index, inside: &inside, enter: &enter, leave: &leave)
            evidence.append(BlockModel.Evidence(inside: sum(inside), enter: sum(enter), leave: sum(leave)))
        }
        return BlockModel.label(blocks, evidence)
    }
}
