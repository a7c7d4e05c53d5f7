import CZlib

/// Decompresses gzip with zlib, as far as it is intact: all members, ignoring what follows the last one.
package enum GzipStream {
    package static func unpack(_ packed: [UInt8], limit: Int) -> Unpacked {
        var stream = z_stream()
        // The largest window, and gzip's header.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return Unpacked(bytes: [], end: .damaged)
        }
        defer { inflateEnd(&stream) }
        return packed.withUnsafeBufferPointer { packed in
            // zlib does not write to its input, though the type allows it.
            stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
            stream.avail_in = UInt32(clamping: packed.count)
            return inflateAll(&stream, limit: limit)
        }
    }

    private static func inflateAll(_ stream: inout z_stream, limit: Int) -> Unpacked {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 << 10) { piece in
            var bytes: [UInt8] = []
            while true {
                stream.next_out = piece.baseAddress
                stream.avail_out = UInt32(piece.count)
                let result = inflate(&stream, Z_NO_FLUSH)
                let made = piece[..<(piece.count - Int(stream.avail_out))]
                let room = limit - bytes.count
                bytes.append(contentsOf: made.prefix(room))
                if made.count > room { return Unpacked(bytes: bytes, end: .atLimit) }
                switch result {
                case Z_OK: continue
                case Z_STREAM_END where nextMemberBegins(stream): inflateReset(&stream)
                // All input has been read.
                case Z_STREAM_END, Z_BUF_ERROR: return Unpacked(bytes: bytes, end: .whole)
                default: return Unpacked(bytes: bytes, end: .damaged)
                }
            }
        }
    }

    private static func nextMemberBegins(_ stream: z_stream) -> Bool {
        Gzip.begins(UnsafeBufferPointer(start: stream.next_in, count: Int(stream.avail_in)))
    }
}
