/// What the items of one feed were seen to have: hashes of blocks and labels, on which items each stood, and on how many of those read since. Small, and
/// bounded.
public struct ItemMemory: Sendable, Equatable {
    /// What is remembered of a feed at most; what stood on one item alone goes first, then what stood on the smallest share of them.
    public static let most = 64

    struct Trait: Equatable {
        /// The first items that had it, by their hashes; 0 where there was no other yet.
        fileprivate(set) var items: SIMD4<UInt32> = SIMD4()
        /// How many of the items that were read had it.
        fileprivate(set) var count: UInt32 = 0
        /// How many items had been read when the document came that showed it first.
        let since: UInt32

        /// Different items that had it, up to 4.
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
    /// Items that were read; no more are counted where 32 bits end.
    private var clock: UInt32 = 0
    /// The clock when the document began.
    private var document: UInt32 = 0

    public init() {}

    public var count: Int { traits.count }

    /// A document begins: what none of its first items have may still stand on most of it.
    mutating func beginDocument() { document = clock }

    /// - Parameter item: tells it from the feed's other items.
    mutating func note(_ found: some Sequence<UInt64>, on item: UInt32) {
        clock = min(clock, .max - 1) + 1
        // 0 stands for none.
        for hash in found { traits[hash, default: Trait(since: document)].note(max(item, 1)) }
    }

    subscript(hash: UInt64) -> Trait? { traits[hash] }

    /// The part of the items read since it was met first that have it, 0 to 1.
    func share(of trait: Trait) -> Double {
        clock > trait.since ? Double(trait.count) / Double(clock - trait.since) : 0
    }

    /// Drops what is not worth keeping until the next document: what one item alone of this one had, where there were several, and what is too much.
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

// MARK: - As bytes

extension ItemMemory {
    private static let format: UInt8 = 1
    private static let size = 32

    /// A byte that tells the format, the clock, then hash, items, count and beginning of each: little-endian. Nothing where nothing is remembered.
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

    /// nil where the bytes are of another format, or damaged.
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
