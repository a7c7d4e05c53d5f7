import Configuration
import Extraction
import Logging
import Transfer
import WebAddress

/// Asks robots.txt for sources that are web pages, and fetches the further pages of their lists.
///
/// It runs within the slot of the poll: requests follow each other, `delay` apart, and go to the host of the list alone.
struct ListPages: Sendable {
    let fetcher: Fetcher
    let robots: RobotsCache
    /// `delay_per_host`.
    let delay: Duration
    let log: Logger

    private static let redirectLimit = 3

    /// Why a page may not be fetched; nil where it may.
    ///
    /// - Throws: `CancellationError` alone.
    func refusal(of url: String, _ source: Source) async throws -> PollError? {
        let host = WebURL(url)?.hostName ?? source.host
        switch try await robots.verdict(on: url, allowsPrivateAddresses: source.allowPrivateAddresses) {
        case .allowed: return nil
        case .forbidden: return .forbiddenByRobots(host: host)
        case .unreachable: return .robotsUnreachable(host: host)
        }
    }

    /// The pages that follow the first one. What cannot be fetched ends the list: its first page was read.
    ///
    /// - Parameters:
    ///   - bytes: the first page.
    ///   - url: its URL, after redirects.
    func furtherPages(
        after bytes: [UInt8], url: String, contentType: String?, _ rules: PageRules, of source: Source
    ) async -> [Batch.FurtherPage] {
        var pages: [Batch.FurtherPage] = []
        var visited: Set<String> = [url, source.url]
        var next = await Self.next(Batch.FurtherPage(url: url, contentType: contentType, bytes: bytes), rules)
        var left = source.maxBody
        while pages.count + 1 < rules.pages, let address = next, visited.insert(address).inserted, left > 0 {
            guard WebURL(address)?.hostName == WebURL(url)?.hostName else {
                log.info("source \(source.name): the next page of its list is on another host, and is not followed")
                break
            }
            do {
                if let refusal = try await refusal(of: address, source) {
                    log.notice("source \(source.name): page \(pages.count + 2) of its list: \(refusal.description)")
                    break
                }
                try await Task.sleep(for: delay)
                let request = Request(
                    url: address, timeout: source.timeout, bodyLimit: left, redirectLimit: Self.redirectLimit,
                    allowsPrivateAddresses: source.allowPrivateAddresses,
                    // Another host has its own queue and its own robots.txt.
                    redirectTurn: { _ in .refused })
                let response = try await fetcher.fetch(request)
                guard response.statusClass == .document, response.isComplete else {
                    let why = response.interruption?.description ?? HTTPStatus.description(of: response.status)
                    log.notice("source \(source.name): page \(pages.count + 2) of its list: \(why)")
                    break
                }
                left -= response.body.bytes.count
                let page = Batch.FurtherPage(url: response.url, contentType: response.headers["content-type"], bytes: response.body.bytes)
                next = await Self.next(page, rules)
                pages.append(page)
            } catch TransferError.cancelled {
                log.notice(
                    """
                    source \(source.name): page \(pages.count + 2) of its list is redirected to another host, which is not followed, or feedd is stopping
                    """)
                break
            } catch {
                log.notice("source \(source.name): page \(pages.count + 2) of its list: \(error)")
                break
            }
        }
        return pages
    }

    /// The URL of the page after one. Runs on the concurrent pool, whatever executor the caller is on.
    private static func next(_ page: Batch.FurtherPage, _ rules: PageRules) async -> String? {
        await withTaskExecutorPreference(globalConcurrentExecutor) {
            ListReader.next(page.bytes, url: page.url, contentType: page.contentType, rules: rules)
        }
    }
}
