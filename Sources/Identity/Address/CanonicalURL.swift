import Bytes
import WebAddress

/// Two hashes that decide whether two URLs name the same page.
///
/// `strict` ignores what no site distinguishes articles by: the scheme (http or https), case and `www.` of the host, default ports, dot
/// segments, percent-encoding of unreserved characters, a trailing slash. `loose` also ignores the fragment, parameters that track the
/// reader or carry a session and the order of the others, and treats AMP and mobile forms as the article itself. Loose matches need
/// further agreement, since some sites do distinguish articles by a fragment, and some have nothing but their `m.` host
/// (docs/IDENTITY.md).
package struct CanonicalURL: Sendable, Equatable {
    package let strict: UInt64
    package let loose: UInt64
    /// The host's root, which link blogs and broken templates put into every item.
    package let isFrontPage: Bool

    private init(strict: UInt64, loose: UInt64, isFrontPage: Bool) {
        self.strict = strict
        self.loose = loose
        self.isFrontPage = isFrontPage
    }

    /// nil where the text is not an absolute http or https URL.
    package init?(_ text: String) {
        var text = text
        guard let found = text.withUTF8({ CanonicalURL(plain: $0) }) ?? Self.ofAnyForm(text) else { return nil }
        self = found
    }

    package static func ofAnyForm(_ text: String) -> CanonicalURL? {
        guard let url = WebURL(text), let parts = Parts(url) else { return nil }
        let fragment = url.fragment.flatMap { $0.isEmpty ? nil : $0 }
        let strict = parts.strict(fragment: fragment)
        var address = parts.withoutCache() ?? parts
        address.dropForms()
        // Most URLs have no alternative form.
        let loose = fragment == nil && address == parts ? strict : address.hash
        return CanonicalURL(strict: strict, loose: loose, isFrontPage: fragment == nil && address.isRoot)
    }
}

/// The parts of an http or https URL, normalised for comparing.
private struct Parts: Equatable {
    /// Lower case, without `www.`.
    var host: ArraySlice<UInt8>
    var port: Int?
    /// Begins with a slash and does not end with one; empty for the root.
    var path: [UInt8]
    /// Without the `?`; empty where there is none.
    var query: [UInt8]

    init?(_ url: WebURL) {
        guard url.isWeb, let name = url.host else { return nil }
        host = ArraySlice(name.utf8)
        if host.starts(with: "www.".utf8) { host = host.dropFirst(4) }
        port = url.port
        path = PercentEncoding.normalized(url.path)
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        query = url.query.map { PercentEncoding.normalized($0) } ?? []
    }

    var isRoot: Bool { path.isEmpty && query.isEmpty }

    var hash: UInt64 { StableHash.hash(written) }

    func strict(fragment: String?) -> UInt64 {
        guard let fragment else { return hash }
        return StableHash.hash(written + [UInt8(ascii: "#")] + fragment.utf8)
    }

    private var written: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(host.count + path.count + query.count + 9)
        bytes += [UInt8(ascii: "/"), UInt8(ascii: "/")]
        bytes += host
        if let port { bytes += ":\(port)".utf8 }
        bytes += path
        if !query.isEmpty {
            bytes.append(UInt8(ascii: "?"))
            bytes += query
        }
        return bytes
    }

    /// Removes what affects how the article is delivered, not which article it is.
    mutating func dropForms() {
        host = AlternateForms.host(host)
        path = AlternateForms.path(path)
        if !query.isEmpty { query = Self.withoutTracking(query) }
    }

    /// The URL inside an AMP cache's URL (`AlternateForms.cached`); nil where this is none.
    func withoutCache() -> Parts? {
        guard let inner = AlternateForms.cached(host: host, path: path) else { return nil }
        let text = "https://" + String(decoding: inner, as: UTF8.self) + (query.isEmpty ? "" : "?" + String(decoding: query, as: UTF8.self))
        return WebURL(text).flatMap { Parts($0) }
    }

    private static func withoutTracking(_ query: [UInt8]) -> [UInt8] {
        var kept = query.split(separator: UInt8(ascii: "&")).filter { !TrackingParameters.contains($0) }
        if kept.count > 1 { kept.sort { $0.lexicographicallyPrecedes($1) } }
        return Array(kept.joined(separator: [UInt8(ascii: "&")]))
    }
}
