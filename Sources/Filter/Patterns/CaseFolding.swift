/// Simple case folding: one Unicode scalar for one, so that `STRASSE` and `straße` differ, but `ΟΔΟΣ` and `οδος` do not. The dotless and the dotted i of
/// Turkish stay what they are.
enum CaseFolding {
    static func fold(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
        if scalar < tableEnd { return UInt32(table[Int(scalar)]) }
        return hasCaseBeyondTable(scalar) ? computed(scalar) : scalar
    }

    /// The scalars, besides itself, that fold to this one.
    static func variants(of folded: UInt32) -> [UInt32] {
        allVariants[folded] ?? []
    }

    /// The text, folded, as UTF-8.
    static func folded(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8(folded)
    }

    static func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count >> 4)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte < 0x80 {
                result.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                place += 1
            } else {
                append(fold(UTF8Text.scalar(in: bytes, at: &place)), to: &result)
            }
        }
        return result
    }

    static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        if scalar < 0x80 {
            result.append(UInt8(truncatingIfNeeded: scalar))
        } else if let scalar = Unicode.Scalar(scalar), let encoded = Unicode.UTF8.encode(scalar) {
            result.append(contentsOf: encoded)
        }
    }

    // MARK: - Unicode's mappings

    /// The scalars below this, among them nearly all that have case, are looked up.
    private static let tableEnd: UInt32 = 0x2D00
    private static let table: [UInt16] = (0..<tableEnd).map { UInt16(truncatingIfNeeded: computed($0)) }

    private static let allVariants: [UInt32: [UInt32]] = {
        var variants: [UInt32: [UInt32]] = [:]
        for range in [0..<tableEnd] + casedBeyondTable {
            for scalar in range {
                let folded = fold(scalar)
                if folded != scalar { variants[folded, default: []].append(scalar) }
            }
        }
        return variants
    }()

    private static let casedBeyondTable: [Range<UInt32>] = [
        0xA640..<0xA800, 0xAB30..<0xABC0, 0xFF21..<0xFF5B, 0x10400..<0x10600, 0x10C80..<0x10D00, 0x118A0..<0x118E0, 0x16E40..<0x16E80,
        0x1E900..<0x1E944,
    ]

    private static func hasCaseBeyondTable(_ scalar: UInt32) -> Bool {
        scalar >= 0xA640 && casedBeyondTable.contains { $0.contains(scalar) }
    }

    /// Small, of the capital that belongs to it: the final sigma and the long s have the capitals of others.
    private static func computed(_ value: UInt32) -> UInt32 {
        guard value != 0x130, value != 0x131, let scalar = Unicode.Scalar(value) else { return value }
        let upper = single(scalar.properties.uppercaseMapping).flatMap(Unicode.Scalar.init) ?? scalar
        // 16 bits are enough for the table: no mapping of its scalars leaves the basic plane.
        return single(upper.properties.lowercaseMapping) ?? value
    }

    private static func single(_ mapping: String) -> UInt32? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first?.value : nil
    }
}
