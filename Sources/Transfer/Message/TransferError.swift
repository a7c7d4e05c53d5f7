import Bytes

/// Why nothing, or not all, was fetched.
///
/// Names hosts and never a whole URL: user info, paths and queries may hold secrets. `host` has the port where it is not the scheme's default.
public enum TransferError: Error, Sendable, Hashable {
    /// The URL is invalid; `reason` says what is wrong with it.
    case badURL(reason: String)
    /// Only http and https are fetched, and files where the configuration names them.
    case unsupportedScheme(String)
    case nameNotResolved(host: String)
    /// The host has a private, loopback, link-local or otherwise not public address.
    case refusedAddress(host: String, address: String)
    case connectionRefused(host: String)
    /// No route, no free port, or reset before a response came.
    case connectionFailed(host: String, reason: String)
    case connectTimedOut(host: String, after: Duration)
    /// The TLS handshake failed.
    case tls(host: String, reason: String)
    /// The server's certificate is not trusted, not valid now, or for another name.
    case certificate(host: String, reason: String)
    /// The port of an https URL does not speak TLS.
    case notTLS(host: String)
    /// The proxy cannot be reached, or refuses. `host` is the proxy's.
    case proxy(host: String, reason: String)
    /// The whole transfer took longer than it may.
    case timedOut(host: String, after: Duration)
    /// Too few bytes per second for too long.
    case tooSlow(host: String)
    /// The body has more bytes than allowed, after decompression.
    case tooLarge(host: String, limit: Int)
    case headerTooLarge(host: String, limit: Int)
    case tooManyRedirects(host: String, limit: Int)
    /// The redirects led back to a URL that was asked for before, until the time was up.
    case redirectsInCircle(host: String, count: Int)
    /// The body is not what its `Content-Encoding` says.
    case badContentEncoding(host: String)
    /// The compressed body ended early, although the connection brought all that was announced.
    case cutContent(host: String)
    /// The body is in a coding that feedd did not offer and cannot read.
    case unknownContentCoding(host: String, name: String)
    case tooManyContentCodings(host: String, limit: Int)
    /// The body is in a transfer coding, which feedd does not ask for.
    case unknownTransferCoding(host: String)
    /// What the server sent is not HTTP, or violates it.
    case notHTTP(host: String, reason: String)
    /// The connection ended before the response was complete.
    case connectionClosed(host: String)
    /// It held memory that others waited for, and brought little.
    case tooSlowForOthers(host: String)
    /// No answer came, and others waited for the connection.
    case unanswered(host: String, after: Duration)
    /// The memory budget had no room for the body for so long.
    case noMemory(host: String, after: Duration)
    /// A redirect leads to a host that asked for no requests, for so much longer.
    case onHold(host: String, rest: Duration)
    case noSuchFile(path: String)
    case unreadableFile(path: String, reason: String)
    /// A program that was to give the document, or to convert it, did not.
    case program(ProgramError)
    /// By the task that asked, or because the fetcher was shut down.
    case cancelled
    /// A failure that is not the server's, within libcurl or for lack of memory.
    case failed(reason: String)
}

extension TransferError {
    /// Whether the part of the body that was received before this error can be used.
    func leavesUsable(_ body: [UInt8], of request: Request) -> Bool {
        switch self {
        case _ where body.isEmpty: false
        case .connectionClosed, .timedOut, .tooSlow, .badContentEncoding, .cutContent, .notHTTP: true
        case .tooLarge: request.isCutAtLimit
        default: false
        }
    }
}

