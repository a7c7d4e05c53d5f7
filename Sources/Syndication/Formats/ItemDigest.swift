/// 64 bits over what an item's element holds, the same in every run: products of 64-bit words folded, as wyhash does it (Wang Yi, public domain).
///
/// It tells content that changed from content that did not; it is no defence against who would forge it.
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
        var state = value
        var at = 0
        while at + 16 <= count {
            let a = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let b = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
            state = Self.fold(a ^ 0x8bb8_4b93_962e_acc9, b ^ state)
            at += 16
        }
        let middle = min(at + 8, count)
        let tail = (Self.word(bytes, at..<middle), Self.word(bytes, middle..<count))
        state = Self.fold(tail.0 ^ 0x8bb8_4b93_962e_acc9, tail.1 ^ state)
        value = Self.fold(state ^ 0x4b33_a62e_d433_d4a3, UInt64(count) ^ 0x8ebc_6af0_9c88_c6e3)
    }

    /// Up to eight bytes, the first the lowest.
    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        guard !range.isEmpty else { return 0 }
        guard range.upperBound >= 8 else { return bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        // What stands before them is pushed out.
        let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: range.upperBound - 8, as: UInt64.self))
        return eight >> UInt64(64 - 8 * range.count)
    }

    mutating func absorb(_ text: String) {
        var text = text
        text.withUTF8 { absorb(UnsafeRawBufferPointer($0)) }
    }
}
