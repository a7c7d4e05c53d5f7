import Bytes

/// The shingles of an item: every three words that stand in a row, each run of three once (Broder, "On the resemblance and containment of
/// documents", 1997).
package struct Shingles {
    /// A hash for each, in the text's order.
    package let hashes: [UInt64]

    /// In words.
    package static let length = 3
    /// A text of fewer words says too little without the headline.
    package static let fewestWords = 20
    /// Words that are read of a text. What is as long and begins the same is the same.
    package static let mostWords = 16_384

    /// Of the text; of one that is no more than a line, of the headline too.
    ///
    /// - Parameters:
    ///   - text: folded.
    ///   - words: how many it has.
    package init(title: String?, text: [UInt8], words: Int) {
        if words < Self.fewestWords, let title {
            self.init([TextFolding(title).bytes, text])
        } else {
            self.init([text])
        }
    }

    /// - Parameter parts: folded; no shingle reaches from one into the next.
    package init(_ parts: [[UInt8]]) {
        let words = parts.map { Words.hashes(of: $0, most: Self.mostWords) }
        let count = words.reduce(0) { $0 + max(0, $1.count - Self.length + 1) }
        hashes = Array(unsafeUninitializedCapacity: count) { hashes, found in
            // Of two parts at most, so that 16 bits count them.
            found = DistinctHashes<UInt16>.collect(into: hashes) { distinct in
                for part in words { Self.add(part, to: &distinct) }
            }
        }
    }

    @inline(__always)
    private static func add(_ words: [UInt64], to distinct: inout DistinctHashes<UInt16>) {
        words.withUnsafeBufferPointer { words in
            var last = length &- 1
            while last < words.count {
                // The order of the words counts: each goes another way into the sum.
                let (first, second) = (words[last &- 2], words[last &- 1])
                distinct.insert(StableHash.combine(first &+ (second << 32 | second >> 32), words[last]))
                last &+= 1
            }
        }
    }
}
