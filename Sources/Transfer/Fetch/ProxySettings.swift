import Bytes
import Glibc

/// A proxy, as the environment names it.
struct Proxy: Sendable, Equatable {
    /// As libcurl reads it: scheme, user info and port may be missing.
    let url: String
    /// Name and port, without scheme and user info, for messages.
    let host: String

    /// Nil for an empty text.
    init?(_ url: String) {
        guard !url.isEmpty else { return nil }
        self.url = url
        var rest = Substring(url)
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" }
        if let userInfo = rest.lastIndex(of: "@") { rest = rest[rest.index(after: userInfo)...] }
        host = String(rest).onOneLine
    }
}

/// The proxies that the environment names, by libcurl's rules (man 3 libcurl-env): `http_proxy` (in lower case only), `https_proxy`, `HTTPS_PROXY`,
/// and `all_proxy`, `ALL_PROXY` for both; none for the hosts in `no_proxy`, `NO_PROXY`.
public struct ProxySettings: Sendable, Equatable {
    private let http: Proxy?
    private let https: Proxy?
    private let exceptions: ProxyExceptions

    /// - Parameter environment: the value of a variable, nil where it is not set.
    public init(environment: (String) -> String?) {
        func first(_ names: String...) -> Proxy? {
            for name in names {
                // A variable that is set and empty means no proxy, whatever the next ones say.
                if let value = environment(name) { return Proxy(value) }
            }
            return nil
        }
        http = first("http_proxy", "all_proxy", "ALL_PROXY")
        https = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        exceptions = ProxyExceptions(environment("no_proxy") ?? environment("NO_PROXY") ?? "")
    }

    /// What the environment of this process says.
    public static var ofProcess: ProxySettings {
        ProxySettings { name in getenv(name).map { String(cString: $0) } }
    }

    func proxy(for url: FetchURL) -> Proxy? {
        guard let proxy = url.isHTTPS ? https : http, !exceptions.contains(url.host) else { return nil }
        return proxy
    }
}

/// The hosts that are connected to without a proxy: a list of names, addresses and networks, or `*` for all hosts.
///
/// A name stands for the hosts below it too, with or without a dot before it.
private struct ProxyExceptions: Sendable, Equatable {
    private var isAll = false
    private var names: [String] = []
    private var networks: [Network] = []

    /// - Parameter list: separated by commas, spaces or both.
    init(_ list: String) {
        for entry in list.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if entry == "*" {
                isAll = true
            } else if let network = Network(entry) {
                networks.append(network)
            } else {
                let name = entry.drop { $0 == "." }.lowercased()
                names.append(name.hasSuffix(".") ? String(name.dropLast()) : name)
            }
        }
    }

    /// - Parameter host: a name or address in lower case, with or without a port. An IPv6 address stands in brackets.
    func contains(_ host: String) -> Bool {
        if isAll { return true }
        guard !names.isEmpty || !networks.isEmpty else { return false }
        if let address = NetworkAddress(host: host) { return networks.contains { $0.contains(address) } }
        var name = host.prefix { $0 != ":" }
        if name.last == "." { name = name.dropLast() }
        return names.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// `192.0.2.0/24`, `2001:db8::/32`, or one address.
    private struct Network: Sendable, Equatable {
        private let address: NetworkAddress
        private let bits: UInt64

        init?(_ text: Substring) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first else { return nil }
            let isBracketed = first.first == "[" && first.last == "]"
            guard let address = NetworkAddress(String(isBracketed ? first.dropFirst().dropLast() : first)) else { return nil }
            self.address = address
            let most: UInt64 = if case .v4 = address { 32 } else { 128 }
            guard parts.count == 2 else {
                bits = most
                return
            }
            guard let bits = UInt64(parts[1]), bits <= most else { return nil }
            self.bits = bits
        }

        func contains(_ other: NetworkAddress) -> Bool {
            switch (address, other) {
            case (.v4(let a), .v4(let b)): (a ^ b) >> (32 - bits) == 0
            case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
                (high ^ otherHigh) >> (64 - min(bits, 64)) == 0 && (low ^ otherLow) >> (64 - (max(bits, 64) - 64)) == 0
            default: false
            }
        }
    }
}

extension NetworkAddress {
    /// The address that a URL's host is, with or without a port; nil for a name. An IPv6 address stands in brackets.
    init?(host: String) {
        let text = host.first == "[" ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        self.init(String(text))
    }
}

extension FetchURL {
    /// The address that the host is; nil for a name.
    var address: NetworkAddress? { NetworkAddress(host: host) }

    var isHTTPS: Bool { origin.hasPrefix("https:") }
}
