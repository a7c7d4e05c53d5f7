/// What may be set for one source, or for many in `[defaults]`.
public struct SourceSettings: Sendable, Equatable {
    /// Between two polls. `intervalMin` to `intervalMax`.
    public var interval: Duration
    /// No answer of a server's brings two polls closer together than this. At least 1 s.
    public var intervalMin: Duration
    /// No answer of a server's, but for Retry-After, keeps two polls further apart than this. At most 365 d.
    public var intervalMax: Duration
    /// Whether the page of each new item is fetched, and its article kept.
    public var fullText: Bool
    public var backlog: Backlog
    /// Whether a changed item is journaled again.
    public var updates: Bool
    /// How long an item is remembered once the source shows it no more. At least 1 d.
    public var remember: Duration
    /// Given to every item of the source.
    public var tags: [String]
    public var enabled: Bool
    /// What becomes of an item that repeats another source's.
    public var nearDuplicates: NearDuplicatePolicy
    /// For a whole transfer. 1 s to 1 h.
    public var timeout: Duration
    /// Bytes after decompression. 1 KiB to 1 GiB.
    public var maxBody: Int

    public init(
        interval: Duration = .seconds(30 * 60), intervalMin: Duration = .seconds(10 * 60), intervalMax: Duration = .seconds(86_400),
        fullText: Bool = false, backlog: Backlog = .all, updates: Bool = true, remember: Duration = .seconds(400 * 86_400),
        tags: [String] = [],
        enabled: Bool = true, nearDuplicates: NearDuplicatePolicy = .mark, timeout: Duration = .seconds(60), maxBody: Int = 16 << 20
    ) {
        self.interval = interval
        self.intervalMin = intervalMin
        self.intervalMax = intervalMax
        self.fullText = fullText
        self.backlog = backlog
        self.updates = updates
        self.remember = remember
        self.tags = tags
        self.enabled = enabled
        self.nearDuplicates = nearDuplicates
        self.timeout = timeout
        self.maxBody = maxBody
    }
}
