import Bytes
import Journal

extension ItemKey {
    /// 128 bits of SHA-256 over the source's name and the identity first seen. Each part is preceded by its length.
    package init(source: String, identity: [String]) {
        // One buffer for all parts: a call of the hash function costs as much as hashing a hundred bytes.
        var parts: [UInt8] = []
        parts.reserveCapacity(512)
        Self.append(source, to: &parts)
        for part in identity { Self.append(part, to: &parts) }
        self.init(prefixOf: SHA256.digest(of: parts))
    }

    /// A length prefix keeps different lists of parts from hashing alike.
    private static func append(_ part: String, to parts: inout [UInt8]) {
        var part = part
        part.withUTF8 { utf8 in
            parts.append(littleEndian: UInt64(utf8.count))
            parts.append(contentsOf: utf8)
        }
    }

    /// The first 16 bytes of a digest, most significant byte first.
    private init(prefixOf digest: [UInt8]) {
        func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: word(digest.prefix(8)), low: word(digest.dropFirst(8).prefix(8)))
    }

    /// - Parameter bytes: 16 bytes, big-endian.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
