import Compression

/// How a body is encoded on the wire (RFC 9110 § 8.4). Decoding is done here and never by libcurl, which buffers without a useful limit what it has decoded
/// of a transfer that is paused.
enum ContentCoding: Equatable {
    /// The codings in the order in which they were applied, at most ``mostCodings``. Empty for a body that is sent as it is.
    case known([BodyCoding])
    /// A coding that is not offered in `Accept-Encoding` and cannot be read.
    case unknown(String)
    /// More codings than any server needs.
    case tooMany

    /// The value of `Accept-Encoding`.
    static let offered = "gzip, deflate, zstd"
    /// One coding is usual; a proxy may have added another.
    static let mostCodings = 2

    /// - Parameter contentEncoding: the values of all `Content-Encoding` lines, which together are one list (RFC 9110 § 5.3).
    init(_ contentEncoding: [String]) {
        if contentEncoding.isEmpty {
            self = .known([])
            return
        }
        var codings: [BodyCoding] = []
        for name in Self.names(in: contentEncoding) {
            let name = name.prefix { $0 != ";" }
            switch name {
            case "", "identity": continue
            case "gzip", "x-gzip": codings.append(.gzip)
            default:
                guard let coding = BodyCoding(rawValue: String(name)) else {
                    self = .unknown(String(name))
                    return
                }
                codings.append(coding)
            }
            if codings.count > Self.mostCodings {
                self = .tooMany
                return
            }
        }
        self = .known(codings)
    }

    /// Whether a body is sent in a transfer coding other than `chunked` (RFC 9112 § 7). None is ever asked for, and libcurl would decode it.
    static func hasTransferCoding(_ transferEncoding: [String]) -> Bool {
        names(in: transferEncoding).contains { $0 != "chunked" && $0 != "identity" }
    }

    /// The first words of the elements of lists, in lower case.
    private static func names(in values: [String]) -> [Substring] {
        values.flatMap { $0.split(separator: ",") }.map { element in
            element.lowercased().drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        }
    }
}
