internal import Markup
import WebAddress

/// URLs in feeds.
enum FeedURL {
    /// Resolves `reference` against `base`; nil where it is blank. An absolute http or https URL is returned as the publisher wrote it, byte for
    /// byte.
    static func absolute(_ reference: String, against base: String?) -> String? {
        var reference = reference.trimmingSpace()
        guard !reference.isEmpty else { return nil }
        if reference.withUTF8(WebURLParser.isAbsoluteWeb) { return reference }
        return WebURL.resolve(reference, against: base)
    }
}
