import Bytes

/// A bounded memory of what the items of one feed had in common: hashes of blocks and labels, the items that had each, and how many of
/// the items read since had it.
public struct ItemMemory: Sendable, Equatable {
    /// The highest number of entries. Entries of a single item are dropped first, then those with the smallest share of items.
    public static let most = 64

    struct Trait: Equatable {
        /// Hashes of the first items that had it; 0 for unused places.
        fileprivate(set) var items: SIMD4<UInt32> = SIMD4()
        /// Number of items read that had it.
        fileprivate(set) var count: UInt32 = 0
        /// Number of items read before the document that showed it first.
        let since: UInt32

        /// Number of different items that had it, at most 4.
        var distinct: Int { (0..<4).count { items[$0] != 0 } }

        fileprivate mutating func note(_ item: UInt32) {
            count = min(count, .max - 1) + 1
            for place in 0..<4 {
                if items[place] == item { return }
                if items[place] == 0 { return items[place] = item }
            }
        }
    }

    private var traits: [UInt64: Trait] = [:]
    /// Number of items read; saturates at 32 bits.
    private var clock: UInt32 = 0
    /// The value of the clock when the document began.
    private var document: UInt32 = 0

    public init() {}

    public var count: Int { traits.count }

    /// Marks the beginning of a document: something that none of its first items have may still be in most of it.
    mutating func beginDocument() { document = clock }

    /// - Parameter item: a hash that distinguishes it from the feed's other items.
    mutating func note(_ found: some Sequence<UInt64>, on item: UInt32) {
        clock = min(clock, .max - 1) + 1
        // 0 is reserved for unused places.
        for hash in found { traits[hash, default: Trait(since: document)].note(max(item, 1)) }
    }

    subscript(hash: UInt64) -> Trait? { traits[hash] }

    /// The share of the items read since it was first met that have it, 0 to 1.
    func share(of trait: Trait) -> Double {
        clock > trait.since ? Double(trait.count) / Double(clock - trait.since) : 0
    }

    /// Drops what is not worth keeping for the next document: what a single item of several had, and the surplus.
    mutating func settle() {
        let isTold = clock - document >= 3
        traits = traits.filter { $0.value.distinct > 1 || !(isTold && $0.value.since == document) }
        guard traits.count > Self.most else { return }
        let byWorth = traits.sorted {
            let (a, b) = ($0.value.distinct > 1, $1.value.distinct > 1)
            if a != b { return b }
            let (c, d) = (share(of: $0.value), share(of: $1.value))
            return c == d ? ($0.value.since, $0.key) < ($1.value.since, $1.key) : c < d
        }
        for (hash, _) in byWorth.prefix(traits.count - Self.most) { traits[hash] = nil }
    }
}

// MARK: - Stored form

extension ItemMemory {
    private static let format: UInt8 = 1
    private static let size = 32

    /// One byte for the format, then the clock, then hash, items, count and beginning of each entry, little-endian. Empty where nothing
    /// is remembered.
    public var stored: [UInt8] {
        if traits.isEmpty { return [] }
        var bytes: [UInt8] = [Self.format]
        bytes.reserveCapacity(5 + traits.count * Self.size)
        bytes.append(littleEndian: clock)
        for (hash, trait) in traits.sorted(by: { $0.key < $1.key }) {
            bytes.append(littleEndian: hash)
            for place in 0..<4 { bytes.append(littleEndian: trait.items[place]) }
            bytes.append(littleEndian: trait.count)
            bytes.append(littleEndian: trait.since)
        }
        return bytes
    }

    /// nil where the bytes have another format or are damaged.
    public init?(stored bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if bytes.isEmpty { return }
        guard bytes.first == Self.format, bytes.count >= 5, (bytes.count - 5) % Self.size == 0 else { return nil }
        bytes.withUnsafeBytes { bytes in
            clock = bytes.littleEndian(at: 1, as: UInt32.self)
            for at in stride(from: 5, to: bytes.count, by: Self.size) {
                var trait = Trait(since: bytes.littleEndian(at: at + 28, as: UInt32.self))
                for place in 0..<4 { trait.items[place] = bytes.littleEndian(at: at + 8 + 4 * place, as: UInt32.self) }
                trait.count = bytes.littleEndian(at: at + 24, as: UInt32.self)
                traits[bytes.littleEndian(at: at, as: UInt64.self)] = trait
            }
        }
        document = clock
    }
}
