import Bytes

/// The normal form in which paths of rules and of URLs are compared (RFC 9309, section 2.2.2).
enum RobotsPath {
    /// The path and query of an absolute URL in normal form, at least `/`.
    static func of(_ url: String) -> [UInt8] {
        let bytes = Array(url.utf8)
        var rest = bytes[...]
        if let scheme = rest.firstIndex(of: UInt8(ascii: ":")), rest[scheme...].starts(with: "://".utf8) {
            rest = rest[(scheme + 3)...].drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        }
        let path = rest.prefix { $0 != UInt8(ascii: "#") }
        return normal(path.first == UInt8(ascii: "/") ? Array(path) : [UInt8(ascii: "/")] + path, isPattern: false)
    }

    /// Decodes unreserved characters, and percent-encodes in upper case all that are neither unreserved nor reserved.
    ///
    /// In a query `:` and `/` are data, equal to their encoded form. `*` and `$`, which have a meaning in rules, are encoded in URLs.
    static func normal(_ path: [UInt8], isPattern: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(path.count)
        var isQuery = false
        var at = 0
        while at < path.count {
            let byte = path[at]
            if let value = PercentEncoding.octet(at: at, in: path) {
                if PercentEncoding.isUnreserved(value) { out.append(value) } else { PercentEncoding.append(value, to: &out) }
                at += 3
                continue
            }
            if byte == UInt8(ascii: "?") { isQuery = true }
            if PercentEncoding.isUnreserved(byte) || isReserved(byte, inQuery: isQuery) || byte == UInt8(ascii: "%")
                || byte == UInt8(ascii: "*") && isPattern
            {
                out.append(byte)
            } else {
                PercentEncoding.append(byte, to: &out)
            }
            at += 1
        }
        return out
    }

    /// The reserved characters (RFC 3986, section 2.2) except `*` and `$`, and in a query except `:` and `/`.
    private static func isReserved(_ byte: UInt8, inQuery: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"): !inQuery
        case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "@"), UInt8(ascii: "!"),
            UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
