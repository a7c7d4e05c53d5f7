/// The response of a server, after redirects.
public struct Response: Sendable {
    /// The status of the last response. A file has 200, or 304 where it still matches the validators.
    public var status: Int
    /// The URL of the last response, without user info.
    public var url: String
    /// The redirects that led there, in order.
    public var redirects: [Redirect]
    public var headers: Headers
    /// The body of a 2xx, decompressed; empty for every other status.
    public var body: Body
    /// Why the body is incomplete: the connection was closed, timed out or brought invalid data after a part had arrived. `body` is that part.
    public var interruption: TransferError?
    /// Bytes received of the last response, header and body, before decompression.
    public var wireSize: Int
    /// How long the transfer took, redirects and pauses included.
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

    /// Whether the whole body was received.
    public var isComplete: Bool { interruption == nil }

    /// Where a redirect that was not followed leads, absolute and without user info. Nil where this is no redirect, or its target cannot be fetched.
    public var target: String? {
        guard Redirect.statuses.contains(status), let location = headers["Location"], !location.isEmpty, let base = try? FetchURL(url)
        else {
            return nil
        }
        return try? FetchURL(reference: location, from: base).display
    }
}
