/// What to fetch, and within which limits.
public struct Request: Sendable {
    /// An absolute http or https URL, or a file or maildir URL where `allowsFile`. User info in it is sent to no other origin.
    public var url: String
    /// The validators of the last 200, sent as `If-None-Match` and `If-Modified-Since`, byte for byte.
    public var validators: Validators
    /// Fields to send besides the fetcher's own, and instead of those of the same name. Not sent from a redirect to another origin on.
    public var headers: [HeaderField]
    /// How long the transfer may take, redirects included, without the time that it was paused because the memory budget had no room.
    public var timeout: Duration
    /// The most bytes that the body may have after decompression.
    public var bodyLimit: Int
    /// Whether the URL may name a file or a Maildir: only where it stands in the configuration. A redirect never leads to a file.
    public var allowsFile: Bool
    /// The most redirects to follow; nil for the fetcher's own limit. With 0 a redirect is a response like any other, see ``Response/target``.
    public var redirectLimit: Int?
    /// Whether a body longer than `bodyLimit` is cut there, with the interruption `tooLarge`, instead of being an error.
    public var isCutAtLimit: Bool
    /// Whether addresses that are not public may be connected to, redirects included; nil for the fetcher's own setting.
    public var allowsPrivateAddresses: Bool?
    /// Whether the transfer begins at once, also where all connections are in use: somebody waits for it.
    public var isUrgent: Bool

    /// Waits until the host that a redirect leads to may be asked. Nil: redirects are followed at once.
    public var redirectTurn: RedirectTurn?

    /// - Parameter host: the name, without a port.
    public typealias RedirectTurn = @Sendable (_ host: String) async -> Turn

    /// Whether the host that a redirect leads to may be asked.
    public enum Turn: Sendable, Equatable {
        case granted
        /// The host asked for no requests, for so much longer.
        case onHold(Duration)
        /// Nobody waits for the response any more.
        case refused
    }

    public init(
        url: String, validators: Validators = Validators(), headers: [HeaderField] = [], timeout: Duration = .seconds(60),
        bodyLimit: Int = 16 << 20, allowsFile: Bool = false, redirectLimit: Int? = nil, isCutAtLimit: Bool = false,
        allowsPrivateAddresses: Bool? = nil, isUrgent: Bool = false, redirectTurn: RedirectTurn? = nil
    ) {
        self.url = url
        self.validators = validators
        self.headers = headers
        self.timeout = timeout
        self.bodyLimit = bodyLimit
        self.allowsFile = allowsFile
        self.redirectLimit = redirectLimit
        self.isCutAtLimit = isCutAtLimit
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.isUrgent = isUrgent
        self.redirectTurn = redirectTurn
    }
}
