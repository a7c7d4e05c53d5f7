import Crypto
import Journal

extension ItemKey {
    /// 128 bits of SHA-256 over the source's name and the identity first seen.
    package init?(source: String, identity: [String]) {
        // All in one piece: a call of the hash function costs as much as a hundred bytes.
        var parts: [UInt8] = []
        parts.reserveCapacity(512)
        Self.append(source, to: &parts)
        for part in identity { Self.append(part, to: &parts) }
        let digest = SHA256.hash(data: parts)
        guard let key = digest.withUnsafeBytes({ ItemKey(bytes: UnsafeRawBufferPointer(rebasing: $0.prefix(16))) }) else { return nil }
        self = key
    }

    /// The length first, so that no two lists of parts read alike.
    private static func append(_ part: String, to parts: inout [UInt8]) {
        var part = part
        part.withUTF8 { utf8 in
            withUnsafeBytes(of: UInt64(utf8.count).littleEndian) { parts.append(contentsOf: $0) }
            parts.append(contentsOf: utf8)
        }
    }

    /// - Parameter bytes: 16, the highest first.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
