import Bytes

/// What a URL in feedd's output is for. It decides which schemes the URL may have, and whether its tracking parameters are removed.
package enum URLUse: Sendable, Hashable, CaseIterable {
    /// A reader follows it.
    case link
    /// A reader downloads the file, or a player streams it: an attachment.
    case download
    /// A player loads it: a media object, the source of a `video` or `audio` element.
    case media
    /// A program loads it: a style of the page, a transcript, a feed.
    case resource
    /// A program shows it: an icon or a picture.
    case image

    /// - Parameter scheme: in lower case.
    package func permits(scheme: String) -> Bool {
        if WebURL.isWeb(scheme: scheme) { return true }
        switch self {
        case .link: return Self.linkSchemes.contains(scheme)
        case .download: return Self.downloadSchemes.contains(scheme)
        case .media, .resource, .image: return false
        }
    }

    /// Parameters of images and resources stay: content delivery networks sign them, or select a size by them.
    package var losesTrackingParameters: Bool {
        switch self {
        case .link, .download, .media: true
        case .resource, .image: false
        }
    }

    /// Whether any use permits the scheme.
    ///
    /// - Parameter scheme: in lower case.
    package static func isPermitted(scheme: String) -> Bool {
        WebURL.isWeb(scheme: scheme) || linkSchemes.contains(scheme) || downloadSchemes.contains(scheme)
    }

    /// Whether a program that opens the URI runs what it contains, or reads this machine's files. An identifier of such a scheme is not written as a
    /// URI.
    ///
    /// - Parameter scheme: in lower case.
    package static func isDangerous(scheme: String) -> Bool { dangerous.contains(scheme) }

    /// The dangerous scheme that a text begins with where a browser opens it: browsers pass over white space and control characters before a scheme, and
    /// over line breaks in it. Nil for any other text.
    package static func dangerousScheme(of text: String) -> String? {
        // Nearly every identifier with a scheme begins so.
        if text.starts(withASCII: "http:") || text.starts(withASCII: "https:") { return nil }
        guard text.utf8.contains(UInt8(ascii: ":")) else { return nil }
        var read = text
        if text.utf8.contains(where: { $0 <= 0x20 }) {
            read = String(decoding: text.utf8.drop { $0 <= 0x20 }.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        }
        return AbsoluteURI.scheme(of: read).flatMap { isDangerous(scheme: $0) ? $0 : nil }
    }

    /// The schemes that links may have besides http and https: none that runs a script, reads local files, or makes a fetching program send bytes of
    /// the publisher's choice to any port, as gopher and dict do.
    private static let linkSchemes: Set<String> = [
        "mailto", "tel", "sms", "xmpp", "sip", "sips", "irc", "ircs", "matrix", "magnet", "geo", "ftp", "gemini", "news", "nntp", "acct",
        "bitcoin", "webcal", "callto", "skype", "whatsapp", "tg", "signal", "viber", "urn", "doi", "ipfs", "nostr",
    ]

    private static let downloadSchemes: Set<String> = ["ftp", "magnet", "ipfs", "gemini"]

    private static let dangerous: Set<String> = [
        "javascript", "vbscript", "livescript", "jscript", "mocha", "data", "file", "blob", "filesystem", "about", "view-source", "jar",
        "mhtml",
        "mk", "res", "ms-its", "chrome", "resource", "gopher", "dict", "feed",
    ]
}
