import Bytes

/// An absolute URL, read as leniently as browsers read it (the WHATWG URL standard) and written in one way.
///
/// White space around it and line breaks in it are removed, backslashes of web URLs become slashes, forbidden characters are percent-encoded, dot
/// segments and default ports are removed, scheme and host are lower-case, a host outside ASCII is written in Punycode, and an IPv4 address in four
/// decimal numbers, whatever form it had (`0x7f.1` is `127.0.0.1`).
public struct WebURL: Sendable, Hashable {
    /// The whole URL.
    public let string: String
    /// Offsets in bytes of `string`.
    package let parts: Parts

    package struct Parts: Sendable, Hashable {
        /// Behind the colon.
        package var schemeEnd = 0
        package var hasAuthority = false
        /// Behind the `@`, if there is one.
        package var hostStart = 0
        package var hostEnd = 0
        /// Nil where it is the scheme's default.
        package var port: UInt16?
        package var pathStart = 0
        package var pathEnd = 0
        /// The same as `pathEnd` where there is no query.
        package var queryEnd = 0
    }

    /// Nil where `absolute` has no scheme, or where its scheme needs a host and it has none that can be one.
    public init?(_ absolute: String) {
        self.init(parsing: absolute, base: nil)
    }

    /// The URL that `reference` means in a document at this URL (RFC 3986, section 5); nil where it cannot be resolved.
    public func resolving(_ reference: String) -> WebURL? {
        WebURL(parsing: reference, base: self)
    }

    private init?(parsing text: String, base: WebURL?) {
        var text = text
        var parser = WebURLParser()
        guard text.withUTF8({ parser.parse($0, base: base) }) else { return nil }
        // All that is not ASCII has been encoded. A string that is known to be ASCII is hashed without being normalised first.
        string = String(decoding: parser.output, as: UTF8.self)
        parts = parser.parts
    }

    private init(string: String, parts: Parts) {
        self.string = string
        self.parts = parts
    }

    /// Lower-case, without the colon.
    public var scheme: String { slice(0, parts.schemeEnd - 1) }

    /// Percent-encoded, without the `@`.
    public var userInfo: String? {
        let start = parts.schemeEnd + 2
        return parts.hasAuthority && parts.hostStart > start ? slice(start, parts.hostStart - 1) : nil
    }

    /// A name in ASCII, an IPv4 address, or an IPv6 address in brackets. Nil where there is no authority, as in `mailto:`.
    public var host: String? {
        parts.hasAuthority ? slice(parts.hostStart, parts.hostEnd) : nil
    }

    /// Nil where it is the scheme's default.
    public var port: Int? {
        parts.port.map(Int.init)
    }

    /// Percent-encoded; begins with `/` where the scheme is `http` or `https`.
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
        return string.withUTF8 { String(decoding: $0[start..<max(start, end)], as: UTF8.self) }
    }
}

extension WebURL: CustomStringConvertible {
    public var description: String { string }
}

// MARK: - Forms

extension WebURL {
    /// Whether the scheme is `http` or `https`.
    package var isWeb: Bool {
        var string = string
        return string.withUTF8 { WebURLParser.isWeb($0, parts) }
    }

    /// - Parameter scheme: in lower case.
    package static func isWeb(scheme: String) -> Bool { scheme == "http" || scheme == "https" }

    package var withoutFragment: WebURL {
        string.utf8.count == parts.queryEnd ? self : WebURL(string: slice(0, parts.queryEnd), parts: parts)
    }

    package var withoutUserInfo: WebURL {
        let start = parts.schemeEnd + 2
        let length = parts.hostStart - start
        guard parts.hasAuthority, length > 0 else { return self }
        var moved = parts
        moved.hostStart -= length
        moved.hostEnd -= length
        moved.pathStart -= length
        moved.pathEnd -= length
        moved.queryEnd -= length
        return WebURL(string: slice(0, start) + slice(parts.hostStart, string.utf8.count), parts: moved)
    }

    /// With percent-encoding also of what the WHATWG standard leaves as it is and RFC 3986 permits nowhere, such as `|` in a path: some servers, Tomcat
    /// among them, answer 400 to it.
    package var strictlyEncoded: WebURL {
        if string.utf8.allSatisfy(AbsoluteURI.isPermitted) { return self }
        return WebURL(PercentEncoding.encoded(string, keeping: AbsoluteURI.isPermitted)) ?? self
    }

    /// For people and logs: without user info and fragment, and without the values of the query, any of which may be secret.
    package var redacted: String {
        let bare = withoutUserInfo.withoutFragment
        guard let query = bare.query else { return bare.string }
        let names = query.split(separator: "&", omittingEmptySubsequences: false).map { part in
            // What has no name may be all secret.
            part.firstIndex(of: "=").map { part[..<$0] + "=…" } ?? (part.isEmpty ? "" : "…")
        }
        return bare.slice(0, bare.parts.pathEnd) + "?" + names.joined(separator: "&")
    }
}

extension WebURL {
    /// `reference` resolved against `base`. It stays as it is, but for white space around it, where it is a well-formed absolute URL already, and where
    /// it can be resolved neither against `base` nor alone.
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
