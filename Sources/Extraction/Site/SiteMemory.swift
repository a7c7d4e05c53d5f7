import Bytes

/// A bounded memory of what the pages of a site had in common: hashes of blocks and labels, and the pages that had each.
public struct SiteMemory: Sendable, Equatable {
    /// The highest number of entries. Entries of a single page are dropped first, then those not seen for longest.
    public static let most = 768

    private struct Trait: Equatable {
        /// One bit for each page, by its URL's hash, so that a page that is read again counts once.
        var pages: UInt64
        /// When it was last seen, by `clock`.
        var seen: UInt32
    }

    private var traits: [UInt64: Trait] = [:]
    private var clock: UInt32 = 0

    public init() {}

    public var count: Int { traits.count }

    /// Number of pages read, counting pages read again.
    public var pagesRead: Int { Int(clock) }

    /// - Parameter page: a hash of the page's URL.
    public mutating func note(_ found: some Sequence<UInt64>, on page: UInt64) {
        clock &+= 1
        for hash in found { traits[hash] = Trait(pages: (traits[hash]?.pages ?? 0) | Self.bit(page), seen: clock) }
        if traits.count > Self.most { forget() }
    }

    /// The pages that had it, as bits of their hashes.
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

// MARK: - Stored form

extension SiteMemory {
    private static let format: UInt8 = 1
    private static let size = 20

    /// One byte for the format, then the clock, then hash, pages and time of each entry, little-endian.
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

    /// nil where the bytes have another format or are damaged.
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
