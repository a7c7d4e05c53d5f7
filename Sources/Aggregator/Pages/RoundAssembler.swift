import Bytes
import Configuration
import Extraction
import Filter
import Identity
import Store
import Syndication

/// Puts the items of a round together from what their feed said and what their pages say: compares the pages with each other to find what the site
/// repeats, and gives the items as they are journaled, a few at a time.
struct RoundAssembler {
    /// About how many bytes of rows are given at once.
    private static let chunk = 4 << 20
    private static let rowsAtOnce = 64

    private let round: PageRound
    private let store: Store
    private let finisher: ItemFinisher
    private let nearDuplicates: NearDuplicatePolicy
    private let filter: FilterRules
    private let evaluator: FilterEvaluator
    private var cleaner: SiteCleaner
    private var lastRow: Int64 = 0
    private var isFirst = true

    /// Reads all pages of the round once, to learn what the site repeats.
    init(
        _ round: PageRound, with references: ReferencePages, store: Store, content: ContentForm, nearDuplicates: NearDuplicatePolicy,
        filter: FilterRules, now: Timestamp
    ) throws(StoreError) {
        self.filter = filter
        evaluator = FilterEvaluator(now: now)
        self.round = round
        self.store = store
        finisher = ItemFinisher(content: content)
        self.nearDuplicates = nearDuplicates
        let memory = try store.read { try $0.siteMemory(round.host) }.flatMap(SiteMemory.init(stored:)) ?? SiteMemory()
        var cleaner = SiteCleaner(memory: memory)
        try Self.forEachItem(of: round, in: store) { item in
            guard let article = item.article.flatMap(AwaitedArticle.init(stored:)) else { return }
            cleaner.read(article.html, related: article.related, page: item.url)
        }
        for (url, article) in references.articles { cleaner.read(article.contentHTML, related: article.related, page: url) }
        self.cleaner = cleaner
    }

    private static func forEachItem(of round: PageRound, in store: Store, _ body: (AwaitedItem) -> Void) throws(StoreError) {
        var lastRow: Int64 = 0
        while true {
            let from = lastRow
            let items = try store.read { try $0.awaited(in: round, after: from, limit: rowsAtOnce) }
            guard let last = items.last else { return }
            for item in items { body(item) }
            lastRow = last.id
        }
    }

    /// The next of the round's items; nil after the last.
    mutating func next() throws(StoreError) -> FinishedRound? {
        var finished: [FinishedRound.Entry] = []
        var bytes = 0
        while bytes < Self.chunk {
            let from = lastRow
            let items = try store.read { try $0.awaited(in: round, after: from, limit: Self.rowsAtOnce) }
            guard let last = items.last else { break }
            lastRow = last.id
            for item in items {
                bytes += 2 * item.bytes
                if let entry = assemble(item) { finished.append(entry) }
            }
        }
        guard !finished.isEmpty else { return nil }
        defer { isFirst = false }
        return FinishedRound(round: round, items: finished, memory: isFirst ? cleaner.memory.stored : nil, nearDuplicates: nearDuplicates)
    }

    /// nil where the row is damaged.
    private func assemble(_ item: AwaitedItem) -> FinishedRound.Entry? {
        guard let feed = AwaitedFeedItem(stored: item.content) else { return nil }
        let page = item.article.flatMap(AwaitedArticle.init(stored:)).map { page in
            page.with(cleaner.clean(page.html, text: page.text, related: page.related, base: item.url))
        }
        let article = page.flatMap { ContentChoice.prefersPage($0, to: feed) ? $0 : nil }
        let content = Self.content(feed, article)
        let compared = ComparedContent(content)
        // The poll hashed the feed's content, leaving out the blocks that recur across the source's items, which are not known here.
        let hashes = article == nil ? [item.contentHash] : compared.versions(.nothing)
        let finished = finisher.finish(title: content.title, compared, hashes: hashes, for: .journal) { form in
            feed.encoded(with: article, content: form)
        }
        return FinishedRound.Entry(
            awaited: AwaitedPage(id: item.id, url: item.url, contentRevision: item.contentRevision), item: item.item,
            isArticle: article != nil, isFiltered: isFiltered(feed, article), feed: feed.feed, finished: finished)
    }

    private func isFiltered(_ feed: AwaitedFeedItem, _ article: AwaitedArticle?) -> Bool {
        !filter.isEmpty && filter.verdict(on: feed.subject(with: article), with: evaluator).drops
    }

    /// What is compared: the same parts as of an item whose feed has its whole content.
    private static func content(_ feed: AwaitedFeedItem, _ article: AwaitedArticle?) -> Item {
        var item = Item()
        item.title = feed.title ?? article?.title
        item.contentHTML = article?.html ?? feed.html
        item.contentText = article?.text ?? feed.text
        return item
    }
}
