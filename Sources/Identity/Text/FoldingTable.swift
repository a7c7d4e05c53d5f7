/// The folded form of each scalar of the Basic Multilingual Plane: 128 KiB, built once.
package struct FoldingTable: Sendable {
    package static let shared = FoldingTable()
    package static let nothing: UInt32 = 0
    package static let space: UInt32 = 0x20

    private let table: [UInt16]
    /// The first 128 entries; white space and control characters fold to a space.
    package let ascii: [UInt8]

    /// The ranges that contain scalars which do not fold to themselves (Unicode 16). The others hold ideographs, syllables, surrogates
    /// and private-use scalars.
    private static let changing: [Range<UInt32>] = [0..<0x3100, 0xA600..<0xA800, 0xFE00..<0x10000]

    private init() {
        var table = Array(0...UInt16.max)
        for range in Self.changing {
            for value in range {
                if let scalar = Unicode.Scalar(value) { table[Int(value)] = Self.folded(scalar) }
            }
        }
        self.table = table
        ascii = table.prefix(128).map { UInt8(truncatingIfNeeded: $0) }
    }

    package func fold(_ scalar: UInt32) -> UInt32 {
        scalar < 0x10000 ? UInt32(table[Int(scalar)]) : scalar
    }

    private static func folded(_ scalar: Unicode.Scalar) -> UInt16 {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .initialPunctuation, .finalPunctuation: return UInt16(UInt8(ascii: "'"))
        case .dashPunctuation: return UInt16(UInt8(ascii: "-"))
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: return UInt16(space)
        case .format: return UInt16(nothing)
        default: break
        }
        switch scalar.value {
        case 0x201A, 0x201E, 0x2032, 0x2033, 0x00B4, 0x02BC: return UInt16(UInt8(ascii: "'"))  // low quotes, primes, accents used as quotes
        case 0x22, 0x60: return UInt16(UInt8(ascii: "'"))
        case 0x2212: return UInt16(UInt8(ascii: "-"))  // minus sign
        case 0xFE00...0xFE0F: return UInt16(nothing)  // variation selectors
        default: break
        }
        guard properties.changesWhenLowercased else { return UInt16(truncatingIfNeeded: scalar.value) }
        let lower = properties.lowercaseMapping.unicodeScalars
        // Keeps the upper-case form where the lower-case one is longer in UTF-8, so that folding never lengthens a text.
        guard lower.count == 1, let only = lower.first, only.value < 0x10000, only.utf8.count <= scalar.utf8.count else {
            return UInt16(truncatingIfNeeded: scalar.value)
        }
        return UInt16(truncatingIfNeeded: only.value)
    }
}
