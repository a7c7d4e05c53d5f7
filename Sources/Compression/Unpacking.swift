/// Decompresses one body in steps. Between two steps its owner decides whether there is memory for more: nothing is produced that was not asked for.
package final class Unpacking {
    package enum Step: Equatable {
        case more
        case ended(Unpacked.End)
    }

    /// What was produced so far, at most `limit` bytes.
    package private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var stream: any CodedStream

    /// - Parameter limit: the most bytes of output.
    /// - Throws: `OutOfMemory`.
    package init(_ packed: [UInt8], _ coding: BodyCoding, limit: Int) throws(OutOfMemory) {
        self.limit = limit
        stream =
            switch coding {
            case .gzip: try InflateStream(packed, .gzip)
            case .deflate: try DeflateStream(packed)
            case .zstd: try ZstdStream(packed)
            }
    }

    /// The decompressor cannot be allocated.
    package struct OutOfMemory: Error {}

    /// What the output and the decompressor take in memory, in bytes.
    package var memory: Int { bytes.capacity + stream.memory }

    /// What the output's next growth will take, in bytes.
    private var nextGrowth: Int { max(Self.piece, min(bytes.capacity / 2, Self.longestGrowth)) }

    /// Produces up to 64 KiB more.
    package func step() -> Step {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.piece) { piece in
            let (count, state) = stream.read(into: piece)
            let room = limit - bytes.count
            append(piece[..<min(count, room)])
            if count > room { return .ended(.atLimit) }
            switch state {
            case .more: return .more
            case .ended(let end): return .ended(end)
            }
        }
    }

    private func append(_ made: Slice<UnsafeMutableBufferPointer<UInt8>>) {
        if bytes.count + made.count > bytes.capacity {
            bytes.reserveCapacity(max(bytes.count + made.count, min(bytes.count + nextGrowth, limit)))
        }
        bytes.append(contentsOf: made)
    }

    private static let piece = 64 << 10
    private static let longestGrowth = 2 << 20
}

/// A decompressor over an input that is there as a whole.
protocol CodedStream {
    /// What it takes in memory beside its input, in bytes.
    var memory: Int { get }
    /// Fills the buffer as far as there is output. A result of no bytes and `more` does not occur twice running.
    mutating func read(into output: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, state: CodedStreamState)
}

enum CodedStreamState {
    case more
    case ended(Unpacked.End)
}
