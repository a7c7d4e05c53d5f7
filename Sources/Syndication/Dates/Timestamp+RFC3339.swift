public import Bytes

extension Timestamp {
    /// Parses a date-time of RFC 3339; nil where `rfc3339` is anything else. Seconds and time zone are required.
    public init?(rfc3339: String) {
        var text = rfc3339
        let parsed = text.withUTF8 { RFC3339Date.parse($0, strictly: true) }
        guard let parsed else { return nil }
        self = parsed
    }
}
