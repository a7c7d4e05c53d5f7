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
        let words = parts.map { Words.hashes(of: $0, most: Self.mostWords) }
        let count = words.reduce(0) { $0 + max(0, $1.count - Self.length + 1) }
        hashes = Array(unsafeUninitializedCapacity: count) { distinct, found in
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Self.tableSize(for: count)) { table in
                table.initialize(repeating: 0)
                for part in words { Self.add(part, to: distinct, &found, table) }
            }
        }
    }

    /// No text is written so that all its shingles go to one place of the table: where they go is this run's own.
    private static let factor = UInt64.random(in: .min ... .max) | 1

    /// Half of it stays empty.
    private static func tableSize(for count: Int) -> Int {
        var size = 32
        while size < count * 2 { size *= 2 }
        return size
    }

    /// - Parameter table: for each place the number of a shingle in `distinct`, from 1 on; 0 where it is empty. Of two parts at most, so that 16 bits do.
    private static func add(
        _ words: [UInt64], to distinct: UnsafeMutableBufferPointer<UInt64>, _ found: inout Int, _ table: UnsafeMutableBufferPointer<UInt16>
    ) {
        let (factor, mask) = (factor, table.count &- 1)
        words.withUnsafeBufferPointer { words in
            var last = length &- 1
            next: while last < words.count {
                // The order of the words counts: each goes another way into the sum.
                let (first, second) = (words[last &- 2], words[last &- 1])
                let shingle = StableHash.combine(first &+ (second << 32 | second >> 32), words[last])
                last &+= 1
                var place = Int(truncatingIfNeeded: (shingle &* factor) >> 32) & mask
                while table[place] != 0 {
                    if distinct[Int(table[place]) &- 1] == shingle { continue next }
                    place = (place &+ 1) & mask
                }
                distinct[found] = shingle
                found &+= 1
                table[place] = UInt16(truncatingIfNeeded: found)
            }
        }
    }
}
