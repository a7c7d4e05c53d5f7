import Bytes

/// A text that rules look at, in the forms that they need, each made once.
final class FilterText {
    let bytes: [UInt8]
    private(set) lazy var folded = bytes.withUnsafeBufferPointer(CaseFolding.folded)
    private var trigrams: Trigrams?
    private var queries = 0

    /// A text that is asked this often gets an index.
    private static let indexedFrom = 8

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether the text has the bytes in it, case aside.
    ///
    /// - Parameter part: folded.
    func contains(_ part: [UInt8]) -> Bool {
        if part.isEmpty { return true }
        queries += 1
        if queries == Self.indexedFrom { trigrams = Trigrams(folded) }
        if let trigrams, !trigrams.mayContain(part) { return false }
        return ByteSearch.contains(part, in: folded)
    }

    /// Whether it may match the pattern; true where it certainly does too.
    func mayMatch(_ required: RequiredText) -> Bool { required.strings.contains { contains($0) } }
}

/// A Bloom filter, with one hash function, over the trigrams (three consecutive bytes) of a text. Most words that the text does not contain are ruled out
/// without searching it.
struct Trigrams {
    private var bits: [UInt64]
    private let shift: UInt32

    init(_ text: [UInt8]) {
        // Eight bits a byte, between 512 bytes and 128 KiB in all.
        var size: UInt32 = 12
        while size < 20, 1 << Int(size) < text.count * 8 { size += 1 }
        shift = 32 - size
        bits = [UInt64](repeating: 0, count: (1 << Int(size)) / 64)
        guard text.count >= 3 else { return }
        for place in 0...text.count - 3 {
            let bit = hash(text, place)
            bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
        }
    }

    /// False only where the text does not have the part in it.
    func mayContain(_ part: [UInt8]) -> Bool {
        guard part.count >= 3 else { return true }
        for place in 0...min(part.count - 3, 15) {
            let bit = hash(part, place)
            if bits[Int(bit >> 6)] & 1 << UInt64(bit & 63) == 0 { return false }
        }
        return true
    }

    private func hash(_ text: [UInt8], _ place: Int) -> UInt32 {
        ((UInt32(text[place]) | UInt32(text[place + 1]) << 8 | UInt32(text[place + 2]) << 16) &* 0x9E37_79B1) >> shift
    }
}
