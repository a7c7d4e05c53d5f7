/// The assumption that a text is in a certain language and in a certain encoding with one byte a character.
struct SingleByteHypothesis: Sendable {
    let encoding: CharacterEncoding
    let language: String
    /// What the assumption costs before anything of the text is known, in half bits.
    let prior: Int
    /// For each byte, what its character costs, in half bits.
    private let costs: [UInt8]
    private let kinds: [Kind]

    /// What a character may stand beside.
    private struct Kind: OptionSet {
        let rawValue: UInt8
        static let letter = Kind(rawValue: 1)
        static let capital = Kind(rawValue: 2)
        static let latin = Kind(rawValue: 4)
        /// A quotation mark or another sign that does not stand within a word.
        static let sign = Kind(rawValue: 8)
        static let digit = Kind(rawValue: 16)
    }

    /// - Parameters:
    ///   - characters: those of all bytes; nil for a byte without one.
    ///   - prior: in bits.
    init?(_ encoding: CharacterEncoding, characters: [Unicode.Scalar?], language: String, prior: Int) {
        guard let letters = LetterCosts.letters(of: language) else { return nil }
        (self.encoding, self.language, self.prior) = (encoding, language, 2 * prior)
        var costs: [UInt8] = []
        var kinds: [Kind] = []
        for (byte, character) in characters.enumerated() {
            let (cost, kind) = Self.assess(character, isASCII: byte < 0x80, letters)
            costs.append(UInt8(cost))
            kinds.append(kind)
        }
        (self.costs, self.kinds) = (costs, kinds)
    }

    private static func assess(_ character: Unicode.Scalar?, isASCII: Bool, _ letters: [Unicode.Scalar: Int]) -> (Int, Kind) {
        guard let character else { return (50, []) }
        if isASCII {
            switch character {
            case "A"..."Z": return (9, [.letter, .capital, .latin])
            case "a"..."z": return (9, [.letter, .latin])
            case "0"..."9": return (9, .digit)
            default: return (character.value <= 0x20 ? 0 : 12, [])
            }
        }
        let small = character.properties.lowercaseMapping.unicodeScalars.first ?? character
        var kind: Kind = []
        if isLetter(character) {
            kind.insert(.letter)
            if small != character { kind.insert(.capital) }
            if character.value < 0x370 || (0x1E00..<0x1F00).contains(character.value) { kind.insert(.latin) }
            // The Turkish `İ` has an ASCII letter as its small letter.
            return (2 * (letters[small] ?? (small.isASCII ? 5 : 15)), kind)
        }
        switch character {
        case "«", "»", "„", "“", "”", "‚", "‘", "–", "—", "…", "№", "\u{A0}", "•", "·", "€", "°", "§", "©", "®", "™", "¿", "¡", "º", "ª",
            "´", "£", "½":
            return (16, .sign)
        case "’": return (16, [])
        default:
            switch character.properties.generalCategory {
            case .control, .privateUse, .unassigned: return (40, [])
            default: return (30, [])
            }
        }
    }

    private static func isLetter(_ character: Unicode.Scalar) -> Bool {
        switch character.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    /// What the bytes cost under this assumption, in half bits.
    func cost(of bytes: [UInt8]) -> Int {
        var total = prior
        var previous: Kind = []
        var beforePrevious: Kind = []
        for (index, byte) in bytes.enumerated() {
            let kind = kinds[Int(byte)]
            total += Int(costs[Int(byte)])
            if kind.contains(.letter) {
                if previous.contains(.letter) {
                    // A word is in one alphabet, and has capitals at its beginning or everywhere.
                    if kind.contains(.latin) != previous.contains(.latin) { total += 16 }
                    if kind.contains(.capital) {
                        total += previous.contains(.capital) ? (byte >= 0x80 ? 1 : 0) : 18
                    } else if previous.contains(.capital), beforePrevious.contains(.capital) {
                        total += 8
                    }
                } else if byte >= 0x80 {
                    if kind.contains(.capital) { total += 5 }
                    if previous.contains(.digit) { total += 8 }
                }
            } else if kind.contains(.sign), previous.contains(.letter), index + 1 < bytes.count,
                kinds[Int(bytes[index + 1])].contains(.letter)
            {
                total += 14
            } else if kind.contains(.digit), index > 0, bytes[index - 1] >= 0x80, previous.contains(.letter) {
                total += 8
            }
            beforePrevious = previous
            previous = kind
        }
        return total
    }
}
