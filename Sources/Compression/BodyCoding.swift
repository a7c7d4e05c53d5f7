/// A compressed form of HTTP bodies (RFC 9110 § 8.4.1, RFC 8878).
package enum BodyCoding: String, Sendable, CaseIterable {
    case gzip
    /// The zlib format (RFC 1950). Some servers send bare deflate (RFC 1951) under this name.
    case deflate
    case zstd

    /// The size of the unpacked form where `packed` states one that its length can have; it need not be true. Nil where it states none.
    package func announcedSize(of packed: [UInt8]) -> Int? {
        switch self {
        case .gzip: Gzip.announcedSize(packed)
        case .deflate: nil
        case .zstd: ZstdStream.announcedSize(packed)
        }
    }
}
