import Markup

/// Takes the article out of a web page.
public enum ArticleExtractor {
    /// - Parameters:
    ///   - bytes: The page, in whatever encoding.
    ///   - url: Its address, which relative URLs stand against.
    ///   - contentType: What HTTP said it is.
    ///   - repeated: Digests of blocks that the site is known to repeat from page to page: they are left out.
    /// - Returns: Nil where there is no page; an article without content where the page has none.
    public static func extract(
        _ bytes: [UInt8], url: String?, contentType: String?, leavingOut repeated: Set<UInt64> = []
    ) -> Article? {
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
        let digests = BlockDigests(tree, page)
        digests.leaveOut(repeated, &labels)
        article.blocks = digests.values(labels)
        var markup = ArticleMarkup(tree, page, labels)
        let clean = HTMLCleaner(base: metadata.base).clean(markup.write())
        article.contentHTML = clean.html
        article.contentText = clean.text
        if article.image == nil { article.image = clean.firstImage }
        return article
    }

    /// A page that is read together with others of its site.
    public struct Page: Sendable {
        public var bytes: [UInt8]
        public var url: String?
        public var contentType: String?

        public init(bytes: [UInt8], url: String?, contentType: String?) {
            self.bytes = bytes
            self.url = url
            self.contentType = contentType
        }
    }

    /// Takes the articles out of pages of one site. What several of them repeat word for word, promotions and the like, is left out of each.
    /// - Parameter known: Digests of blocks that the site repeated before.
    /// - Returns: For each page its article, and the digests that were found to repeat.
    public static func extract(_ pages: [Page], leavingOut known: Set<UInt64> = []) -> (articles: [Article?], repeated: Set<UInt64>) {
        var articles = pages.map { extract($0.bytes, url: $0.url, contentType: $0.contentType, leavingOut: known) }
        var counts: [UInt64: Int] = [:]
        for article in articles { for digest in Set(article?.blocks ?? []) { counts[digest, default: 0] += 1 } }
        let repeated = Set(counts.lazy.filter { $0.value > 1 }.map(\.key))
        if repeated.isEmpty { return (articles, []) }
        for (index, page) in pages.enumerated() where articles[index]?.blocks.contains(where: repeated.contains) == true {
            articles[index] = extract(page.bytes, url: page.url, contentType: page.contentType, leavingOut: known.union(repeated))
        }
        return (articles, repeated)
    }

    /// The heading that is the title is not part of the text that it stands over.
    private static func dropTitle(_ page: PageBlocks, _ labels: inout [Bool]) {
        guard page.title >= 0, labels[page.title], page.blocks[page.title].end == page.title + 1 else { return }
        let hasTextBefore = page.blocks.indices.prefix(page.title).contains { labels[$0] && page.blocks[$0].own.isParagraph }
        if !hasTextBefore { labels[page.title] = false }
    }

    /// Takes injected cross-links out of the article, and gives them with those that are out of it already.
    private static func takeCrossLinks(_ tree: HTMLTree, _ page: PageBlocks, _ labels: inout [Bool], base: String?) -> [Article.Related] {
        var found = InjectedLinks(tree, page, base: base).find(labels, base: base)
        let links = CrossLinks(tree, page)
        for block in links.find(labels) {
            labels[block] = false
            guard let (title, href) = links.link(block) else { continue }
            found.append((block, Article.Related(title: title, url: WebURL.resolve(href, against: base))))
        }
        var related: [Article.Related] = []
        for (_, link) in found.sorted(by: { $0.block < $1.block }) where !related.contains(link) { related.append(link) }
        return related
    }

    /// For each block of the page, whether it is part of the article.
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
