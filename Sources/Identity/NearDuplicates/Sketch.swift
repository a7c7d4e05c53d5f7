import Bytes

/// The minimum of each bin over ⌈3·bins/n⌉ rounds of hashing (fast similarity sketching).
///
/// A value has its round's number in the highest bits, so that later rounds fill only bins that earlier ones left empty. One hash serves
/// two rounds: of each half, 9 bits choose the bin and 23 are the value.
package struct Sketch {
    private var least: [UInt32]

    /// - Parameter hashes: at least `Signature.fewestShingles`, so that 9 bits count the rounds.
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

    /// An empty bin (at most one in twenty) borrows another bin's value, always asking the bins in the same order (Shrivastava, "Optimal
    /// densification for fast and accurate minwise hashing", ICML 2017).
    package subscript(bin: Int) -> UInt64 {
        value(least[bin], of: bin)
    }

    @inline(__always)
    private func value(_ own: UInt32, of bin: Int) -> UInt64 { own == Self.empty ? borrowed(for: bin) : UInt64(own) }

    /// The lowest 4 bits of the values of sixteen bins, the first bin lowest.
    package func lowestBits(from first: Int) -> UInt64 {
        least.withUnsafeBufferPointer { least in
            var word: UInt64 = 0
            var bin = first &+ 16
            while bin > first {
                bin &-= 1
                word = word &<< 4 | value(least[bin], of: bin) & 0xF
            }
            return word
        }
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

    /// Greater than every value, since no round's number has all of the highest bits set.
    private static let empty = UInt32.max
    /// The number of bits of a value within its round.
    private static let rankBits: UInt32 = 23

    /// - Parameter least: `Signature.bins` values, as many as 9 bits can address.
    @inline(__always)
    private static func lower(_ least: UnsafeMutableBufferPointer<UInt32>, to half: UInt32, in round: UInt32) {
        let bin = Int(half &>> rankBits)
        let value = round &<< rankBits | half & (1 &<< rankBits &- 1)
        // Stored in any case: whether a value is lower is random, so that a branch would be mispredicted often.
        least[bin] = min(least[bin], value)
    }
}
