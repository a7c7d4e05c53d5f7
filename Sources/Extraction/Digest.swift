/// A hash of bytes (FNV-1a, 64 bits) that is the same in every run.
struct Digest {
    private(set) var value = start

    /// Of no bytes.
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// What the hash of some bytes becomes with one more.
    @inline(__always)
    static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    mutating func add(_ byte: UInt8) { value = Self.mix(value, byte) }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }

    /// What a hash is of: a text and a label that read alike are told apart.
    enum Kind: UInt8 { case page, text, label, shape, prefix, link }

    init() {}

    init(_ kind: Kind, _ text: String) {
        add(kind.rawValue)
        add(text)
    }
}
