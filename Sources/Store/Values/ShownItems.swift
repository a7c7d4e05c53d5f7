import Bytes

/// What a source showed last: for each item of its document the digest of the bytes, and the number of the item that they turned out to be.
///
/// Kept as one value, so that a poll that changes nothing writes nothing, and as the store's bytes, so that a poll that reads nothing decodes nothing:
/// pairs of little-endian 64-bit numbers, sorted by digest.
package struct ShownItems: Sendable, Equatable {
    package let stored: [UInt8]

    package init(stored: [UInt8] = []) {
        self.stored = stored
    }

    package init(_ items: [UInt64: Int64]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(items.count * 16)
        for (digest, item) in items.sorted(by: { $0.key < $1.key }) {
            bytes.append(littleEndian: digest)
            bytes.append(littleEndian: item)
        }
        stored = bytes
    }

    package var count: Int { stored.count / 16 }

    /// The items by digest.
    package func unpacked() -> [UInt64: Int64] {
        var items: [UInt64: Int64] = [:]
        items.reserveCapacity(count)
        stored.withUnsafeBytes { bytes in
            for at in stride(from: 0, to: bytes.count - bytes.count % 16, by: 16) {
                items[bytes.littleEndian(at: at)] = bytes.littleEndian(at: at + 8, as: Int64.self)
            }
        }
        return items
    }
}
