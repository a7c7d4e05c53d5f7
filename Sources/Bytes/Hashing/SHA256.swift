private import CCrypto

/// SHA-256 (FIPS 180-4), computed by libcrypto.
package enum SHA256 {
    /// The digest of the bytes: 32 bytes.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            // The closure's buffer has the requested capacity, so it has an address.
            guard let start = digest.baseAddress else { return }
            feedd_sha256(bytes, bytes.count, start)
            count = 32
        }
    }
}
