/// An absolute URL, read as leniently as browsers do (the WHATWG URL standard) and written in one way.
///
/// White space around it and line breaks in it go, backslashes of web URLs are slashes, what a URL may not hold is percent-encoded,
/// dot segments and default ports go, scheme and host are lower-case, and a host outside ASCII is written in Punycode.
public struct WebURL: Sendable, Hashable {
    /// The whole URL.
    public let string: String
    /// Offsets in bytes of `string`.
    package let parts: Parts

    package struct Parts: Sendable, Hashable {
        /// Behind the colon.
        package var schemeEnd = 0
        package var hasAuthority = false
        /// Behind the `@`, or where the host begins.
        package var hostStart = 0
        package var hostEnd = 0
        package var port: UInt16?
        package var pathStart = 0
        package var pathEnd = 0
        /// Behind the query, or where the path ends.
        package var queryEnd = 0
    }

    /// Nil where `absolute` has no scheme, or no host where its scheme needs one.
    public init?(_ absolute: String) {
        self.init(parsing: absolute, base: nil)
    }

    /// What `reference` means where it stands in a document at this URL (RFC 3986 section 5); nil where it means nothing.
    public func resolving(_ reference: String) -> WebURL? {
        WebURL(parsing: reference, base: self)
    }

    private init?(parsing text: String, base: WebURL?) {
        var text = text
        var parser = WebURLParser()
        guard text.withUTF8({ parser.parse($0, base: base) }) else { return nil }
        // A URL is ASCII: everything else has been encoded.
        string = parser.output.withUnsafeBufferPointer { String(validUTF8: $0) }
        parts = parser.parts
    }

    /// Lower-case, without the colon.
    public var scheme: String { slice(0, parts.schemeEnd - 1) }

    /// Percent-encoded, without the `@`.
    public var userInfo: String? {
        let start = parts.schemeEnd + 2
        return parts.hasAuthority && parts.hostStart > start ? slice(start, parts.hostStart - 1) : nil
    }

    /// A name in ASCII, an IPv4 address, or an IPv6 address in brackets. Nil where there is none, as in `mailto:`.
    public var host: String? {
        parts.hasAuthority ? slice(parts.hostStart, parts.hostEnd) : nil
    }

    /// Nil where it is the scheme's own.
    public var port: Int? {
        parts.port.map(Int.init)
    }

    /// Percent-encoded; begins with `/` where the scheme is the web's.
    public var path: String { slice(parts.pathStart, parts.pathEnd) }

    /// Percent-encoded, without the `?`.
    public var query: String? {
        parts.queryEnd > parts.pathEnd ? slice(parts.pathEnd + 1, parts.queryEnd) : nil
    }

    /// Percent-encoded, without the `#`.
    public var fragment: String? {
        let end = string.utf8.count
        return end > parts.queryEnd ? slice(parts.queryEnd + 1, end) : nil
    }

    private func slice(_ start: Int, _ end: Int) -> String {
        var string = string
        return string.withUTF8 { String(validUTF8: UnsafeBufferPointer(rebasing: $0[start..<max(start, end)])) }
    }
}

extension WebURL: CustomStringConvertible {
    public var description: String { string }
}

extension WebURL {
    /// What `reference` means at `base`, as far as that can be said: `reference` itself, without white space around it, where it is absolute
    /// already and well-formed, where there is no `base` to go by, or where it is no URL at all.
    public static func resolve(_ reference: String, against base: String?) -> String {
        resolve(reference, against: base.flatMap { WebURL($0) })
    }

    package static func resolve(_ reference: String, against base: WebURL?) -> String {
        var reference = reference
        let (isFinal, trimmed) = reference.withUTF8 { bytes in
            (WebURLParser.isFinal(bytes), WebURLParser.trimmed(bytes))
        }
        if isFinal { return reference }
        let text = trimmed.count == reference.utf8.count ? reference : String(decoding: Array(reference.utf8)[trimmed], as: UTF8.self)
        if text.isEmpty { return base?.string ?? "" }
        if let url = base?.resolving(text) ?? WebURL(text) { return url.string }
        return text
    }
}
