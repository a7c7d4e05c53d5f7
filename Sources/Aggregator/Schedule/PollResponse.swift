import Bytes
import Markup
import Store
import Syndication
import Transfer
import WebAddress

/// What a server's response to a poll means for the source.
enum PollResponse: Sendable {
    /// Nothing new. The response may still carry validators and freshness.
    case unchanged(Response)
    /// A document to read. `digest` is over the bytes of its body.
    case document(Response, digest: UInt64)
    case failed(PollFailure)

    init(_ response: Response, to state: SourceState, now: Timestamp) {
        switch response.statusClass {
        case .notModified: self = .unchanged(response)
        case .document:
            let digest = StableHash.hash(response.body.bytes)
            let isSame = response.isComplete && state.document.bodyDigest == digest
            self = isSame ? .unchanged(response) : .document(response, digest: digest)
        case .overloaded, .otherSuccess, .redirect, .temporaryFailure, .permanentFailure: self = .failed(PollFailure(response, now: now))
        }
    }
}

/// A poll that brought no document, or none that could be read to its end.
struct PollFailure: Sendable {
    let error: PollError
    /// HTTP status; nil where there was no response.
    var status: Int?
    /// How long the source is not to be asked again, if the server says so.
    var retryAfter: Duration?
    /// How long the whole host is not to be asked again.
    var hold: Duration?
    /// The host that answered, after redirects.
    var host: String?

    init(_ error: PollError, status: Int? = nil) {
        self.error = error
        self.status = status
        if case .transfer(.onHold(_, let rest)) = error { retryAfter = rest }
    }

    /// - Parameter response: of a status that brings no document.
    init(_ response: Response, now: Timestamp) {
        status = response.status
        retryAfter = Freshness.retryAfter(response.headers, now: now.milliseconds / 1_000)
        error = .status(response.status, until: retryAfter.flatMap { $0 > .zero ? now + $0 : nil })
        host = WebURL(response.url)?.hostName
        if response.statusClass == .overloaded { hold = Freshness.holdAfterOverload(retryAfter: retryAfter) }
    }
}

/// Why a poll brought no document, or none that could be read to its end. Names hosts and no URL with secrets in it: descriptions go to the log.
enum PollError: Error, Sendable {
    /// `until`: the server asks for no requests before then.
    case status(Int, until: Timestamp? = nil)
    case transfer(TransferError)
    /// A page or a sitemap, and robots.txt of its host asks programs not to fetch it.
    case forbiddenByRobots(host: String)
    /// A page or a sitemap, and robots.txt of its host could not be read (RFC 9309 § 2.3.1.4).
    case robotsUnreachable(host: String)
    case unreadable(UnreadableDocument)
    /// The response was complete, and its document ends in the middle.
    case cutDocument
}

extension PollError: CustomStringConvertible {
    /// What: why: what to do.
    var description: String {
        switch self {
        case .status(let status, let until?):
            "\(HTTPStatus.description(of: status)): the server asks for no requests before \(until.rfc3339): it is polled again then"
        case .status(let status, nil): "\(HTTPStatus.description(of: status)): \(Self.advice(status))"
        case .transfer(let error): error.description
        case .forbiddenByRobots(let host): "robots.txt of \(host) forbids it: ask the site's operator, or remove the source"
        case .robotsUnreachable(let host): "robots.txt of \(host) cannot be read, and without it no page is: it is polled again later"
        case .unreadable(let error): error.description
        case .cutDocument:
            "the document is cut off, though its response is complete: what comes before the cut was read: if it stays so, tell its publisher"
        }
    }

    private static func advice(_ status: Int) -> String {
        switch status {
        case 401: "the server asks for credentials: check the source's url"
        case 403: "the server refuses feedd: ask its operator"
        case 404: "there is no document at this URL: check the source's url"
        case 407: "a proxy asks for credentials: put them into http_proxy or https_proxy of feedd's environment, or ask who runs the proxy"
        case 410: "the publisher has withdrawn the document: remove the source"
        case 429, 503: "the host asks for fewer requests: it is polled again later"
        case 500...599: "the server failed: it is polled again later"
        default: "the response is no document: check the source's url"
        }
    }
}
