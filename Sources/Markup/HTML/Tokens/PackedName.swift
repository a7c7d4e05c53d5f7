import Bytes

/// A name in lower case, of which the first 16 bytes are packed into two words, so that names are compared word by word.
///
/// Every byte has bit 0x20 set, which turns ASCII letters into lower case and leaves digits and hyphens alone. It changes `_` and `@` as
/// well, but in the same way on both sides of a comparison, and into no byte that a known name contains.
struct PackedName {
    private(set) var low: UInt64 = 0
    private(set) var high: UInt64 = 0
    /// The length in bytes. It may be greater than 16.
    private(set) var length = 0

    init() {}

    init(_ name: some StringProtocol) {
        for byte in name.utf8 { append(byte) }
    }

    /// The name at `place`, up to white space, `>`, `/` or `end`. It is empty where none of these follows within 16 bytes, or fewer than 16
    /// bytes are left: the caller then reads byte by byte.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, at place: Int, of count: Int, endingAt end: UInt8) {
        guard place &+ 16 <= count else { return }
        let first = Self.word(bytes + place)
        var ends = Self.ends(in: first, or: end)
        if ends != 0 {
            length = ends.trailingZeroBitCount / 8
            low = Self.lowercased(first, length)
            return
        }
        let second = Self.word(bytes + place + 8)
        ends = Self.ends(in: second, or: end)
        guard ends != 0 else { return }
        let rest = ends.trailingZeroBitCount / 8
        length = 8 &+ rest
        low = first | ByteWord.all(0x20)
        high = Self.lowercased(second, rest)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let lower = UInt64(byte | 0x20)
        if length < 8 {
            low |= lower &<< UInt64(length &* 8)
        } else if length < 16 {
            high |= lower &<< UInt64((length &- 8) &* 8)
        }
        length &+= 1
    }

    /// A hash value of 10 bits.
    @inline(__always)
    var hash: Int {
        Int(truncatingIfNeeded: ((low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93) &>> 54)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    }

    /// A mask of the bytes at which a name ends.
    @inline(__always)
    private static func ends(in word: UInt64, or end: UInt8) -> UInt64 {
        ByteWord.find(below: 0x21, in: word) | ByteWord.find(UInt8(ascii: ">"), in: word) | ByteWord.find(UInt8(ascii: "/"), in: word)
            | ByteWord.find(end, in: word)
    }

    /// The first `length` bytes of a word in lower case; `length` is less than 8.
    @inline(__always)
    private static func lowercased(_ word: UInt64, _ length: Int) -> UInt64 {
        (word | ByteWord.all(0x20)) & ~(.max &<< UInt64(length &* 8))
    }
}

extension PackedName: Equatable {
    @inline(__always)
    static func == (a: PackedName, b: PackedName) -> Bool { a.low == b.low && a.high == b.high && a.length == b.length }
}
