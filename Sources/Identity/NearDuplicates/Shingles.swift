import Bytes

/// The set of an item's shingles: all runs of three consecutive words (Broder, "On the resemblance and containment of documents", 1997).
package struct Shingles {
    /// One hash for each shingle, in text order.
    package let hashes: [UInt64]

    /// Length of a shingle in words.
    package static let length = 3
    /// Below this number of words the title is taken as well: the text alone says too little.
    package static let fewestWords = 20
    /// At most this many words are read. Longer texts that begin alike are taken for equal.
    package static let mostWords = 16_384

    /// Shingles of the text; of a text under `fewestWords` words, also of the title.
    ///
    /// - Parameters:
    ///   - text: folded.
    ///   - words: its number of words.
    package init(title: String?, text: [UInt8], words: Int) {
        if words < Self.fewestWords, let title {
            self.init([TextFolding(title).bytes, text])
        } else {
            self.init([text])
        }
    }

    /// - Parameter parts: folded texts; no shingle spans two of them.
    package init(_ parts: [[UInt8]]) {
        let words = parts.map { Words.hashes(of: $0, most: Self.mostWords) }
        let count = words.reduce(0) { $0 + max(0, $1.count - Self.length + 1) }
        hashes = Array(unsafeUninitializedCapacity: count) { hashes, found in
            // At most two parts, so that 16 bits count the shingles.
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
                // Each word enters the sum in another way, so that their order counts.
                let (first, second) = (words[last &- 2], words[last &- 1])
                distinct.insert(StableHash.combine(first &+ (second << 32 | second >> 32), words[last]))
                last &+= 1
            }
        }
    }
}
