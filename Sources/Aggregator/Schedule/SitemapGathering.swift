import Bytes
import Configuration
import Store
import Syndication
import Transfer
import WebAddress

/// Gets the sitemaps that an index names, one after another, each in its host's turn.
struct SitemapGathering {
    private let poll: SourcePoll
    private let source: Source
    private let state: SourceState
    private let cause: PollCause
    private let turn: Request.RedirectTurn?

    /// The most sitemaps of an index that one poll gets: those that changed last.
    static let most = 20
    /// A sitemap counts as changed where its date is later than this long before the last poll: clocks differ, and many dates have no time of day.
    private static let margin = Duration.seconds(2 * 86_400)

    init(_ poll: SourcePoll, _ source: Source, _ state: SourceState, _ cause: PollCause, _ turn: Request.RedirectTurn?) {
        (self.poll, self.source, self.state, self.cause, self.turn) = (poll, source, state, cause, turn)
    }

    /// The response with its sitemap, or those that it names, as `FeedParser.parse(sitemaps:)` reads them. Where one of them could not be had, the response is
    /// incomplete, so that the next poll asks for all again.
    ///
    /// - Throws: `TransferError`, `CancellationError`.
    func gather(_ response: Response) async throws -> Response {
        var gathered = response
        var frames = ByteFrames()
        let body = try await unpacked(response)
        // What is no sitemap is reported when it is parsed.
        guard let entries = await Self.index(body.bytes, url: response.url) else {
            frames.append(response.url.utf8)
            frames.append(body.bytes)
            gathered.body = Body(bytes: frames.bytes, countedIn: poll.budget)
            return gathered
        }
        for entry in Self.chosen(entries, since: state.schedule.lastSuccess) {
            do {
                let sitemap = try await fetch(entry.url)
                guard frames.bytes.count + sitemap.bytes.count <= source.maxBody else {
                    gathered.interruption =
                        gathered.interruption ?? .tooLarge(host: WebURL(entry.url)?.hostName ?? "", limit: source.maxBody)
                    break
                }
                frames.append(entry.url.utf8)
                frames.append(sitemap.bytes)
            } catch TransferError.cancelled {
                throw CancellationError()
            } catch let error as TransferError {
                gathered.interruption = gathered.interruption ?? error
            }
        }
        gathered.body = Body(bytes: frames.bytes, countedIn: poll.budget)
        return gathered
    }

    /// Those that may have changed since the last poll, the latest first; those without a date as the index has them.
    static func chosen(_ entries: [Sitemap.Entry], since: Timestamp?) -> [Sitemap.Entry] {
        let changed = entries.filter { entry in
            guard let since, let modified = entry.modified else { return true }
            return modified > since - margin
        }
        return Array(changed.newestFirst(by: \.modified).prefix(most))
    }

    private func fetch(_ url: String) async throws -> Body {
        guard let host = WebURL(url)?.hostName else { throw TransferError.badURL(reason: "an entry of the sitemap index has no host") }
        if let turn { try await SourcePoll.wait(for: turn, at: host) }
        switch try await poll.lists.robots.verdict(on: url, allowsPrivateAddresses: source.allowPrivateAddresses) {
        case .allowed: break
        case .forbidden: throw TransferError.failed(reason: "robots.txt of \(host) forbids a sitemap of the index")
        case .unreachable: throw TransferError.failed(reason: "robots.txt of \(host), where a sitemap of the index is, cannot be read")
        }
        let response = try await poll.fetcher.fetch(
            Request(
                url: url, timeout: source.timeout, bodyLimit: source.maxBody, allowsPrivateAddresses: source.allowPrivateAddresses,
                isUrgent: cause > .due, redirectTurn: turn))
        guard case .document = response.statusClass else {
            throw TransferError.failed(reason: "a sitemap of the index: \(HTTPStatus.description(of: response.status))")
        }
        return try await unpacked(response)
    }

    /// Runs on the concurrent pool, whatever executor the caller is on, as ``index(_:url:)`` does.
    private func unpacked(_ response: Response) async throws(TransferError) -> Body {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(TransferError) -> Body in
            try response.body.unpackedGzip(from: WebURL(response.url)?.hostName ?? "", limit: source.maxBody, budget: poll.budget)
        }
    }

    private static func index(_ bytes: [UInt8], url: String) async -> [Sitemap.Entry]? {
        await withTaskExecutorPreference(globalConcurrentExecutor) {
            Sitemap.index(bytes, url: url, deadline: CPUDeadline(ofDocument: bytes.count))
        }
    }
}
