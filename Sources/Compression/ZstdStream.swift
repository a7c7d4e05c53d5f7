import CZstd

/// Decompresses Zstandard (RFC 8878): all frames of the input.
final class ZstdStream: CodedStream {
    /// A window of 8 MiB, which RFC 9659 makes the largest one of HTTP bodies.
    private static let windowLog: Int32 = 23

    private let packed: [UInt8]
    private var taken = 0
    private let stream: OpaquePointer
    /// Whether the input so far ends with a frame.
    private var isBetweenFrames = false

    init(_ packed: [UInt8]) throws(Unpacking.OutOfMemory) {
        guard let stream = ZSTD_createDCtx() else { throw Unpacking.OutOfMemory() }
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLog)
        self.packed = packed
        self.stream = stream
    }

    deinit {
        ZSTD_freeDCtx(stream)
    }

    var memory: Int { ZSTD_sizeof_DCtx(stream) }

    func read(into output: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, state: CodedStreamState) {
        packed.withUnsafeBytes { packed in
            var input = ZSTD_inBuffer(src: packed.baseAddress, size: packed.count, pos: taken)
            var made = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            defer { taken = input.pos }
            while made.pos < made.size {
                let before = (input.pos, made.pos)
                if isBetweenFrames, input.pos == input.size { return (made.pos, .ended(.whole)) }
                let result = ZSTD_decompressStream(stream, &made, &input)
                guard ZSTD_isError(result) == 0 else { return (made.pos, .ended(.damaged)) }
                isBetweenFrames = result == 0
                // All input has been read, and all output that it has was written.
                if !isBetweenFrames, before == (input.pos, made.pos) { return (made.pos, .ended(.cut)) }
            }
            return (made.pos, .more)
        }
    }

    /// The content size in the header of the first frame.
    static func announcedSize(_ packed: [UInt8]) -> Int? {
        let size = packed.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        // The two largest values mean that it is unknown, and that this is no frame.
        return size < UInt64(Int.max) ? Int(size) : nil
    }
}
