/// What a body is packed with on its way (RFC 9110, 8.4).
enum ContentCoding {
    case identity
    case gzip
    /// One that libcurl unpacks, or several.
    case other

    /// - Parameter contentEncoding: The header's value, where there is one.
    init(_ contentEncoding: String?) {
        self =
            switch contentEncoding?.lowercased() {
            case nil, "", "identity": .identity
            case "gzip", "x-gzip": .gzip
            default: .other
            }
    }
}
