import Compression

/// The bytes of a body. They count against the memory budget until the last reference to this object is gone.
public final class Body: Sendable {
    public let bytes: [UInt8]
    private let lease: Lease?

    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
        lease = nil
    }

    /// A body that was made of others.
    public convenience init(bytes: [UInt8], countedIn budget: MemoryBudget) {
        self.init(bytes: bytes, lease: budget.lease(bytes.count))
    }

    init(bytes: [UInt8], lease: Lease?) {
        self.bytes = bytes
        self.lease = lease
    }
}

extension Body {
    /// What is in a document that is a gzip file itself, such as `sitemap.xml.gz`; any other document as it is.
    ///
    /// - Parameter limit: the most bytes that may come out.
    /// - Throws: `tooLarge`, `badContentEncoding`, `cutContent`, `failed`.
    public func unpackedGzip(from host: String, limit: Int, budget: MemoryBudget) throws(TransferError) -> Body {
        guard bytes.starts(with: [0x1F, 0x8B]) else { return self }
        let unpacking: Unpacking
        do { unpacking = try Unpacking(bytes, .gzip, limit: limit) } catch { throw .failed(reason: "out of memory") }
        while true {
            guard case .ended(let end) = unpacking.step() else { continue }
            switch end {
            case .whole: return Body(bytes: unpacking.bytes, countedIn: budget)
            case .cut: throw .cutContent(host: host)
            case .damaged: throw .badContentEncoding(host: host)
            case .atLimit: throw .tooLarge(host: host, limit: limit)
            }
        }
    }
}
