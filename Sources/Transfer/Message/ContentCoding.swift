/// How a body is encoded on the wire (RFC 9110, section 8.4).
enum ContentCoding {
    case identity
    case gzip
    /// Another coding, or several: libcurl decodes it.
    case other

    /// - Parameter contentEncoding: the values of all `Content-Encoding` lines, which together are one list (RFC 9110, section 5.3).
    init(_ contentEncoding: [String]) {
        self =
            switch contentEncoding.joined(separator: ",").lowercased() {
            case "", "identity": .identity
            case "gzip", "x-gzip": .gzip
            default: .other
            }
    }
}
