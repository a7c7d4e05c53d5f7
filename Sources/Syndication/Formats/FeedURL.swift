import Bytes
internal import Markup
import WebAddress

/// URLs in feeds, as the readers of all formats take them from a document.
enum FeedURL {
    /// What a reference in a document is.
    enum Reading {
        /// Blank.
        case nothing
        /// An absolute URL of a scheme that some field may have, an http or https URL as the publisher wrote it; a relative reference where there is no
        /// base for it.
        /// ``AddressPass`` decides what remains of it in the output.
        case url(String)
        case refused(URLRefusal)
    }

    /// - Parameters:
    ///   - base: an absolute URL.
    ///   - budget: what references of the document may still grow by; nil: any number of bytes.
    static func read(_ reference: String, against base: String?, within budget: ReferenceBudget? = nil) -> Reading {
        var reference = reference.trimmingSpace()
        guard !reference.isEmpty else { return .nothing }
        if reference.withUTF8(WebURLParser.isFinal) { return .url(reference) }
        if reference.starts(withASCII: "data:") {
            return reference.withUTF8(InlineImage.isPermitted) ? .url(reference) : .refused(.scheme("data"))
        }
        if budget?.isExhausted == true, AbsoluteURI.scheme(of: reference) == nil { return .refused(.repeatedBase) }
        if let url = base.flatMap({ WebURL($0) })?.resolving(reference) ?? WebURL(reference) {
            if url.string.utf8.count > WebURL.longest { return .refused(.tooLong) }
            if budget?.admits(url.string, from: reference) == false { return .refused(.repeatedBase) }
            if reference.withUTF8(WebURLParser.isAbsoluteWeb) { return .url(reference) }
            if url.isWeb || URLUse.isPermitted(scheme: url.scheme) { return .url(url.string) }
            return .refused(.scheme(url.scheme))
        }
        return base == nil && AbsoluteURI.scheme(of: reference) == nil ? .url(reference) : .refused(.malformed)
    }

    /// The same; nil where the reference is blank or refused.
    static func absolute(_ reference: String, against base: String?, within budget: ReferenceBudget? = nil) -> String? {
        if case .url(let url) = read(reference, against: base, within: budget) { url } else { nil }
    }

    /// Whether a URL is absolute, and has no byte that has to be changed.
    static func isFinal(_ url: String) -> Bool {
        var url = url
        return url.withUTF8(WebURLParser.isFinal)
    }

    /// A URL of a document without a URL, resolved against that of the site as far as that is known.
    static func onSite(_ url: String, of feed: Feed) -> String {
        if isFinal(url) { return url }
        return SiteURL(feed).string.flatMap { absolute(url, against: $0) } ?? url
    }

    /// The base that an `xml:base` sets; the one around it where it sets none.
    static func base(_ reference: String, within outer: String?) -> String? {
        WebURL.base(reference, against: outer.flatMap { WebURL($0) })?.string ?? outer
    }

    /// The URL of a document as the base of its references; nil where it can be none. The address of a local file is none: what a file's references mean
    /// is relative to the site that it was published on.
    static func documentBase(_ url: String?) -> String? {
        guard let url, WebURL.base(url) != nil else { return nil }
        return url
    }
}
