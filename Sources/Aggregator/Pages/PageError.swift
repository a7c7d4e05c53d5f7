import Transfer

/// Why an item's page gave no article.
///
/// Names hosts and never a URL: paths and queries of pages carry tokens, and the descriptions go to the log.
enum PageError: Error, Sendable, Hashable {
    /// The item's link, or a redirect's target, is no http or https URL, or it is a site's front page.
    case notAPage
    case forbiddenByRobots(host: String)
    /// Without its robots.txt a host's pages are not fetched (RFC 9309 § 2.3.1.4).
    case robotsUnreachable(host: String)
    /// `host` is the host that sent the last redirect.
    case tooManyRedirects(host: String, limit: Int)
    case status(Int, host: String)
    case notHTML(host: String)
    case noArticle(host: String)
    /// It was being read at several crashes running.
    case setAside(host: String)
    case transfer(TransferError)

    /// Whether another attempt within the next minutes may succeed.
    var isTemporary: Bool {
        switch self {
        case .notAPage, .forbiddenByRobots, .robotsUnreachable, .tooManyRedirects, .notHTML, .noArticle, .setAside: false
        case .status(let status, _):
            switch ResponseClass(status: status) {
            case .overloaded, .temporaryFailure: true
            case .document, .otherSuccess, .notModified, .redirect, .permanentFailure: false
            }
        case .transfer(let error): error.isTemporary
        }
    }
}

extension PageError: CustomStringConvertible {
    /// What happened and where, then the reason, separated by a colon.
    var description: String {
        switch self {
        case .notAPage: "the link leads to no article page"
        case .forbiddenByRobots(let host): "robots.txt of \(host) forbids it"
        case .robotsUnreachable(let host): "robots.txt of \(host) cannot be read, and without it no page is: feedd will try again"
        case .tooManyRedirects(let host, let limit): "\(host): more than \(limit) redirects"
        case .status(let status, let host): "\(host): HTTP status \(status)"
        case .notHTML(let host): "\(host): the page is not HTML"
        case .noArticle(let host): "\(host): the page has no article"
        case .setAside(let host):
            "\(host): the page was being read when feedd crashed or was killed, several times running, and is set aside"
        case .transfer(let error): error.description
        }
    }
}

extension TransferError {
    /// Whether another attempt within the next minutes may succeed.
    var isTemporary: Bool {
        switch self {
        case .badURL, .unsupportedScheme, .refusedAddress, .tooLarge, .headerTooLarge, .badContentEncoding, .unknownContentCoding,
            .tooManyContentCodings, .unknownTransferCoding, .noSuchFile, .unreadableFile:
            false
        default: true
        }
    }
}
