import Bytes

/// The word-boundary class of a scalar: the classes of UAX #29 that still occur in folded text.
package enum WordClass: UInt8, Sendable {
    /// Ends a word.
    case other
    case letter
    case digit
    /// A combining mark: continues what precedes it.
    case extend
    /// A word by itself, in scripts without spaces, where UAX #29 asks for a dictionary.
    case single
    /// Joins two letters: `:` `·`
    case midLetter
    /// Joins two digits: `,` `;`
    case midNumber
    /// Joins either: `.` `'`
    case mid

    /// Whether it is a letter or a digit, which words are runs of.
    @inline(__always)
    package var isRunning: Bool { rawValue &- WordClass.letter.rawValue < 2 }

    /// Whether it joins two characters of this class.
    @inline(__always)
    package func joins(_ kind: WordClass) -> Bool { self == .mid || self == (kind == .letter ? .midLetter : .midNumber) }

    /// - Parameter scalar: a scalar of folded text.
    package init(_ scalar: UInt32) {
        self = scalar < 0x10000 ? WordClass.table[Int(scalar)] : Self.classify(scalar)
    }

    /// The classes of the Basic Multilingual Plane: 64 KiB, built once.
    package static let table: [WordClass] = {
        var table = [WordClass](repeating: .other, count: 0x10000)
        for (range, kind) in uniform { table.replaceSubrange(range, with: repeatElement(kind, count: range.count)) }
        var start = 0
        for end in uniform.map(\.range) + [0x10000..<0x10000] {
            for scalar in start..<end.lowerBound { table[scalar] = classify(UInt32(scalar)) }
            start = end.upperBound
        }
        return table
    }()

    /// Ranges whose scalars all have one class: ideographs, Hangul syllables, surrogates and private use.
    package static let uniform: [(range: Range<Int>, kind: WordClass)] = [
        (0x3400..<0x4DC0, .single), (0x4E00..<0xA000, .single), (0xAC00..<0xD7A4, .letter), (0xD800..<0xF900, .other),
    ]

    /// Not inlined, to keep the common path short.
    @inline(never)
    package static func classify(_ scalar: UInt32) -> WordClass { Unicode.Scalar(scalar).map(WordClass.init(classifying:)) ?? .other }

    private init(classifying scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A: self = .midLetter
        case 0x2C, 0x3B, 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C, 0xFF1B: self = .midNumber
        case 0x27, 0x2E, 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E: self = .mid
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: self = .extend
            case .decimalNumber: self = .digit
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber, .connectorPunctuation:
                self = UnspacedScript.contains(scalar.value) ? .single : .letter
            // Emoji, currency signs and arrows belong to no word.
            default: self = .other
            }
        }
    }
}
