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
        var tail: (UInt64, UInt64) = (0, 0)
        if let start = bytes.baseAddress {
            let end = start + count
            var at = start
            while end - at >= 16 {
                state = Self.fold(Self.word(at) ^ 0x8bb8_4b93_962e_acc9, Self.word(at + 8) ^ state)
                at += 16
            }
            tail = Self.tail(from: at, to: end, after: start)
        }
        state = Self.fold(tail.0 ^ 0x8bb8_4b93_962e_acc9, tail.1 ^ state)
        value = Self.fold(state ^ 0x4b33_a62e_d433_d4a3, UInt64(count) ^ 0x8ebc_6af0_9c88_c6e3)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawPointer) -> UInt64 { UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)) }

    /// The last bytes, fewer than sixteen, the first the lowest.
    ///
    /// - Parameter start: of all the bytes: nothing before it is read.
    @inline(__always)
    private static func tail(from at: UnsafeRawPointer, to end: UnsafeRawPointer, after start: UnsafeRawPointer) -> (UInt64, UInt64) {
        let left = end - at
        switch left {
        case 0: return (0, 0)
        case 8: return (word(at), 0)
        // What stands before the last of them is pushed out.
        case 9...: return (word(at), word(end - 8) >> UInt64(truncatingIfNeeded: 128 &- 8 &* left))
        case _ where end - start >= 8: return (word(end - 8) >> UInt64(truncatingIfNeeded: 64 &- 8 &* left), 0)
        default:
            var word: UInt64 = 0
            for place in (0..<left).reversed() { word = word << 8 | UInt64(at.load(fromByteOffset: place, as: UInt8.self)) }
            return (word, 0)
        }
    }

    mutating func absorb(_ text: String) {
        var text = text
        text.withUTF8 { absorb(UnsafeRawBufferPointer($0)) }
    }
}
