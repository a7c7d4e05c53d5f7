import Bytes
import Extraction
import Identity
import Syndication
import Transfer

/// Fetches the article of an item: politely, as far as robots.txt allows, over all the pages it stands on.
struct PageFetch: Sendable {
    enum Outcome: Sendable {
        case article(Article)
        /// There is none, and trying again will not change that.
        case none(String)
        /// Worth another try; with what could be read all the same, where that is the article's beginning.
        case failed(String, beginning: Article?)
    }

    /// Pages of one article.
    private static let mostPages = 20
    private static let mostRedirects = 10
    /// What a page's tree takes beside its bytes.
    private static let treeWeight = 6

    let fetcher: Fetcher
    let robots: RobotsCache
    let budget: MemoryBudget
    /// How many pages are read at once.
    let permits: Permits
    let slots: any HostSlots
    /// Of a transfer.
    let timeout: Duration
    /// In bytes.
    let bodyLimit: Int

    /// - Throws: `CancellationError` alone.
    func article(at url: String) async throws -> Outcome {
        var article: Article
        var sequence: PageSequence
        switch try await page(at: url) {
        case .read(let first, let address): (article, sequence) = (first, PageSequence(first: address))
        case .none(let why): return .none(why)
        case .failed(let why): return .failed(why, beginning: nil)
        }
        for _ in 1..<Self.mostPages {
            guard let next = sequence.next(after: article) else { break }
            switch try await page(at: next) {
            case .read(let more, _):
                guard sequence.append(more, to: &article) else { return .article(article) }
            case .none: return .article(article)
            case .failed(let why): return .failed(why, beginning: article)
            }
        }
        return .article(article)
    }

    /// One page, to learn from; nil where it cannot be had.
    func sibling(at url: String) async throws -> Article? {
        if case .read(let article, _) = try await page(at: url) { article } else { nil }
    }

    private enum Page {
        /// The article, and where it was in the end.
        case read(Article, at: String)
        case none(String)
        case failed(String)
    }

    /// One page, through its redirects: each hop is another request, to a host that is asked in a slot of its own and may forbid it.
    private func page(at address: String) async throws -> Page {
        var address = address
        for _ in 0...Self.mostRedirects {
            guard let page = PageRequest(address) else { return .none("\(address): there is no page at this URL") }
            guard try await isAllowed(page) else { return .none("robots.txt of \(page.host) forbids it") }
            await budget.room()
            let request = Request(url: page.url, timeout: timeout, bodyLimit: bodyLimit, redirectLimit: 0)
            do {
                let response = try await slots.withSlot(at: page.host) { try await fetcher.fetch(request) }
                guard let target = response.target else { return try await read(response, of: page) }
                address = target
            } catch let error as TransferError {
                if case .cancelled = error { throw CancellationError() }
                return error.isLasting ? .none(error.description) : .failed(error.description)
            }
        }
        return .none("\(address): redirects for ever")
    }

    private func isAllowed(_ page: PageRequest) async throws -> Bool {
        if let known = await robots.known(page.url) { return known }
        return try await slots.withSlot(at: page.host) { try await robots.allows(page.url) }
    }

    private func read(_ response: consuming Response, of page: PageRequest) async throws -> Page {
        switch response.status {
        case 200..<300 where response.isComplete:
            guard Self.isHTML(response) else { return .none("\(page.host): the page is no HTML") }
            let address = response.url
            guard let article = await extract(response), !article.contentText.isEmpty else {
                return .none("\(page.host): the page has no article")
            }
            return .read(article, at: address)
        case 200..<300: return .failed(response.interruption?.description ?? "\(page.host): the page broke off")
        case 429, 503:
            let retryAfter = Freshness.retryAfter(response.headers, now: Timestamp.now().milliseconds / 1_000)
            await slots.hold(host: page.host, for: Answer.hold(retryAfter), status: response.status)
            return .failed("\(page.host): answered \(response.status)")
        case 408, 425, 500...599: return .failed("\(page.host): answered \(response.status)")
        default: return .none("\(page.host): answered \(response.status)")
        }
    }

    /// On the concurrent pool, so many at a time.
    private func extract(_ response: consuming Response) async -> Article? {
        await permits.take()
        defer { permits.giveBack() }
        let body = response.body
        let (url, contentType) = (response.url, response.headers["content-type"])
        let lease = budget.lease(Self.treeWeight * body.bytes.count)
        defer { lease.release() }
        return await withTaskExecutorPreference(globalConcurrentExecutor) {
            ArticleExtractor.extract(body.bytes, url: url, contentType: contentType)
        }
    }

    /// What does not say what it is may be.
    private static func isHTML(_ response: Response) -> Bool {
        guard let type = response.headers["content-type"]?.lowercased(), !type.isEmpty else { return true }
        return type.contains("html") || type.hasPrefix("text/plain") || type.hasPrefix("application/xml") || type.hasPrefix("text/xml")
    }
}

extension TransferError {
    /// Another try would end as this one.
    fileprivate var isLasting: Bool {
        switch self {
        case .badURL, .unsupportedScheme, .refusedAddress, .tooLarge, .headerTooLarge, .badContentEncoding, .noSuchFile, .unreadableFile:
            true
        default: false
        }
    }
}
