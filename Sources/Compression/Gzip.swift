import CDeflate

/// Bodies in gzip (RFC 1952), the encoding that nearly all feeds come in.
///
/// A body that is whole and says how large it was is unpacked by libdeflate, in a third of zlib's time. Any other goes through zlib: cut short, in several
/// members, larger than it says.
package enum Gzip {
    /// Whether it begins as a member does.
    package static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// - Parameter limit: The most bytes to unpack to.
    package static func unpack(_ packed: [UInt8], limit: Int) -> Unpacked {
        guard let size = announcedSize(packed), size <= limit, let bytes = unpackWhole(packed, to: size) else {
            return GzipStream.unpack(packed, limit: limit)
        }
        return Unpacked(bytes: bytes, end: .whole)
    }

    /// What the end of a single member says of the size, modulo 2³²; nil where no body of that length could unpack to it.
    private static func announcedSize(_ packed: [UInt8]) -> Int? {
        guard packed.count >= 18, begins(packed) else { return nil }
        let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        // Deflate makes at most 258 bytes of two bits.
        return size / 1032 <= packed.count ? size : nil
    }

    /// By libdeflate; nil where it is not one whole member of that size.
    package static func unpackWhole(_ packed: [UInt8], to size: Int) -> [UInt8]? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            var taken = 0
            let result = packed.withUnsafeBytes {
                libdeflate_gzip_decompress_ex(decompressor, $0.baseAddress, $0.count, output.baseAddress, size, &taken, &count)
            }
            isWhole = result == LIBDEFLATE_SUCCESS && taken == packed.count
            if !isWhole { count = 0 }
        }
        return isWhole ? bytes : nil
    }
}
