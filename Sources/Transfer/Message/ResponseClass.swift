/// What a status code means to a client that fetches documents: the one classification of HTTP statuses, for feeds as for pages.
///
/// Switch over ``Response/statusClass`` instead of comparing status codes. How long a host must not be asked after ``overloaded`` is
/// ``Freshness/holdAfterOverload(retryAfter:)``.
///
/// robots.txt is the exception: RFC 9309, section 2.3.1, gives 4xx and 5xx a meaning of its own, see ``RobotsCache``.
public enum ResponseClass: Sendable, Hashable, CaseIterable {
    /// 200 OK, 203 Non-Authoritative Information, 226 IM Used (RFC 3229): the body is the document.
    case document
    /// Any other 2xx. There may be a body, but it is not known to be the whole document (204, 206).
    case otherSuccess
    /// 304 Not Modified: the copy that the validators belong to is current.
    case notModified
    /// 301, 302, 303, 307, 308 whose redirect was not followed, see ``Response/target``.
    case redirect
    /// 429 Too Many Requests, 503 Service Unavailable: the host asks for fewer requests.
    case overloaded
    /// 408 Request Timeout, 425 Too Early, and 5xx except 503: the same request may succeed later.
    case temporaryFailure
    /// Everything else, 401, 403, 404 and 410 among them: repeating the request soon does not help.
    case permanentFailure

    public init(status: Int) {
        self =
            switch status {
            case 200, 203, 226: .document
            case 200..<300: .otherSuccess
            case 304: .notModified
            case _ where Redirect.statuses.contains(status): .redirect
            case 429, 503: .overloaded
            case 408, 425, 500..<600: .temporaryFailure
            default: .permanentFailure
            }
    }
}

extension Response {
    /// What the status means to the client.
    public var statusClass: ResponseClass { ResponseClass(status: status) }
}
