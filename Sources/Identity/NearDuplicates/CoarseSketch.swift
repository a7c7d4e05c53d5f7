/// One bit of each minimum of a signature, enough to reject most candidates without a read from the store.
///
/// Estimates a similarity with a standard deviation of 0.044 (Li and König, "b-bit minwise hashing", 2010, with b = 1).
package struct CoarseSketch: Sendable, Equatable {
    package var words: SIMD8<UInt64>

    /// - Parameter minima: 4 bits each, sixteen in a word.
    package init(_ minima: [UInt64]) {
        words = .zero
        guard minima.count >= 32 else { return }
        for place in 0..<8 {
            let four = place * 4
            words[place] =
                Self.lowestBits(minima[four]) | Self.lowestBits(minima[four + 1]) << 16 | Self.lowestBits(minima[four + 2]) << 32
                | Self.lowestBits(minima[four + 3]) << 48
        }
    }

    /// The estimated Jaccard similarity; may be negative by chance, at least -1.
    package func jaccard(_ other: CoarseSketch) -> Double {
        let differing = words ^ other.words
        var count = 0
        for place in 0..<8 { count += differing[place].nonzeroBitCount }
        return 1 - Double(count) / 256
    }

    /// Gathers every fourth bit.
    private static func lowestBits(_ word: UInt64) -> UInt64 {
        var bits = word & 0x1111_1111_1111_1111
        bits = (bits | bits >> 3) & 0x0303_0303_0303_0303
        bits = (bits | bits >> 6) & 0x000F_000F_000F_000F
        bits = (bits | bits >> 12) & 0x0000_00FF_0000_00FF
        return (bits | bits >> 24) & 0xFFFF
    }
}
