import Bytes

extension WebURL {
    /// Who is responsible for the URL's host: its registrable domain; the host itself where that is an IP address, a public suffix or a name of
    /// one label. Nil where the URL has no host.
    ///
    /// This is the only answer to whether two pages belong to one site: `one.example.co.uk` and `other.example.co.uk` do, `a.co.uk` and `b.co.uk`
    /// do not.
    package var site: String? {
        guard let name = hostName, !name.isEmpty else { return nil }
        return Self.isAddress(name) ? name : PublicSuffixList.registrableDomain(ofName: name) ?? name
    }

    /// Whether both URLs are of one site. Scheme and port make no difference. False where one of them has no host.
    package func isSameSite(as other: WebURL) -> Bool {
        guard let name = hostName, let otherName = other.hostName, !name.isEmpty else { return false }
        return name == otherName || site == other.site
    }

    /// Whether both are absolute URLs of one site.
    package static func isSameSite(_ url: String, _ other: String) -> Bool {
        guard let url = WebURL(url), let other = WebURL(other) else { return false }
        return url.isSameSite(as: other)
    }

    /// The host as a name to look up or to compare: without the brackets of an IPv6 address, and without the dot that stands for the DNS's root.
    package var hostName: String? {
        guard let host else { return nil }
        if host.utf8.first == UInt8(ascii: "[") { return String(host.dropFirst().dropLast()) }
        return host.utf8.last == UInt8(ascii: ".") ? String(host.dropLast()) : host
    }

    /// Scheme, host and port, as in `https://example.org:8443`; nil without a host.
    package var origin: String? {
        host.map { host in "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }
    }

    /// Whether a host name is an IPv4 or IPv6 address. The parser refuses names whose last label is a number and that are no address.
    private static func isAddress(_ name: String) -> Bool {
        name.utf8.contains(UInt8(ascii: ":")) || name.utf8.reversed().prefix { $0 != UInt8(ascii: ".") }.allSatisfy(ASCII.isDigit)
    }
}
