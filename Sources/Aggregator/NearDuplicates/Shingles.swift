/// The shingles of an item: every three words that stand in a row, each run of three once (Broder, "On the resemblance and containment of
/// documents", 1997).
struct Shingles {
    /// A hash for each, in the text's order.
    private(set) var hashes: [UInt64] = []

    /// In words.
    static let length = 3
    /// A text of fewer words says too little without the headline.
    static let fewestWords = 20
    /// Words that are read of a text. What is as long and begins the same is the same.
    static let mostWords = 16_384

    /// Of the text; of one that is no more than a line, of the headline too.
    ///
    /// - Parameters:
    ///   - text: folded.
    ///   - words: how many it has.
    init(title: String?, text: [UInt8], words: Int) {
        if words < Self.fewestWords, let title {
            self.init([TextFolding(title).bytes, text])
        } else {
            self.init([text])
        }
    }

    /// - Parameter parts: folded; no shingle reaches from one into the next.
    init(_ parts: [[UInt8]]) {
        var seen = HashSet(expecting: parts.reduce(0) { $0 + $1.count / 6 })
        for part in parts {
            var before: (UInt64, UInt64) = (0, 0)
            var words = 0
            part.withUnsafeBufferPointer { bytes in
                Words.each(in: bytes) { word in
                    guard words < Self.mostWords else { return }
                    let hash = StableHash.hash(word, seed: 0)
                    words += 1
                    if words >= Self.length {
                        let shingle = StableHash.combine(StableHash.combine(before.0, before.1), hash)
                        if seen.insert(shingle) { hashes.append(shingle) }
                    }
                    before = (before.1, hash)
                }
            }
        }
    }
}

/// A set of hashes, which need no hashing, but for a factor of this run's own: nobody can write a text whose shingles all go to one place.
private struct HashSet {
    private static let factor = UInt64.random(in: .min ... .max) | 1

    private var slots: [UInt64]
    private var count = 0

    init(expecting count: Int) {
        slots = Array(repeating: 0, count: Self.size(for: max(16, min(count, Shingles.mostWords))))
    }

    /// Whether it was not there. 0 stands for an empty place: a shingle that hashes to it is left out.
    mutating func insert(_ hash: UInt64) -> Bool {
        guard hash != 0 else { return false }
        if count * 2 >= slots.count { grow() }
        guard let place = Self.place(of: hash, in: slots) else { return false }
        slots[place] = hash
        count += 1
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: slots.count * 2)
        for hash in old where hash != 0 {
            if let place = Self.place(of: hash, in: slots) { slots[place] = hash }
        }
    }

    private static func size(for count: Int) -> Int {
        var size = 32
        while size < count * 2 { size *= 2 }
        return size
    }

    /// Where it goes; nil where it is.
    private static func place(of hash: UInt64, in slots: [UInt64]) -> Int? {
        slots.withUnsafeBufferPointer { slots in
            var place = Int(truncatingIfNeeded: (hash &* factor) >> 32) & (slots.count - 1)
            while slots[place] != 0 {
                if slots[place] == hash { return nil }
                place = (place + 1) & (slots.count - 1)
            }
            return place
        }
    }
}
