import Extraction
import Store
import Syndication
import WebAddress

/// Pages beside those of a round: where a new source brings a page or two of its site, they show what it repeats. Read once, and journaled never.
struct Siblings: Sendable {
    /// So many pages tell enough.
    private static let enough = 3

    private(set) var articles: [(url: String, article: Article)] = []

    /// - Parameter home: the source's address. Of other sites, which a link blog leads to, one page is all there ever is.
    /// - Throws: `CancellationError`, `StoreError`.
    static func fetch(for round: PageRound, home: String, from store: Store, with fetch: PageFetch) async throws -> Siblings {
        var siblings = Siblings()
        let items = try store.read { try $0.awaited(in: round, after: 0, limit: enough) }
        guard items.count < enough, items.allSatisfy({ WebURL.isSameSite($0.url, home) }), try pagesRead(of: round, in: store) < enough
        else { return siblings }
        var visited = Set(items.map(\.url))
        for item in items {
            guard let article = item.article.flatMap(AwaitedArticle.init(stored:)) else { continue }
            let links = article.related.map(\.url) + SiteCleaner.neighbours(of: article.html, at: item.url)
            for url in links where WebURL.isSameSite(url, item.url) && visited.insert(url).inserted {
                guard items.count + siblings.articles.count < enough else { return siblings }
                if let article = try await fetch.sibling(at: url) { siblings.articles.append((url, article)) }
                // A site whose pages fail is not tried further and further.
                if visited.count > items.count + 2 * enough { return siblings }
            }
        }
        return siblings
    }

    private static func pagesRead(of round: PageRound, in store: Store) throws(StoreError) -> Int {
        try store.read { try $0.siteMemory(round.host) }.flatMap(SiteMemory.init(stored:))?.pagesRead ?? 0
    }
}
