package import Bytes
package import Configuration
package import Extraction
import Syndication
import Transfer
import WebAddress

/// Finds the feeds that a page offers: looks at the places where they may be, and keeps what reads as a feed.
package struct FeedFinder: Sendable {
    /// A feed that was fetched and read.
    package struct Found: Sendable, Equatable {
        /// The URL that answered, after permanent redirects.
        package let url: String
        package let title: String?
        /// As in `feedd parse`.
        package let format: String
        package let items: Int
        /// The date of its newest item.
        package let newest: Timestamp?
        package let reason: FeedSearch.Reason
    }

    /// Why the page itself could not be read.
    package struct Unreachable: Error, CustomStringConvertible {
        package let description: String
    }

    private let fetcher: Fetcher
    private let robots: RobotsCache
    private let settings: FetchSettings

    package init(_ settings: FetchSettings) {
        self.settings = settings
        fetcher = Fetcher(configuration: .init(settings), budget: MemoryBudget(limit: 64 << 20))
        robots = RobotsCache(fetcher: fetcher, token: "feedd")
    }

    /// The feeds of the page at `url`, the best first; the document itself where it is a feed.
    package func find(at url: String) async throws -> [Found] {
        let response: Response
        do {
            response = try await fetcher.fetch(request(url))
        } catch {
            throw Unreachable(description: error.description)
        }
        guard case .document = response.statusClass else {
            throw Unreachable(description: PollError.status(response.status).description)
        }
        if let feed = read(response, reason: .declared) { return [feed] }
        return try await find(in: response.body.bytes, at: response.url)
    }

    /// The feeds of a page that is there already.
    package func find(in page: [UInt8], at url: String?) async throws -> [Found] {
        var found: [Found] = []
        var last: [String: ContinuousClock.Instant] = [:]
        for place in FeedSearch.places(in: page, at: url) {
            // The usual places are guesses, which are not made where the page says more.
            if place.reason == .usual, !found.isEmpty { break }
            guard let host = WebURL(place.url)?.hostName else { continue }
            if let moment = last[host] { try await Task.sleep(until: moment + settings.delayPerHost) }
            last[host] = .now
            // What a page declares is meant for readers of feeds; all else is a probe.
            if place.reason != .declared,
                try await robots.verdict(on: place.url, allowsPrivateAddresses: settings.allowPrivateAddresses) != .allowed
            {
                continue
            }
            guard let response = try? await fetcher.fetch(request(place.url)), case .document = response.statusClass,
                let feed = read(response, reason: place.reason), !found.contains(where: { $0.url == feed.url })
            else { continue }
            found.append(feed)
        }
        return Self.ranked(found)
    }

    /// By reason, with empty and abandoned feeds behind; of one reason in the page's order.
    static func ranked(_ found: [Found]) -> [Found] {
        let newest = found.compactMap(\.newest).max()
        func rank(_ feed: Found) -> Int {
            let isAbandoned = feed.newest.map { date in newest.map { $0.since(date) > .seconds(365 * 86_400) } ?? false } ?? false
            return feed.reason.rawValue + (feed.items == 0 ? 20 : isAbandoned ? 10 : 0)
        }
        return found.indices.sorted { one, other in
            let (first, second) = (rank(found[one]), rank(found[other]))
            return first != second ? first < second : one < other
        }.map { found[$0] }
    }

    private func request(_ url: String) -> Request {
        Request(
            url: url, timeout: settings.timeout, bodyLimit: settings.maxBody, allowsPrivateAddresses: settings.allowPrivateAddresses,
            isUrgent: true)
    }

    private func read(_ response: Response, reason: FeedSearch.Reason) -> Found? {
        guard
            let parsed = try? FeedParser.parse(
                response.body.bytes, url: response.url, contentType: response.headers["content-type"],
                deadline: CPUDeadline(ofDocument: response.body.bytes.count))
        else { return nil }
        let feed = FeedNormalizer(documentURL: response.url).normalize(feed: parsed)
        return Found(
            url: response.url, title: feed.title, format: feed.format.rawValue, items: parsed.items.count,
            newest: parsed.items.compactMap { $0.item.published ?? $0.item.modified }.max(), reason: reason)
    }
}
