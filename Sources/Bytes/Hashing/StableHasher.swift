/// A hash over values that come one after another, the same on every machine and in every release, for values that the store keeps. Two 64-bit words at
/// a time are multiplied and the product folded, as wyhash does it (Wang Yi, public domain).
///
/// Where the values are cut matters: the hash of two pieces is not that of both in one. It tells content that changed from content that did not; it is
/// no defence against forgery. ``StableHash`` is the hash of a single value.
public struct StableHasher {
    @usableFromInline var state: UInt64 = 0x2d35_8dcc_aa6c_78a5

    @inlinable
    public init() {}

    @inlinable
    public var value: UInt64 { state }

    @inlinable @inline(__always)
    public mutating func absorb(_ word: UInt64) {
        state = Self.fold(state ^ 0x8bb8_4b93_962e_acc9, word ^ 0x4b33_a62e_d433_d4a3)
    }

    public mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        let count = bytes.count
        let whole = count & ~15
        var state = self.state
        var at = 0
        while at < whole {
            state = Self.fold(bytes.littleEndian(at: at) ^ 0x8bb8_4b93_962e_acc9, bytes.littleEndian(at: at &+ 8) ^ state)
            at &+= 16
        }
        let middle = min(whole &+ 8, count)
        state = Self.fold(
            Self.word(bytes, whole..<middle) ^ 0x8bb8_4b93_962e_acc9, Self.word(bytes, middle..<count) ^ state)
        self.state = Self.fold(state ^ 0x4b33_a62e_d433_d4a3, UInt64(count) ^ 0x8ebc_6af0_9c88_c6e3)
    }

    public mutating func absorb(_ text: String) {
        var text = text
        text.withUTF8 { absorb(UnsafeRawBufferPointer($0)) }
    }

    /// Up to eight bytes, the first lowest.
    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        guard !range.isEmpty else { return 0 }
        guard range.upperBound >= 8 else { return bytes[range].reversed().reduce(0) { $0 &<< 8 | UInt64($1) } }
        // The eight that end there, shifted until only the range is left.
        let eight: UInt64 = bytes.littleEndian(at: range.upperBound &- 8)
        return eight &>> UInt64(truncatingIfNeeded: 8 &* (8 &- range.count))
    }

    @inlinable @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
