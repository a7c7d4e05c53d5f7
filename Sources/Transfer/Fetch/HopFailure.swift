/// Why one hop of a transfer failed, in terms that do not depend on libcurl.
enum HopFailure: Equatable, Sendable {
    /// DNS has no address for the host's name, or did not answer.
    case nameNotResolved
    /// The proxy's name did not resolve, or the proxy refused to connect.
    case proxy(reason: String)
    case notConnected(isRefused: Bool, reason: String)
    /// One of the limits on time or speed; ``TransferState`` knows which.
    case timedOut
    /// The TLS handshake failed.
    case tls(reason: String)
    /// The server's certificate is not trusted, has expired, or is for another name.
    case certificate(reason: String)
    /// The server answered the TLS handshake with something that is not TLS.
    case notTLS
    case connectionClosed
    /// What the server sent is not HTTP.
    case notHTTP(reason: String)
    /// The announced size of the body exceeds the limit.
    case tooLarge
    /// libcurl's word for a header line that is too long, too.
    case outOfMemory
    /// One of this program's callbacks told libcurl to abort.
    case aborted(reason: String)
    case badURL(reason: String)
    case other(reason: String)
}

/// How one hop of a transfer ended.
struct HopEnding: Equatable, Sendable {
    /// Nil: the response was received completely.
    var failure: HopFailure?
    /// Whether a connection that can carry the request was made, TLS handshake and proxy tunnel included.
    var isConnected = true
    /// Bytes of the body as they were received, before libcurl decoded them.
    var receivedSize = 0
}
