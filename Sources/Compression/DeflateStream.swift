/// What servers send as `deflate`: the zlib format, or bare deflate. The first bytes tell which, but for one bare stream in a thousand: a stream that looks
/// like the zlib format and brings nothing as such is read as bare deflate.
struct DeflateStream: CodedStream {
    private let packed: [UInt8]
    private var stream: InflateStream
    private var mayBeRaw: Bool

    init(_ packed: [UInt8]) throws(Unpacking.OutOfMemory) {
        self.packed = packed
        mayBeRaw = Self.hasZlibHeader(packed)
        stream = try InflateStream(packed, mayBeRaw ? .zlib : .raw)
    }

    var memory: Int { stream.memory }

    mutating func read(into output: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, state: CodedStreamState) {
        let result = stream.read(into: output)
        defer { mayBeRaw = false }
        guard mayBeRaw, result.count == 0, case .ended(.damaged) = result.state, let raw = try? InflateStream(packed, .raw) else {
            return result
        }
        stream = raw
        return stream.read(into: output)
    }

    /// RFC 1950 § 2.2: method 8, a window of 32 KiB at most, and a check that makes the first two bytes a multiple of 31.
    private static func hasZlibHeader(_ packed: [UInt8]) -> Bool {
        guard packed.count >= 2 else { return true }
        return packed[0] & 0x0F == 8 && packed[0] >> 4 <= 7 && (Int(packed[0]) << 8 | Int(packed[1])) % 31 == 0
    }
}
