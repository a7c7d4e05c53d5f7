/// Why nothing, or not all, could be fetched. Names hosts and never a whole URL: user info, paths and queries carry secrets.
public enum TransferError: Error, Sendable, Hashable {
    /// The URL cannot be read; `reason` says what is wrong with it.
    case badURL(reason: String)
    /// Only http and https are fetched, and file where the configuration says so.
    case unsupportedScheme(String)
    case nameNotResolved(host: String)
    /// A private, loopback, link-local or otherwise not public address.
    case refusedAddress(host: String, address: String)
    case connectionRefused(host: String)
    /// No route, no free port, reset before an answer came.
    case connectionFailed(host: String, reason: String)
    case tls(host: String, reason: String)
    case proxy(reason: String)
    /// Longer than the whole transfer may take.
    case timedOut(host: String, after: Duration)
    /// Too few bytes a second for too long.
    case tooSlow(host: String)
    /// More bytes than allowed, after decompression.
    case tooLarge(host: String, limit: Int)
    case headerTooLarge(host: String, limit: Int)
    case tooManyRedirects(host: String, limit: Int)
    /// The body is not what its `Content-Encoding` says, or an encoding nobody knows.
    case badContentEncoding(host: String)
    /// What answers does not speak HTTP, or breaks it.
    case badResponse(host: String, reason: String)
    /// The connection ended before the answer did.
    case brokenOff(host: String)
    case noSuchFile(path: String)
    case unreadableFile(path: String, reason: String)
    /// By the task that asked, or because the fetcher was shut down.
    case cancelled
    /// libcurl failed in a way that is not the other side's doing.
    case failed(reason: String)
}

extension TransferError: CustomStringConvertible {
    /// What: why: what to do. On one line, without control characters.
    public var description: String {
        switch self {
        case .badURL(let reason): "bad URL: \(reason): correct it"
        case .unsupportedScheme(let scheme): "cannot fetch \(scheme): URLs: only http and https are fetched: use one of them"
        case .nameNotResolved(let host): "cannot find \(host): its name does not resolve: check the name and the machine's DNS"
        case .refusedAddress(let host, let address):
            "will not connect to \(host): \(address) is not a public address: set allow_private_addresses if that is meant"
        case .connectionRefused(let host): "cannot connect to \(host): connection refused: the server may be down"
        case .connectionFailed(let host, let reason): "cannot connect to \(host): \(reason): the server or the network may be down"
        case .tls(let host, let reason): "no secure connection to \(host): \(reason): check its certificate and this machine's clock"
        case .proxy(let reason): "the proxy failed: \(reason): check http_proxy and https_proxy"
        case .timedOut(let host, let after):
            "\(host) timed out: no whole answer after \(after.inSeconds): raise timeout if it is always slow"
        case .tooSlow(let host): "\(host) is too slow: next to nothing arrived for a while: it is tried again later"
        case .tooLarge(let host, let limit): "the answer of \(host) is too large: more than \(limit) bytes: raise max_body if that is meant"
        case .headerTooLarge(let host, let limit):
            "the answer of \(host) is too large: more than \(limit) bytes of header: its operator should know"
        case .tooManyRedirects(let host, let limit): "\(host) redirects for ever: more than \(limit) times: find the URL it should be"
        case .badContentEncoding(let host):
            "the answer of \(host) cannot be decompressed: its Content-Encoding is wrong or broken: its operator should know"
        case .badResponse(let host, let reason): "the answer of \(host) is not HTTP: \(reason): check the URL's scheme and port"
        case .brokenOff(let host): "the answer of \(host) is cut short: the connection broke off: it is tried again later"
        case .noSuchFile(let path): "cannot read \(path): no such file: check the path"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason): check what it is and who may read it"
        case .cancelled: "the transfer was cancelled: feedd stops or has no more use for it: nothing to do"
        case .failed(let reason): "the transfer failed: \(reason): it is tried again later"
        }
    }
}

extension Duration {
    /// Whole seconds where they are whole, like `60 s`, else with milliseconds.
    fileprivate var inSeconds: String {
        let (seconds, attoseconds) = components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "\(seconds) s" }
        return "\(seconds).\(String(milliseconds + 1000).dropFirst()) s"
    }
}
