public import Bytes

extension Timestamp {
    /// Nil where `rfc3339` is not a date and time with a zone as RFC 3339 writes them.
    public init?(rfc3339: String) {
        var text = rfc3339
        let parsed = text.withUTF8 { RFC3339Date.parse($0, strictly: true) }
        guard let parsed else { return nil }
        self = parsed
    }
}
