import Bytes
import Markup
import Store
import Syndication
import Transfer

/// What a server's answer means for a source.
enum Answer: Sendable {
    /// Nothing new: the response may still carry validators and freshness.
    case unchanged(Response)
    /// A document to read.
    case document(Response, digest: UInt64)
    case failed(Failure)

    struct Failure: Sendable {
        let reason: String
        var status: Int?
        /// How long the source is to be left alone, if the server says so.
        var retryAfter: Duration?
        /// How long the whole host is to be left alone.
        var hold: Duration?
    }

    /// The shortest that 429 and 503 keep a host from being asked.
    private static let shortestHold = Duration.seconds(60)

    /// How long 429 and 503 keep a host from being asked.
    static func hold(_ retryAfter: Duration?) -> Duration { max(retryAfter ?? .zero, shortestHold) }

    init(_ response: Response, to state: SourceState, now: Timestamp) {
        let retryAfter = Freshness.retryAfter(response.headers, now: now.milliseconds / 1_000)
        switch response.status {
        case 304: self = .unchanged(response)
        case 200, 203, 226:
            let digest = StableHash.hash(response.body.bytes)
            let isSame = response.isComplete && state.document.bodyDigest == digest
            self = isSame ? .unchanged(response) : .document(response, digest: digest)
        case 429, 503:
            self = .failed(
                Failure(
                    reason: Self.reason(response.status), status: response.status, retryAfter: retryAfter, hold: Self.hold(retryAfter)))
        default: self = .failed(Failure(reason: Self.reason(response.status), status: response.status, retryAfter: retryAfter))
        }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 401: "401 Unauthorized: the server wants credentials: check the source's url"
        case 403: "403 Forbidden: the server refuses feedd: ask its operator"
        case 404: "404 Not Found: there is no document at this URL: check the source's url"
        case 410: "410 Gone: the publisher has withdrawn the document: remove the source"
        case 429: "429 Too Many Requests: the host is asked less often for a while"
        case 503: "503 Service Unavailable: the host is asked less often for a while"
        case 500...599: "\(status): the server failed: it is tried again later"
        default: "\(status): the server's answer is no document: check the source's url"
        }
    }
}
