/// What the pages of a site were seen to have: hashes of blocks, labels and the like, and on how many pages each stood. Small, and bounded.
public struct SiteMemory: Sendable, Equatable {
    /// What is remembered of a site at most; what stood on one page alone goes first, then what has not been seen for longest.
    public static let most = 768

    private struct Trait: Equatable {
        /// A bit for each page, by its hash: the same page read again counts once.
        var pages: UInt64
        /// When it was last seen, by `clock`.
        var seen: UInt32
    }

    private var traits: [UInt64: Trait] = [:]
    private var clock: UInt32 = 0

    public init() {}

    public var count: Int { traits.count }

    /// How many pages of the site have been read, those read again too.
    public var pagesRead: Int { Int(clock) }

    /// - Parameter page: a hash of its address.
    public mutating func note(_ found: some Sequence<UInt64>, on page: UInt64) {
        clock &+= 1
        for hash in found { traits[hash] = Trait(pages: (traits[hash]?.pages ?? 0) | Self.bit(page), seen: clock) }
        if traits.count > Self.most { forget() }
    }

    /// On which pages it stood, as bits of their hashes.
    func pages(with hash: UInt64) -> UInt64 { traits[hash]?.pages ?? 0 }

    static func bit(_ page: UInt64) -> UInt64 { 1 << (page & 63) }

    private mutating func forget() {
        let byWorth = traits.sorted {
            let (a, b) = ($0.value.pages.nonzeroBitCount > 1, $1.value.pages.nonzeroBitCount > 1)
            return a == b ? ($0.value.seen, $0.key) < ($1.value.seen, $1.key) : !a
        }
        for (hash, _) in byWorth.prefix(traits.count - Self.most * 3 / 4) { traits[hash] = nil }
    }
}

// MARK: - As bytes

extension SiteMemory {
    private static let format: UInt8 = 1
    private static let size = 20

    /// A byte that tells the format, the clock, then hash, pages and time of each: little-endian.
    public var stored: [UInt8] {
        var bytes: [UInt8] = [Self.format]
        bytes.reserveCapacity(5 + traits.count * Self.size)
        bytes.append(littleEndian: clock)
        for (hash, trait) in traits.sorted(by: { $0.key < $1.key }) {
            bytes.append(littleEndian: hash)
            bytes.append(littleEndian: trait.pages)
            bytes.append(littleEndian: trait.seen)
        }
        return bytes
    }

    /// nil where the bytes are of another format, or damaged.
    public init?(stored bytes: [UInt8]) {
        guard bytes.first == Self.format, bytes.count >= 5, (bytes.count - 5) % Self.size == 0 else { return nil }
        bytes.withUnsafeBytes { bytes in
            clock = bytes.littleEndian(at: 1, as: UInt32.self)
            for at in stride(from: 5, to: bytes.count, by: Self.size) {
                traits[bytes.littleEndian(at: at, as: UInt64.self)] = Trait(
                    pages: bytes.littleEndian(at: at + 8, as: UInt64.self), seen: bytes.littleEndian(at: at + 16, as: UInt32.self))
            }
        }
    }
}
