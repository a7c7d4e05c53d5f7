/// FNV-1a, 64 bits: the hash of the memories of feeds and sites that the store keeps, whose stored values bind it to this function.
struct Digest {
    private(set) var value = start

    /// The hash of the empty input (the FNV offset basis).
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds one byte to a hash.
    @inline(__always)
    static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    mutating func add(_ byte: UInt8) { value = Self.mix(value, byte) }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }

    /// Domain separation: equal strings of different kinds hash differently.
    enum Kind: UInt8 { case page, text, label, shape, prefix, link }

    init() {}

    init(_ kind: Kind, _ text: String) {
        add(kind.rawValue)
        add(text)
    }
}
