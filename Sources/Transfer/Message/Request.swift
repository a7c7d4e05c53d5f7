/// What to fetch, and within which bounds.
public struct Request: Sendable {
    /// An absolute http or https URL, or a file URL where `allowsFile`. User info in it is sent to its own host alone.
    public var url: String
    /// From the last 200 of this URL; sent as `If-None-Match` and `If-Modified-Since`.
    public var validators: Validators
    /// Sent beside the fetcher's own, and instead of them where the name is the same; not sent on once a redirect leads to another host.
    public var headers: [HeaderField]
    /// From the start to the last byte, redirects included, without the time it was paused for want of memory.
    public var timeout: Duration
    /// The most bytes the body may have after decompression.
    public var bodyLimit: Int
    /// Whether `file://` may be read: only where the configuration itself names the URL. A redirect never leads to a file.
    public var allowsFile: Bool
    /// Hops that are followed; nil for as many as the fetcher follows. With 0 a redirect is an answer like any other: see ``Response/target``.
    public var redirectLimit: Int?
    /// Whether a body that is longer than `bodyLimit` is cut there, and not an error: its interruption is then `tooLarge`.
    public var isCutAtLimit: Bool

    public init(
        url: String, validators: Validators = Validators(), headers: [HeaderField] = [], timeout: Duration = .seconds(60),
        bodyLimit: Int = 16 << 20, allowsFile: Bool = false, redirectLimit: Int? = nil, isCutAtLimit: Bool = false
    ) {
        self.url = url
        self.validators = validators
        self.headers = headers
        self.timeout = timeout
        self.bodyLimit = bodyLimit
        self.allowsFile = allowsFile
        self.redirectLimit = redirectLimit
        self.isCutAtLimit = isCutAtLimit
    }
}
