import Bytes

/// A URL as it may appear in feedd's output: absolute, of a permitted scheme, normalised as the WHATWG URL standard says, and without tracking
/// parameters. Every URL in every field, and in sanitized HTML, is one.
package struct OutputURL: Sendable, Hashable {
    package let string: String
    /// The same URL with the tracking parameters that the document has in it; nil where there are none.
    package let published: String?

    /// - Parameters:
    ///   - reference: an absolute URL, or a relative reference, with or without white space around it.
    ///   - base: what a relative reference is resolved against. It is asked for only where `reference` is none of the usual absolute URLs.
    /// - Throws: `URLRefusal` where the output may not have the URL.
    package init(_ reference: String, for use: URLUse, base: @autoclosure () -> WebURL? = nil) throws(URLRefusal) {
        var reference = reference
        var resolved = reference
        if !reference.withUTF8(WebURLParser.isFinal) { resolved = try Self.resolve(&reference, for: use, base()) }
        if use.losesTrackingParameters, let clean = TrackingParameters.removed(from: resolved) {
            (string, published) = (clean, resolved)
        } else {
            (string, published) = (resolved, nil)
        }
    }

    /// Whether `url` is the URL that ``init(_:for:base:)`` makes of it: true for most URLs of feeds. Allocates nothing.
    package static func isOne(_ url: String, for use: URLUse) -> Bool {
        var url = url
        return url.withUTF8 { WebURLParser.isFinal($0) && !(use.losesTrackingParameters && TrackingParameters.areIn($0)) }
    }

    /// Whether a text is a URL but for capitals in its scheme and host. It stays as the publisher wrote it.
    private static func isSpelling(_ text: String, of url: WebURL) -> Bool {
        guard text.utf8.count == url.string.utf8.count else { return false }
        let hostEnd = url.parts.hostEnd
        return zip(text.utf8, url.string.utf8).enumerated().allSatisfy { place, bytes in
            bytes.0 == bytes.1 || place < hostEnd && ASCII.lowercased(bytes.0) == bytes.1
        }
    }

    private static func resolve(_ reference: inout String, for use: URLUse, _ base: WebURL?) throws(URLRefusal) -> String {
        if use == .image, reference.starts(withASCII: "data:") {
            guard reference.withUTF8(InlineImage.isPermitted) else { throw .scheme("data") }
            return reference
        }
        guard let url = base?.resolving(reference) ?? WebURL(reference) else {
            let trimmed = reference.utf8.drop { $0 <= 0x20 }
            throw base == nil && AbsoluteURI.schemeEnd(trimmed) == nil ? URLRefusal.relative : URLRefusal.malformed
        }
        guard url.string.utf8.count <= WebURL.longest else { throw .tooLong }
        if url.isWeb { return isSpelling(reference, of: url) ? reference : url.string }
        guard use.permits(scheme: url.scheme) else { throw .scheme(url.scheme) }
        // The standard encodes hardly anything behind such a scheme.
        return PercentEncoding.encoded(url.string, keeping: AbsoluteURI.isPermitted)
    }
}

extension WebURL {
    /// The URL that relative references in a document are resolved against (RFC 3986, section 5.1), where a document says that it is `reference`: an
    /// `xml:base`, the `href` of HTML's `base`, a Content-Location. Nil where it cannot be a base: not an http or https URL, or longer than
    /// ``longest``. The next base outward applies then.
    package static func base(_ reference: String, against outer: WebURL? = nil) -> WebURL? {
        // Longer references are not even parsed: the same one may be asked for once an item.
        guard reference.utf8.count <= longest, let url = outer?.resolving(reference) ?? WebURL(reference), url.isWeb,
            url.string.utf8.count <= longest
        else { return nil }
        return url
    }

    /// The greatest length of a URL in bytes. Servers refuse longer ones, and a longer base would be repeated by each relative reference of a document.
    package static let longest = 8192
}
