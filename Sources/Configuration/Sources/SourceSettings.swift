public import Filter

/// The settings of one source, which `[defaults]` can set for many.
public struct SourceSettings: Sendable, Equatable {
    /// The time between two polls, unless the server asks for another. `intervalMin` to `intervalMax`.
    public var interval: Duration
    /// The shortest time between two polls that a response can lead to. At least 1 s.
    public var intervalMin: Duration
    /// The longest time between two polls that a response can lead to, unless it has Retry-After. At most 365 d.
    public var intervalMax: Duration
    /// Whether the page of each new item is fetched and its article journaled.
    public var fullText: Bool
    public var backlog: Backlog
    /// Whether a changed item is journaled again.
    public var updates: Bool
    /// How long an item is remembered after the source stopped listing it. At least 1 d.
    public var remember: Duration
    /// Tags that every item of the source gets.
    public var tags: [String]
    public var enabled: Bool
    public var nearDuplicates: NearDuplicatePolicy
    /// The time limit of a whole transfer. 1 s to 1 h.
    public var timeout: Duration
    /// The size limit of a decompressed body in bytes. 1 KiB to 1 GiB.
    public var maxBody: Int
    /// The most private writable memory of a program that gives or converts the document, in bytes. 16 MiB to 1 TiB.
    public var maxMemory: Int
    /// Whether its feed, and the redirects and article pages that it leads to, may be at private, loopback and link-local addresses.
    public var allowPrivateAddresses: Bool
    /// Which of its items are journaled: the rules of `[defaults]` and its own.
    public var filter: FilterRules

    public init(
        interval: Duration = .seconds(30 * 60), intervalMin: Duration = .seconds(10 * 60), intervalMax: Duration = .seconds(86_400),
        fullText: Bool = false, backlog: Backlog = .all, updates: Bool = true, remember: Duration = .seconds(400 * 86_400),
        tags: [String] = [], enabled: Bool = true, nearDuplicates: NearDuplicatePolicy = .mark, timeout: Duration = .seconds(60),
        maxBody: Int = 16 << 20, maxMemory: Int = 512 << 20, allowPrivateAddresses: Bool = false,
        filter: FilterRules = FilterRules()
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
        self.maxMemory = maxMemory
        self.allowPrivateAddresses = allowPrivateAddresses
        self.filter = filter
    }
}
