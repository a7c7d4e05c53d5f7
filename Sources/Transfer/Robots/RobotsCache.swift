/// The robots.txt of the hosts that were asked lately, a day each (RFC 9309, 2.4). Bounded: the oldest make room.
///
/// The first who asks about a host fetches its file; who asks meanwhile waits for the same answer.
public actor RobotsCache {
    /// Told apart by scheme, host and port (RFC 9309, 2.3).
    private typealias Origin = String

    private struct Entry {
        let robots: RobotsFile
        /// Ascending with each answer that was stored.
        let age: UInt64
        /// When it is asked for anew.
        let expiry: ContinuousClock.Instant
        /// When it came; nil where the host could not be reached, and `robots` stands for that.
        let fetched: ContinuousClock.Instant?
    }

    private static let lifetime = Duration.seconds(24 * 60 * 60)
    /// How long a host that could not be reached is not asked again.
    private static let retry = Duration.seconds(10 * 60)
    private static let redirectLimit = 5
    private static let timeout = Duration.seconds(30)

    private let fetcher: Fetcher
    private let token: String
    private let mostEntries: Int
    private let mostBytes: Int
    private var entries: [Origin: Entry] = [:]
    private var bytes = 0
    private var nextAge: UInt64 = 0
    private var underWay: [Origin: Task<Entry, any Error>] = [:]

    /// - Parameters:
    ///   - token: the crawler's product token.
    ///   - mostEntries: hosts that are remembered at most; `mostBytes`: what their rules take up at most.
    public init(fetcher: Fetcher, token: String, mostEntries: Int = 10_000, mostBytes: Int = 4 << 20) {
        self.fetcher = fetcher
        self.token = token
        self.mostEntries = max(1, mostEntries)
        self.mostBytes = mostBytes
    }

    /// What is known already of whether a URL may be fetched; nil where the host would have to be asked.
    public func known(_ url: String, now: ContinuousClock.Instant = .now) -> Bool? {
        guard let origin = try? WebURL(url).origin else { return false }
        return entries[origin].flatMap { $0.expiry > now ? $0.robots.allows(url) : nil }
    }

    /// Whether an absolute http or https URL may be fetched. Asks the host where it has not said so within a day: who calls has seen to it that the host
    /// may be asked now.
    ///
    /// 4xx says that there are no rules; anything that leaves them unknown, 5xx, 429 or a network that fails, says no, unless they were known before.
    /// - Throws: `CancellationError` alone.
    public func allows(_ url: String, now: ContinuousClock.Instant = .now) async throws -> Bool {
        guard let origin = try? WebURL(url).origin else { return false }
        if let known = known(url, now: now) { return known }
        if let task = underWay[origin] {
            // It may end with the one who asked first; then it is this one's turn.
            if let entry = try? await task.value { return entry.robots.allows(url) }
            try Task.checkCancellation()
            return try await allows(url, now: now)
        }
        let before = entries[origin]
        let task = Task { try await self.ask(origin, before: before, now: now) }
        underWay[origin] = task
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        underWay[origin] = nil
        let entry = try result.get()
        store(entry, for: origin)
        return entry.robots.allows(url)
    }

    private func ask(_ origin: Origin, before: Entry?, now: ContinuousClock.Instant) async throws -> Entry {
        let request = Request(
            url: origin + "/robots.txt", timeout: Self.timeout, bodyLimit: RobotsFile.limit, redirectLimit: Self.redirectLimit,
            isCutAtLimit: true)
        do {
            let response = try await fetcher.fetch(request)
            switch response.status {
            case 200..<300 where !response.body.bytes.isEmpty || response.isComplete:
                return entry(RobotsFile(response.body.bytes, for: token), now)
            case 400..<500 where response.status != 429: return entry(.empty, now)
            default: return unreachable(before, now)
            }
        } catch .cancelled {
            throw CancellationError()
        } catch .tooManyRedirects {
            // RFC 9309, 2.3.1.2: as if there were none.
            return entry(.empty, now)
        } catch {
            return unreachable(before, now)
        }
    }

    private func entry(_ robots: RobotsFile, _ now: ContinuousClock.Instant) -> Entry {
        Entry(robots: robots, age: makeAge(), expiry: now + Self.lifetime, fetched: now)
    }

    /// RFC 9309, 2.3.1.4 and 2.4: what was known holds on while it cannot be asked for; where nothing was, everything is forbidden.
    private func unreachable(_ before: Entry?, _ now: ContinuousClock.Instant) -> Entry {
        let known = before.flatMap { $0.fetched == nil ? nil : $0 }
        return Entry(robots: known?.robots ?? .nothing, age: makeAge(), expiry: now + Self.retry, fetched: known?.fetched)
    }

    private func makeAge() -> UInt64 {
        nextAge += 1
        return nextAge
    }

    private func store(_ entry: Entry, for origin: Origin) {
        bytes += entry.robots.weight - (entries[origin]?.robots.weight ?? 0)
        entries[origin] = entry
        guard entries.count > mostEntries || bytes > mostBytes else { return }
        // A quarter at once, so that this is rare.
        for (old, gone) in entries.sorted(by: { $0.value.age < $1.value.age }) where old != origin {
            entries[old] = nil
            bytes -= gone.robots.weight
            if entries.count <= mostEntries * 3 / 4, bytes <= mostBytes * 3 / 4 { break }
        }
    }

    /// How many hosts are remembered.
    var count: Int { entries.count }
}
