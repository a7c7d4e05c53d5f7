import Bytes

/// A sketch of an item's shingles, from which the Jaccard similarity of two items is estimated.
///
/// MinHash in the form of Dahlgaard, Knudsen and Thorup ("Fast similarity sketching", FOCS 2017): about as good as 512 hash functions, in
/// one pass over a long text and a few over a short one. 4 bits of every minimum are kept (Li and König, "b-bit minwise hashing", WWW
/// 2010), which estimates a similarity of 0.6 with a standard deviation of 0.023, and a similarity of 0 with one of 0.011.
package struct Signature: Sendable, Equatable {
    /// Number of distinct shingles.
    package let shingles: Int
    /// Keys under which the index finds it: 16 bits of some minima.
    package let bands: [UInt16]
    /// 4 bits of each minimum, sixteen minima in a word.
    package let minima: [UInt64]

    package static let bins = 512
    package static let bandCount = 11
    private static let words = bins / 16

    /// Items with fewer shingles are similar to many others by chance.
    package static let fewestShingles = 6

    package init(shingles: Int, bands: [UInt16], minima: [UInt64]) {
        self.shingles = shingles
        self.bands = bands
        self.minima = minima
    }

    /// nil for an item whose text is too short to compare.
    ///
    /// - Parameters:
    ///   - text: folded.
    ///   - words: its number of words.
    package init?(title: String?, text: [UInt8], words: Int) {
        self.init(Shingles(title: title, text: text, words: words))
    }

    package init?(_ set: Shingles) {
        guard set.hashes.count >= Self.fewestShingles else { return nil }
        shingles = set.hashes.count
        let sketch = Sketch(set.hashes)
        // Uses the lowest bits of a minimum, which are uniformly distributed; its highest bits are biased by being a minimum.
        bands = (0..<Self.bandCount).map { UInt16(truncatingIfNeeded: StableHash.combine(sketch[$0], 1)) }
        minima = (0..<Self.words).map { sketch.lowestBits(from: $0 * 16) }
    }
}

extension Signature {
    /// One bit of each minimum: what the index holds in memory.
    package var coarse: CoarseSketch { CoarseSketch(minima) }

    /// The estimated Jaccard similarity of the two sets of shingles, 0 to 1.
    package func jaccard(_ other: Signature) -> Double {
        var agreeing = 0
        for word in minima.indices { agreeing += Self.agreement(minima[word], other.minima[word]).nonzeroBitCount }
        return Self.jaccard(agreeing: agreeing, of: Self.bins)
    }

    /// - Returns: one bit for each of sixteen minima, in the lowest of its four bits.
    package static func agreement(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var differing = a ^ b
        differing |= differing >> 1
        differing |= differing >> 2
        return ~differing & 0x1111_1111_1111_1111
    }

    /// One minimum in sixteen agrees by chance.
    package static func jaccard(agreeing: Int, of bins: Int) -> Double {
        guard bins > 0 else { return 0 }
        return max(0, (Double(agreeing) / Double(bins) - 1 / 16) / (15 / 16))
    }
}

// MARK: - Stored form

extension Signature {
    /// Raised whenever signatures are computed in another way: stored ones of another form are ignored.
    private static let form: UInt8 = 2

    /// The stored form: form number, number of shingles, bands and minima, little-endian.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.form]
        bytes.reserveCapacity(Self.minimaOffset + Self.words * 8)
        bytes.append(littleEndian: UInt32(clamping: shingles))
        for band in bands.prefix(Self.bandCount) { bytes.append(littleEndian: band) }
        for word in minima.prefix(Self.words) { bytes.append(littleEndian: word) }
        return bytes
    }

    private static let bandsOffset = 5
    private static let minimaOffset = bandsOffset + bandCount * 2

    /// nil where the bytes are not a signature of this form.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.minimaOffset + Self.words * 8, bytes[0] == Self.form else { return nil }
        shingles = Int(bytes.littleEndian(at: 1, as: UInt32.self))
        bands = (0..<Self.bandCount).map { bytes.littleEndian(at: Self.bandsOffset + $0 * 2) }
        minima = (0..<Self.words).map { bytes.littleEndian(at: Self.minimaOffset + $0 * 8) }
    }
}
