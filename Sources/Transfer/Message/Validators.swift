/// What a server gave to recognize a document by (RFC 9110 §8.8), to be sent back byte for byte. A pair: both are replaced by every 200 and dropped with it.
public struct Validators: Sendable, Hashable, Codable {
    /// The `ETag`, quotes and `W/` included, as Latin-1 scalars.
    public var etag: String?
    /// The `Last-Modified`, exactly as it came, as Latin-1 scalars.
    public var lastModified: String?

    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    public var isEmpty: Bool { etag == nil && lastModified == nil }
}
