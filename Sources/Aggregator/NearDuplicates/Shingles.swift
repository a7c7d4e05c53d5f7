/// The shingles of an item: every three words that stand in a row, each run of three once (Broder, "On the resemblance and containment of
/// documents", 1997).
struct Shingles {
    /// A hash for each, in the text's order.
    let hashes: [UInt64]

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
        var set = HashSet(expecting: min(Self.mostWords, parts.reduce(0) { $0 + $1.count / 6 }))
        for part in parts {
            part.withUnsafeBufferPointer { Self.read($0, into: &set) }
        }
        hashes = set.hashes
    }

    private static func read(_ part: UnsafeBufferPointer<UInt8>, into set: inout HashSet) {
        var before: (UInt64, UInt64) = (0, 0)
        var words = 0
        Words.eachHash(in: part) { word in
            guard words < mostWords else { return }
            words &+= 1
            // The order of the words counts: each goes another way into the sum.
            if words >= length { set.insert(StableHash.combine(before.0 &+ (before.1 << 32 | before.1 >> 32), word)) }
            before = (before.1, word)
        }
    }
}