extension TransferError: CustomStringConvertible {
    /// What happened, why, and what to do; on one line, without control characters.
    public var description: String {
        switch self {
        case .badURL(let reason): "the URL is invalid: \(reason): correct it"
        case .unsupportedScheme(let scheme):
            "the URL has the scheme '\(scheme.prefix(Self.longestScheme))': feedd fetches http and https only: use such a URL"
        case .nameNotResolved(let host):
            "cannot find the address of \(host): its name does not resolve: check the name, and this machine's DNS"
        case .refusedAddress(let host, let address):
            "will not connect to \(host): \(address) is not a public address: set allow_private_addresses = true for the source if that is intended"
        case .connectionRefused(let host): "cannot connect to \(host): connection refused: the server may be down, or its port wrong"
        case .connectionFailed(let host, let reason): "cannot connect to \(host): \(reason): the server or the network may be down"
        case .connectTimedOut(let host, let after):
            "cannot connect to \(host): no answer within \(after.inSeconds): the server or the network may be down"
        case .tls(let host, let reason): "the TLS handshake with \(host) failed: \(reason): report it to the server's operator"
        case .certificate(let host, let reason):
            "the certificate of \(host) is not valid: \(reason): check this machine's clock and CA certificates, or ask the server's operator"
        case .notTLS(let host): "\(host) does not speak TLS on this port: the URL says https: use http, or the port for https"
        case .proxy(let host, let reason):
            "the proxy \(host) failed: \(reason): check the proxy, and http_proxy, https_proxy and no_proxy in feedd's environment"
        case .timedOut(let host, let after):
            "\(host) timed out: no complete response within \(after.inSeconds): raise timeout if the server is always slow"
        case .tooSlow(let host): "\(host) timed out: it sent next to nothing for a while: feedd will try again"
        case .tooLarge(let host, let limit):
            "the response of \(host) is too large: more than \(limit.asSize): raise max_body if that is intended"
        case .headerTooLarge(let host, let limit):
            "the response of \(host) is too large: more than \(limit) bytes of header: report it to the server's operator"
        case .tooManyRedirects(let host, let limit):
            "\(host) redirects too often: more than \(limit) redirects, perhaps in a circle: open the URL in a browser, and use the one it ends at"
        case .redirectsInCircle(let host, let count):
            "\(host) redirects in a circle: \(count) redirects until the time was up: open the URL in a browser, and use the one it ends at"
        case .cutContent(let host):
            "the response of \(host) is cut short: its compressed data end too early: feedd will try again"
        case .unknownContentCoding(let host, let name):
            """
            cannot decompress the response of \(host): it has the Content-Encoding '\(name.onOneLine.prefix(Self.longestScheme))', which feedd did not \
            offer: report it to the server's operator
            """
        case .tooManyContentCodings(let host, let limit):
            "cannot decompress the response of \(host): it has more than \(limit) Content-Encodings: report it to the server's operator"
        case .unknownTransferCoding(let host):
            "the response of \(host) has a Transfer-Encoding that feedd did not ask for: report it to the server's operator"
        case .badContentEncoding(let host):
            "cannot decompress the response of \(host): its data and its Content-Encoding do not agree: report it to the server's operator"
        case .notHTTP(let host, let reason): "the response of \(host) is not HTTP: \(reason): check the URL's scheme and port"
        case .connectionClosed(let host): "\(host) closed the connection before the response was complete: feedd will try again"
        case .tooSlowForOthers(let host):
            "\(host) sent too slowly for the memory that its response held while others waited for some: feedd will try again"
        case .unanswered(let host, let after):
            "\(host) timed out: no answer within \(after.inSeconds) while others waited for a connection: feedd will try again"
        case .noMemory(let host, let after):
            "the response of \(host) was not read: no memory for it within \(after.inSeconds): feedd will try again"
        case .onHold(let host, let rest):
            "the source is redirected to \(host), which asked for no requests for another \(rest.components.seconds) s: it is polled again then"
        case .noSuchFile(let path): "cannot read \(path): no such file: check the path"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason): check the file's type and permissions"
        case .program(let error): error.description
        case .cancelled: "the transfer was cancelled: feedd is stopping, or does not need it any more"
        case .failed(let reason): "the transfer failed: \(reason): feedd will try again"
        }
    }

    /// Anybody can make up a scheme in a redirect.
    private static let longestScheme = 32
}

extension Duration {
    /// `60 s` where the seconds are whole, else with milliseconds, like `1.500 s`.
    var inSeconds: String {
        let (seconds, attoseconds) = components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "\(seconds) s" }
        return "\(seconds).\(String(milliseconds + 1000).dropFirst()) s"
    }
}

extension Int {
    /// A number of bytes in the largest unit in which it is whole, like `16 MiB`.
    var asSize: String {
        for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] where self != 0 && self % unit == 0 {
            return "\(self / unit) \(name)"
        }
        return "\(self) bytes"
    }
}
