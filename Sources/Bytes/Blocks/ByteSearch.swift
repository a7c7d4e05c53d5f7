internal import CBytes

/// Looks for bytes in bytes.
package enum ByteSearch {
    /// Whether `part` is in `bytes`. An empty one is everywhere.
    package static func contains(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
        part.withUnsafeBufferPointer { part in
            bytes.withUnsafeBufferPointer { bytes in
                guard let needle = part.baseAddress, part.count > 0 else { return true }
                guard let base = bytes.baseAddress, bytes.count >= part.count else { return false }
                return feedd_contains(base, bytes.count, needle, part.count)
            }
        }
    }
}
