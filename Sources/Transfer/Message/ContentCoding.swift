/// What a body is packed with on its way (RFC 9110, 8.4).
enum ContentCoding {
    case identity
    case gzip
    /// One that libcurl unpacks, or several.
    case other

    /// - Parameter contentEncoding: The header's values: several lines are one list (RFC 9110, 5.3).
    init(_ contentEncoding: [String]) {
        self =
            switch contentEncoding.joined(separator: ",").lowercased() {
            case "", "identity": .identity
            case "gzip", "x-gzip": .gzip
            default: .other
            }
    }
}
