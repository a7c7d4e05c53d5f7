import Markup

/// The forms of an address that say whether two addresses are one.
///
/// `strict` folds what no site tells two articles apart by: scheme (http or https), case and `www.` of the host, default ports, dot segments,
/// percent-encoding of unreserved characters, a slash at the end. `loose` also drops the fragment and parameters that track the reader or carry a session,
/// and sorts the rest. Loose matches are held to stricter rules, because some sites do tell articles apart by a fragment (DESIGN.md, Identity).
struct CanonicalURL: Sendable, Equatable {
    let strict: UInt64
    let loose: UInt64
    /// The host's root: what a link blog or a broken template puts into every item.
    let isFrontPage: Bool

    /// nil where the text is no absolute http or https URL.
    init?(_ text: String) {
        guard let url = WebURL(text), url.scheme == "http" || url.scheme == "https", let name = url.host else { return nil }
        let host = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
        let address = (url.port.map { "//\(host):\($0)" } ?? "//\(host)") + Self.path(url.path)
        let query = url.query.map { Self.decodingUnreserved($0) }.flatMap { $0.isEmpty ? nil : $0 }
        let fragment = url.fragment.flatMap { $0.isEmpty ? nil : $0 }

        var full = address
        if let query { full += "?" + query }
        let kept = query.map(Self.withoutTracking)
        var short = address
        if let kept, !kept.isEmpty { short += "?" + kept }
        loose = StableHash.hash(short)
        strict = fragment == nil ? StableHash.hash(full) : StableHash.hash(full + "#" + (fragment ?? ""))
        isFrontPage = address.utf8.count == "//".utf8.count + host.utf8.count && query == nil && fragment == nil
    }

    private static func path(_ path: String) -> String {
        var path = decodingUnreserved(path)
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// Percent-encoded letters, digits, `-._~` are decoded, the others' digits put in upper case (RFC 3986, 6.2.2).
    private static func decodingUnreserved(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) else {
                out.append(bytes[at])
                at += 1
                continue
            }
            let byte = high << 4 | low
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                out.append(byte)
            default:
                out += [UInt8(ascii: "%"), upperDigit(high), upperDigit(low)]
            }
            at += 3
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func withoutTracking(_ query: String) -> String {
        query.split(separator: "&").filter { !TrackingParameters.contains($0.prefix { $0 != "=" }) }.sorted().joined(separator: "&")
    }
}
