import CDeflate

/// Decompresses gzip (RFC 1952), the encoding of nearly all feeds.
///
/// A complete body whose trailer states its size is decompressed by libdeflate, in a third of zlib's time. Any other goes through zlib in steps
/// (``Unpacking``): truncated, in several members, or with a wrong size.
package enum Gzip {
    /// Whether `bytes` begin with gzip's magic number.
    package static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// The size of the output by the trailer of a single member, modulo 2³²; nil if a body of that length cannot decompress to it.
    static func announcedSize(_ packed: [UInt8]) -> Int? {
        guard packed.count >= 18, begins(packed) else { return nil }
        let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        // Deflate encodes at most 258 bytes in two bits, a ratio of 1032.
        return size / 1032 <= packed.count ? size : nil
    }

    /// By libdeflate; nil if `packed` is not exactly one member that decompresses to `size` bytes.
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
