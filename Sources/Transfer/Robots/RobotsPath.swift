/// Paths in the one form that rules and URLs are compared in (RFC 9309, 2.2.2).
enum RobotsPath {
    /// The path and query of an absolute URL, `/` at least.
    static func of(_ url: String) -> [UInt8] {
        let bytes = Array(url.utf8)
        var rest = bytes[...]
        if let scheme = rest.firstIndex(of: UInt8(ascii: ":")), rest[scheme...].starts(with: "://".utf8) {
            rest = rest[(scheme + 3)...].drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        }
        let path = rest.prefix { $0 != UInt8(ascii: "#") }
        return normal(path.first == UInt8(ascii: "/") ? Array(path) : [UInt8(ascii: "/")] + path, isPattern: false)
    }

    /// Unreserved characters plain, all others that are not reserved percent-encoded in upper case.
    ///
    /// In a query `:` and `/` are data and read like their encoded form. What a rule gives a meaning, `*` and a `$` at its end, is encoded in a URL.
    static func normal(_ path: [UInt8], isPattern: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(path.count)
        var isQuery = false
        var at = 0
        while at < path.count {
            let byte = path[at]
            if byte == UInt8(ascii: "%"), at + 2 < path.count, let high = digit(path[at + 1]), let low = digit(path[at + 2]) {
                let value = high << 4 | low
                if isUnreserved(value) { out.append(value) } else { encode(value, into: &out) }
                at += 3
                continue
            }
            if byte == UInt8(ascii: "?") { isQuery = true }
            if isUnreserved(byte) || isReserved(byte, inQuery: isQuery) || byte == UInt8(ascii: "%")
                || byte == UInt8(ascii: "*") && isPattern
            {
                out.append(byte)
            } else {
                encode(byte, into: &out)
            }
            at += 1
        }
        return out
    }

    private static func encode(_ byte: UInt8, into out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// RFC 3986, 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// RFC 3986, 2.2, but for what stands for something else here.
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
