/// A 64-bit hash of the content of an item's element, the same in every run: it folds products of 64-bit words, as wyhash does (Wang Yi,
/// public domain).
///
/// It finds out whether an item has changed. It is not a cryptographic hash: a publisher who wants to can make collisions.
struct ItemDigest {
    private(set) var value: UInt64 = 0x2d35_8dcc_aa6c_78a5

    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always)
    mutating func absorb(_ word: UInt64) {
        value = Self.fold(value ^ 0x8bb8_4b93_962e_acc9, word ^ 0x4b33_a62e_d433_d4a3)
    }

    mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        let count = bytes.count
        let whole = count & ~15
        var state = value
        if let base = bytes.baseAddress {
            var at = 0
            while at < whole {
                let a = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                let b = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self))
                state = Self.fold(a ^ 0x8bb8_4b93_962e_acc9, b ^ state)
                at &+= 16
            }
        }
        let middle = min(whole &+ 8, count)
        state = Self.fold(
            Self.word(bytes, whole..<middle) ^ 0x8bb8_4b93_962e_acc9, Self.word(bytes, middle..<count) ^ state)
        value = Self.fold(state ^ 0x4b33_a62e_d433_d4a3, UInt64(count) ^ 0x8ebc_6af0_9c88_c6e3)
    }

    /// Up to eight bytes as a word, the first byte lowest.
    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        guard !range.isEmpty else { return 0 }
        guard range.upperBound >= 8 else { return bytes[range].reversed().reduce(0) { $0 &<< 8 | UInt64($1) } }
        // Load the eight bytes that end there, and shift out those before the range.
        let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: range.upperBound &- 8, as: UInt64.self))
        return eight &>> UInt64(truncatingIfNeeded: 8 &* (8 &- range.count))
    }

    mutating func absorb(_ text: String) {
        var text = text
        text.withUTF8 { absorb(UnsafeRawBufferPointer($0)) }
    }
}
