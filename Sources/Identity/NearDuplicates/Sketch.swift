import Bytes

/// The least value that falls into each bin, of as many rounds as it takes to throw three values a bin.
///
/// A value has the number of its round in its highest bits, so that later rounds only fill what earlier ones left. One hash serves two rounds: each
/// has half of its bits, 9 for the bin and 23 for the value.
package struct Sketch {
    private var least: [UInt32]

    /// - Parameter hashes: `Signature.fewestShingles` at least, so that 9 bits count the rounds.
    package init(_ hashes: [UInt64]) {
        least = [UInt32](repeating: Self.empty, count: Signature.bins)
        let rounds = (3 * Signature.bins + hashes.count - 1) / hashes.count
        least.withUnsafeMutableBufferPointer { least in
            for round in stride(from: UInt32(0), to: UInt32(rounds), by: 2) {
                let seed = StableHash.combine(UInt64(round), 0x5EED)
                for hash in hashes {
                    let values = StableHash.combine(hash, seed)
                    Self.lower(least, to: UInt32(truncatingIfNeeded: values >> 32), in: round)
                    Self.lower(least, to: UInt32(truncatingIfNeeded: values), in: round &+ 1)
                }
            }
        }
    }

    /// What is empty still, one bin in twenty at most, gets another's value, always in the same order of asking (Shrivastava, "Optimal densification for fast
    /// and accurate minwise hashing", ICML 2017).
    package subscript(bin: Int) -> UInt64 {
        least[bin] == Self.empty ? borrowed(for: bin) : UInt64(least[bin])
    }

    /// The lowest 4 bits of the values of sixteen bins, the first lowest.
    package func lowestBits(from first: Int) -> UInt64 {
        var word: UInt64 = 0
        for bin in (first..<(first &+ 16)).reversed() { word = word &<< 4 | self[bin] & 0xF }
        return word
    }

    private func borrowed(for bin: Int) -> UInt64 {
        var turn: UInt64 = 0
        while true {
            let asked = StableHash.combine(UInt64(bin), turn)
            turn &+= 1
            let value = least[Int(asked & UInt64(Signature.bins - 1))]
            if value != Self.empty { return StableHash.combine(UInt64(value), asked) }
        }
    }

    /// Greater than every value: no round has all the highest bits.
    private static let empty = UInt32.max
    /// Of a value within its round.
    private static let rankBits: UInt32 = 23

    /// - Parameter least: `Signature.bins` of them, as many as 9 bits tell apart.
    @inline(__always)
    private static func lower(_ least: UnsafeMutableBufferPointer<UInt32>, to half: UInt32, in round: UInt32) {
        let bin = Int(half &>> rankBits)
        let value = round &<< rankBits | half & (1 &<< rankBits &- 1)
        if value < least[bin] { least[bin] = value }
    }
}
