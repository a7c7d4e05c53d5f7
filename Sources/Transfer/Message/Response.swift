/// What a server answered, after redirects.
public struct Response: Sendable {
    /// The final response's. A file that is there answers 200, or 304 where the validators still hold.
    public var status: Int
    /// The URL that answered, without user info.
    public var url: String
    /// The hops that led there, in order.
    public var redirects: [Redirect]
    public var headers: Headers
    /// Of a 2xx, decompressed; empty for every other status.
    public var body: Body
    /// Why the body ends early: the connection broke off, timed out or sent garbage after some of it had arrived. What is in `body` came whole up to there.
    public var interruption: TransferError?
    /// Bytes received for the final response, header and body, as they were on the wire.
    public var wireSize: Int
    /// From the start of the transfer to its last byte.
    public var duration: Duration

    public init(
        status: Int, url: String, redirects: [Redirect] = [], headers: Headers = Headers(), body: Body = Body(),
        interruption: TransferError? = nil, wireSize: Int = 0, duration: Duration = .zero
    ) {
        self.status = status
        self.url = url
        self.redirects = redirects
        self.headers = headers
        self.body = body
        self.interruption = interruption
        self.wireSize = wireSize
        self.duration = duration
    }

    /// Whether the whole body is there.
    public var isComplete: Bool { interruption == nil }

    /// Where a redirect that was not followed leads, absolute and without user info; nil where this is none, or it leads nowhere that can be fetched.
    public var target: String? {
        guard Redirect.statuses.contains(status), let location = headers["Location"], !location.isEmpty, let base = try? WebURL(url) else {
            return nil
        }
        return try? WebURL(reference: location, from: base).display
    }
}
