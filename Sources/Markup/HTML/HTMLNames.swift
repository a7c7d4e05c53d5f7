/// Finds elements and attributes by their names' bytes: an open-addressed table over names of up to 16 bytes, packed into two words.
struct HTMLNames: Sendable {
    private static let slots = 1024

    private let keys: [(UInt64, UInt64)]
    private let values: [UInt8]

    static let elements = HTMLNames(HTMLElement.allCases.dropFirst().map { ($0.name, $0.rawValue) })
    static let attributes = HTMLNames(HTMLAttribute.allCases.map { ($0.name, $0.rawValue &+ 1) })

    private init(_ names: [(String, UInt8)]) {
        var keys = [(UInt64, UInt64)](repeating: (0, 0), count: Self.slots)
        var values = [UInt8](repeating: 0, count: Self.slots)
        for (name, value) in names {
            var packed = PackedName()
            for byte in name.utf8 { packed.append(byte) }
            var slot = packed.hash
            while values[slot] != 0 { slot = (slot &+ 1) & (Self.slots - 1) }
            keys[slot] = (packed.low, packed.high)
            values[slot] = value
        }
        self.keys = keys
        self.values = values
    }

    /// The value of a name, 0 if it has none.
    @inline(__always)
    subscript(name: PackedName) -> UInt8 {
        if name.length > 16 { return 0 }
        var slot = name.hash
        while values[slot] != 0 {
            if keys[slot] == (name.low, name.high) { return values[slot] }
            slot = (slot &+ 1) & (Self.slots - 1)
        }
        return 0
    }
}

/// A lower-case name of up to 16 bytes as two words.
struct PackedName {
    private(set) var low: UInt64 = 0
    private(set) var high: UInt64 = 0
    private(set) var length = 0

    init() {}

    /// The name that stands at a place and ends within eight bytes, as most do: at white space, at `>`, `/` or what else ends it. Empty where it does not.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, at place: Int, of count: Int, endingAt end: UInt8) {
        guard place &+ 8 <= count else { return }
        let word = UInt64(littleEndian: UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self))
        let ends =
            ByteWord.findControls(in: word) | ByteWord.find(0x20, in: word) | ByteWord.find(UInt8(ascii: ">"), in: word)
            | ByteWord.find(UInt8(ascii: "/"), in: word) | ByteWord.find(end, in: word)
        guard ends != 0 else { return }
        length = ends.trailingZeroBitCount / 8
        low = ByteWord.lowercased(word) & ~(.max << UInt64(length &* 8))
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
        if length < 8 {
            low |= UInt64(lower) &<< UInt64(length &* 8)
        } else if length < 16 {
            high |= UInt64(lower) &<< UInt64((length &- 8) &* 8)
        }
        length &+= 1
    }

    /// A slot of a table of 1024.
    @inline(__always)
    var hash: Int {
        Int(truncatingIfNeeded: ((low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93) &>> 54)
    }
}
