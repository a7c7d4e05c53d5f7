import Bytes
import Extraction
import Identity
import Syndication
import Transfer

/// Fetches the article of an item within the limits of its host and of robots.txt, and joins the pages that the article is split into.
struct PageFetch: Sendable {
    enum Outcome: Sendable {
        case article(Article)
        /// `beginning` is what was read before a later page of the article failed.
        case failed(PageError, beginning: Article?)
    }

    /// The most pages that one article is read from.
    private static let pageLimit = 20
    private static let redirectLimit = 10
    /// Memory that the parsed page takes, as a multiple of its bytes.
    private static let treeWeight = 6

    let fetcher: Fetcher
    let robots: RobotsCache
    let budget: MemoryBudget
    let underWay: DocumentsUnderWay
    /// Limits how many pages are parsed at once.
    let parsing: AsyncSemaphore
    let slots: any HostSlots
    /// Limit of one transfer.
    let timeout: Duration
    /// In bytes.
    let bodyLimit: Int
    /// Whether the source may be sent to addresses that are not public.
    let allowsPrivateAddresses: Bool
    let now: @Sendable () -> Timestamp

    /// - Throws: only `CancellationError`.
    func article(at url: String) async throws -> Outcome {
        var article: Article
        var sequence: PageSequence
        switch try await page(at: url) {
        case .read(let first, let address): (article, sequence) = (first, PageSequence(first: address))
        case .failed(let error): return .failed(error, beginning: nil)
        }
        for _ in 1..<Self.pageLimit {
            guard let next = sequence.next(after: article) else { break }
            switch try await page(at: next) {
            case .read(let more, _):
                guard sequence.append(more, to: &article) else { return .article(article) }
            case .failed(let error) where error.isTemporary: return .failed(error, beginning: article)
            case .failed: return .article(article)
            }
        }
        return .article(article)
    }

    /// Another page of the site, fetched to detect what all its pages repeat; nil where it cannot be fetched.
    func referencePage(at url: String) async throws -> Article? {
        if case .read(let article, _) = try await page(at: url) { article } else { nil }
    }

    private enum Page {
        /// `at` is the URL that answered, after redirects.
        case read(Article, at: String)
        case failed(PageError)
    }

    /// Follows redirects itself: each hop is a request of its own, which needs a slot of its host and the permission of its robots.txt.
    private func page(at address: String) async throws -> Page {
        var address = address
        var host = ""
        for _ in 0...Self.redirectLimit {
            guard let page = PageRequest(address) else { return .failed(.notAPage) }
            host = page.host
            switch try await verdict(on: page) {
            case .allowed: break
            case .forbidden: return .failed(.forbiddenByRobots(host: host))
            case .unreachable: return .failed(.robotsUnreachable(host: host))
            }
            await budget.room()
            let request = Request(
                url: page.url, timeout: timeout, bodyLimit: bodyLimit, redirectLimit: 0, allowsPrivateAddresses: allowsPrivateAddresses)
            do {
                let response = try await slots.withSlot(at: host) { try await fetcher.fetch(request) }
                guard let target = response.target else { return try await read(response, from: host) }
                address = target
            } catch let error as TransferError {
                if case .cancelled = error { throw CancellationError() }
                return .failed(.transfer(error))
            }
        }
        return .failed(.tooManyRedirects(host: host, limit: Self.redirectLimit))
    }

    private func verdict(on page: PageRequest) async throws -> RobotsCache.Verdict {
        if let known = await robots.knownVerdict(on: page.url, allowsPrivateAddresses: allowsPrivateAddresses) { return known }
        return try await slots.withSlot(at: page.host) {
            try await robots.verdict(on: page.url, allowsPrivateAddresses: allowsPrivateAddresses)
        }
    }

    private func read(_ response: consuming Response, from host: String) async throws -> Page {
        switch response.statusClass {
        case .document, .otherSuccess:
            if let interruption = response.interruption { return .failed(.transfer(interruption)) }
            guard Self.isHTML(response) else { return .failed(.notHTML(host: host)) }
            let address = response.url
            do {
                guard let article = try await extract(response, from: host), !article.contentText.isEmpty else {
                    return .failed(.noArticle(host: host))
                }
                return .read(article, at: address)
            } catch {
                return .failed(.setAside(host: host))
            }
        case .overloaded:
            let retryAfter = Freshness.retryAfter(response.headers, now: now().milliseconds / 1_000)
            await slots.hold(host: host, for: Freshness.holdAfterOverload(retryAfter: retryAfter), status: response.status)
            return .failed(.status(response.status, host: host))
        case .notModified, .redirect, .temporaryFailure, .permanentFailure: return .failed(.status(response.status, host: host))
        }
    }

    /// Runs on the concurrent pool, whatever executor the caller is on.
    private func extract(_ response: consuming Response, from host: String) async throws(DocumentsUnderWay.SetAside) -> Article? {
        let body = response.body
        let (url, contentType) = (response.url, response.headers["content-type"])
        let page = DocumentsUnderWay.Document(page: url, host: host, digest: StableHash.hash(body.bytes))
        let reading = try await underWay.begin(page, isForced: false, now: now())
        defer { underWay.end(reading) }
        // After the note: a suspect holds no memory while it waits for another.
        let lease = await budget.work(Self.treeWeight * body.bytes.count)
        defer { lease.release() }
        await parsing.wait()
        defer { parsing.signal() }
        return await withTaskExecutorPreference(globalConcurrentExecutor) {
            ArticleExtractor.extract(body.bytes, url: url, contentType: contentType)
        }
    }

    /// A response without a Content-Type may be HTML.
    private static func isHTML(_ response: Response) -> Bool {
        guard let type = response.headers["content-type"]?.lowercased(), !type.isEmpty else { return true }
        return type.contains("html") || type.hasPrefix("text/plain") || type.hasPrefix("application/xml") || type.hasPrefix("text/xml")
    }
}
