import Configuration
import Extraction
import Identity
import Store
import Syndication

/// Reads the pages of a round together and gives its items as they are journaled, a few at a time.
struct RoundReading {
    /// Bytes of the rows that are in memory at once, about.
    private static let chunk = 4 << 20
    private static let rows = 64

    private let round: PageRound
    private let store: Store
    private let form: ContentForm
    private let nearDuplicates: NearDuplicatePolicy
    private var cleaner: SiteCleaner
    private var last: Int64 = 0
    private var isFirst = true

    /// Compares the pages with each other and with what the site is known to repeat.
    init(_ round: PageRound, with siblings: Siblings, store: Store, form: ContentForm, nearDuplicates: NearDuplicatePolicy)
        throws(StoreError)
    {
        self.round = round
        self.store = store
        self.form = form
        self.nearDuplicates = nearDuplicates
        let memory = try store.read { try $0.siteMemory(round.host) }.flatMap(SiteMemory.init(stored:)) ?? SiteMemory()
        var cleaner = SiteCleaner(memory: memory)
        try Self.each(of: round, in: store) { item in
            guard let article = item.article.flatMap(AwaitedArticle.init(stored:)) else { return }
            cleaner.read(article.html, related: article.related, page: item.url)
        }
        for (url, article) in siblings.articles { cleaner.read(article.contentHTML, related: article.related, page: url) }
        self.cleaner = cleaner
    }

    private static func each(of round: PageRound, in store: Store, _ body: (AwaitedItem) -> Void) throws(StoreError) {
        var last: Int64 = 0
        while true {
            let from = last
            let items = try store.read { try $0.awaited(in: round, after: from, limit: rows) }
            guard let end = items.last else { return }
            for item in items { body(item) }
            last = end.id
        }
    }

    /// The next of the round's items; nil after the last.
    mutating func next() throws(StoreError) -> FinishedRound? {
        var finished: [FinishedRound.Entry] = []
        var bytes = 0
        while bytes < Self.chunk {
            let from = last
            let items = try store.read { try $0.awaited(in: round, after: from, limit: Self.rows) }
            guard let end = items.last else { break }
            last = end.id
            for item in items {
                bytes += 2 * item.bytes
                if let one = finish(item) { finished.append(one) }
            }
        }
        guard !finished.isEmpty else { return nil }
        defer { isFirst = false }
        return FinishedRound(round: round, items: finished, memory: isFirst ? cleaner.memory.stored : nil, nearDuplicates: nearDuplicates)
    }

    /// nil where the row is damaged.
    private func finish(_ item: AwaitedItem) -> FinishedRound.Entry? {
        guard let feed = AwaitedFeedItem(stored: item.content) else { return nil }
        let page = item.article.flatMap(AwaitedArticle.init(stored:)).map { page in
            let clean = cleaner.clean(page.html, text: page.text, related: page.related, base: item.url)
            return page.with(clean)
        }
        let article = page.flatMap { ContentChoice.prefersPage($0, to: feed) ? $0 : nil }
        let content = Self.content(feed, article)
        let compared = ComparedContent(content)
        let versions = article == nil ? [item.contentHash] : compared.versions(.nothing)
        return FinishedRound.Entry(
            awaited: AwaitedPage(id: item.id, url: item.url, contentRevision: item.contentRevision), item: item.item, isArticle: article != nil, feed: feed.feed,
            finished: FinishedItem(
                contentHashes: versions, encoded: feed.encoded(with: article, content: form),
                signature: Signature(title: content.title, compared.content)))
    }

    /// As far as it is compared: as that of an item whose feed says all of it itself.
    private static func content(_ feed: AwaitedFeedItem, _ article: AwaitedArticle?) -> Item {
        var item = Item()
        item.title = feed.title ?? article?.title
        item.contentHTML = article?.html ?? feed.html
        item.contentText = article?.text ?? feed.text
        return item
    }
}
