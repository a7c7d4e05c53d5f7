import CZlib

/// Decompresses with zlib, as far as the input is intact. Of gzip, all members; what follows the last one is ignored.
final class InflateStream: CodedStream {
    enum Format {
        case gzip, zlib, raw

        /// zlib's `windowBits`: the largest window, and the header to expect.
        fileprivate var windowBits: Int32 {
            switch self {
            case .gzip: 15 + 16
            case .zlib: 15
            case .raw: -15
            }
        }
    }

    /// The size that zlib's manual states for inflating (zconf.h): the window of 32 KiB, and about 7 KiB for tables.
    let memory = 44 << 10
    private let packed: [UInt8]
    private let format: Format
    private var taken = 0
    /// In an allocation of its own: zlib keeps a pointer to it.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ packed: [UInt8], _ format: Format) throws(Unpacking.OutOfMemory) {
        self.packed = packed
        self.format = format
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            throw Unpacking.OutOfMemory()
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func read(into output: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, state: CodedStreamState) {
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let state = packed.withUnsafeBufferPointer { packed in
            // zlib does not write to its input, though the type allows it.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress).map { $0 + taken }
            stream.pointee.avail_in = UInt32(clamping: packed.count - taken)
            defer { taken = packed.count - Int(stream.pointee.avail_in) }
            return inflateMore()
        }
        return (output.count - Int(stream.pointee.avail_out), state)
    }

    private func inflateMore() -> CodedStreamState {
        while true {
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_OK where stream.pointee.avail_out > 0 && stream.pointee.avail_in > 0: continue
            case Z_OK where stream.pointee.avail_out == 0: return .more
            case Z_STREAM_END:
                guard format == .gzip, nextMemberBegins else { return .ended(.whole) }
                inflateReset(stream)
            // All input has been read.
            case Z_OK, Z_BUF_ERROR: return stream.pointee.avail_out == 0 ? .more : .ended(.cut)
            default: return .ended(.damaged)
            }
        }
    }

    private var nextMemberBegins: Bool {
        Gzip.begins(UnsafeBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in)))
    }
}
