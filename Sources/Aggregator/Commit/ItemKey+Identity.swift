import Crypto
import Journal

extension ItemKey {
    /// 128 bits of SHA-256 over the source's name and the identity first seen.
    init?(source: String, identity: [String]) {
        var hash = SHA256()
        for var part in [source] + identity {
            // The length first, so that no two lists of parts read alike.
            withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { hash.update(bufferPointer: $0) }
            part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        self.init(bytes: Array(hash.finalize().prefix(16)))
    }

    /// - Parameter bytes: 16, the highest first.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        func number(_ half: ArraySlice<UInt8>) -> UInt64 { half.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: number(bytes[..<8]), low: number(bytes[8...]))
    }
}
