import Extraction
import Store
import Syndication
import WebAddress

/// Further pages of a round's site, read to learn what the site repeats where the round itself has too few pages for that. They are not journaled.
struct ReferencePages: Sendable {
    /// This many pages are enough to tell what a site repeats.
    private static let enough = 3

    private(set) var articles: [(url: String, article: Article)] = []

    /// Follows the links of the round's pages to other pages of their site, where a site that feedd knows little of has brought only a page or two.
    ///
    /// - Parameter home: the source's URL. A round of another site has no reference pages: a link blog leads to one page of a site and never again.
    /// - Throws: `CancellationError`, `StoreError`.
    static func fetch(for round: PageRound, home: String, from store: Store, with fetch: PageFetch) async throws -> ReferencePages {
        var references = ReferencePages()
        let items = try store.read { try $0.awaited(in: round, after: 0, limit: enough) }
        guard items.count < enough, items.allSatisfy({ WebURL.isSameSite($0.url, home) }), try pagesRead(of: round, in: store) < enough
        else { return references }
        var visited = Set(items.map(\.url))
        for item in items {
            guard let article = item.article.flatMap(AwaitedArticle.init(stored:)) else { continue }
            let links = article.related.map(\.url) + SiteCleaner.neighbours(of: article.html, at: item.url)
            for url in links where WebURL.isSameSite(url, item.url) && visited.insert(url).inserted {
                guard items.count + references.articles.count < enough else { return references }
                if let article = try await fetch.referencePage(at: url) { references.articles.append((url, article)) }
                // Gives up on a site whose pages keep failing.
                if visited.count > items.count + 2 * enough { return references }
            }
        }
        return references
    }

    private static func pagesRead(of round: PageRound, in store: Store) throws(StoreError) -> Int {
        try store.read { try $0.siteMemory(round.host) }.flatMap(SiteMemory.init(stored:))?.pagesRead ?? 0
    }
}
