/// The robots.txt files of the hosts that were asked lately, kept for a day each (RFC 9309, section 2.4). When it is full, the oldest entries are removed.
///
/// The first request for a host fetches its file. Requests for the same host meanwhile wait for that fetch.
public actor RobotsCache {
    private struct Key: Hashable {
        /// Scheme, host and port: each has its own file (RFC 9309, section 2.3).
        let origin: String
        /// Whoever may not connect to a host finds its file unreachable; that must not hold for those who may.
        let allowsPrivateAddresses: Bool?

        init?(_ url: String, _ allowsPrivateAddresses: Bool?) {
            guard let origin = try? FetchURL(url).origin else { return nil }
            (self.origin, self.allowsPrivateAddresses) = (origin, allowsPrivateAddresses)
        }
    }

    private struct Entry {
        let robots: RobotsFile
        /// Numbers the entries in the order in which they were made.
        let number: UInt64
        /// When the file is to be fetched again.
        let expiry: ContinuousClock.Instant
        /// Whether the rules are the host's. False where it could not be reached, and everything is forbidden for that reason.
        let isKnown: Bool

        func verdict(on url: String) -> Verdict { robots.allows(url) ? .allowed : isKnown ? .forbidden : .unreachable }
    }

    /// What a host's file says of a URL.
    public enum Verdict: Sendable, Equatable {
        case allowed
        case forbidden
        /// The file cannot be read, so everything is forbidden for now.
        case unreachable
    }

    private static let lifetime = Duration.seconds(24 * 60 * 60)
    /// How long after a failure the file is not asked for again.
    private static let retryDelay = Duration.seconds(10 * 60)
    private static let redirectLimit = 5
    private static let timeout = Duration.seconds(30)

    private let fetcher: Fetcher
    private let token: String
    private let mostEntries: Int
    private let mostBytes: Int
    private var entries: [Key: Entry] = [:]
    /// About what the rules of all entries take in memory.
    private var bytes = 0
    private var lastNumber: UInt64 = 0
    private var fetches: [Key: Task<Entry, any Error>] = [:]

    /// - Parameters:
    ///   - token: the crawler's product token.
    ///   - mostEntries: the most hosts that are remembered.
    ///   - mostBytes: the most memory that their rules may take.
    public init(fetcher: Fetcher, token: String, mostEntries: Int = 10_000, mostBytes: Int = 4 << 20) {
        self.fetcher = fetcher
        self.token = token
        self.mostEntries = max(1, mostEntries)
        self.mostBytes = mostBytes
    }

    /// Whether a URL may be fetched by a request that is allowed such addresses, as far as that is known; nil where the host's file would have to be fetched.
    public func knownVerdict(on url: String, allowsPrivateAddresses: Bool? = nil, now: ContinuousClock.Instant = .now) -> Verdict? {
        guard let key = Key(url, allowsPrivateAddresses) else { return .forbidden }
        return entries[key].flatMap { $0.expiry > now ? $0.verdict(on: url) : nil }
    }

    /// Whether an absolute http or https URL may be fetched. Fetches the host's file unless it was fetched within the last day: the caller must have made sure
    /// that a request to the host may be made now.
    ///
    /// A 4xx means that there are no rules. Where the rules stay unknown (5xx, 429, no response), the ones known before hold on, or everything is forbidden.
    /// - Parameter allowsPrivateAddresses: as of the request for the URL, see ``Request``.
    /// - Throws: only `CancellationError`.
    public func verdict(
        on url: String, allowsPrivateAddresses: Bool? = nil, now: ContinuousClock.Instant = .now
    ) async throws -> Verdict {
        guard let key = Key(url, allowsPrivateAddresses) else { return .forbidden }
        if let known = knownVerdict(on: url, allowsPrivateAddresses: allowsPrivateAddresses, now: now) { return known }
        if let task = fetches[key] {
            // The fetch is cancelled with the task that began it; then this task begins another.
            if let entry = try? await task.value { return entry.verdict(on: url) }
            try Task.checkCancellation()
            return try await verdict(on: url, allowsPrivateAddresses: allowsPrivateAddresses, now: now)
        }
        let task = Task {
            // Before the task ends: whoever waited for it may go on first, and must not find it again.
            defer { self.fetches[key] = nil }
            let entry = try await self.fetch(key, before: self.entries[key], now: now)
            self.store(entry, for: key)
            return entry
        }
        fetches[key] = task
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        return try result.get().verdict(on: url)
    }

    private func fetch(_ key: Key, before: Entry?, now: ContinuousClock.Instant) async throws -> Entry {
        let request = Request(
            url: key.origin + "/robots.txt", timeout: Self.timeout, bodyLimit: RobotsFile.limit, redirectLimit: Self.redirectLimit,
            isCutAtLimit: true, allowsPrivateAddresses: key.allowsPrivateAddresses)
        do {
            let response = try await fetcher.fetch(request)
            switch response.status {
            case 200..<300 where !response.body.bytes.isEmpty || response.isComplete:
                return entry(RobotsFile(response.body.bytes, for: token), now)
            case 400..<500 where response.status != 429: return entry(.allowingAll, now)
            default: return unreachable(before, now)
            }
        } catch .cancelled {
            throw CancellationError()
        } catch .tooManyRedirects {
            // RFC 9309, section 2.3.1.2: the file counts as unavailable, so there are no rules.
            return entry(.allowingAll, now)
        } catch {
            return unreachable(before, now)
        }
    }

    private func entry(_ robots: RobotsFile, _ now: ContinuousClock.Instant) -> Entry {
        Entry(robots: robots, number: makeNumber(), expiry: now + Self.lifetime, isKnown: true)
    }

    /// RFC 9309, sections 2.3.1.4 and 2.4: while the file cannot be fetched, the known rules hold on; where none are known, everything is forbidden.
    private func unreachable(_ before: Entry?, _ now: ContinuousClock.Instant) -> Entry {
        let known = before.flatMap { $0.isKnown ? $0.robots : nil }
        return Entry(robots: known ?? .forbiddingAll, number: makeNumber(), expiry: now + Self.retryDelay, isKnown: known != nil)
    }

    private func makeNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    private func store(_ entry: Entry, for key: Key) {
        bytes += entry.robots.weight - (entries[key]?.robots.weight ?? 0)
        entries[key] = entry
        guard entries.count > mostEntries || bytes > mostBytes else { return }
        // Removing a quarter at a time makes the sorting rare.
        for (old, removed) in entries.sorted(by: { $0.value.number < $1.value.number }) where old != key {
            entries[old] = nil
            bytes -= removed.robots.weight
            if entries.count <= mostEntries * 3 / 4, bytes <= mostBytes * 3 / 4 { break }
        }
    }

    /// The number of hosts that are remembered.
    var count: Int { entries.count }
}
