/// What identifies a version of a document (RFC 9110, section 8.8); sent back byte for byte. The two are a pair: every 200 replaces or drops both.
public struct Validators: Sendable, Hashable, Codable {
    /// The `ETag` with its quotes and `W/`; a scalar per byte (ISO 8859-1).
    public var etag: String?
    /// The `Last-Modified` exactly as it was received; a scalar per byte (ISO 8859-1).
    public var lastModified: String?

    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    public var isEmpty: Bool { etag == nil && lastModified == nil }
}
