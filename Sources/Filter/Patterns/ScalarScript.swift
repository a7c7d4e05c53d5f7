/// A Unicode script, for `\p{Cyrillic}`. Swift's standard library has no script property, so this approximates it: the letters, marks and numbers within the
/// script's blocks.
enum ScalarScript: String, Hashable, Sendable, CaseIterable {
    case latin = "Latin"
    case greek = "Greek"
    case cyrillic = "Cyrillic"
    case armenian = "Armenian"
    case hebrew = "Hebrew"
    case arabic = "Arabic"
    case devanagari = "Devanagari"
    case bengali = "Bengali"
    case gurmukhi = "Gurmukhi"
    case gujarati = "Gujarati"
    case tamil = "Tamil"
    case telugu = "Telugu"
    case kannada = "Kannada"
    case malayalam = "Malayalam"
    case sinhala = "Sinhala"
    case thai = "Thai"
    case lao = "Lao"
    case tibetan = "Tibetan"
    case burmese = "Myanmar"
    case georgian = "Georgian"
    case ethiopic = "Ethiopic"
    case khmer = "Khmer"
    case mongolian = "Mongolian"
    case hiragana = "Hiragana"
    case katakana = "Katakana"
    case han = "Han"
    case hangul = "Hangul"

    /// - Parameter name: without case.
    init?(named name: String) {
        guard let script = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
        self = script
    }

    func contains(_ value: UInt32) -> Bool {
        guard blocks.contains(where: { $0.contains(value) }), let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .enclosingMark, .letterNumber:
            return true
        case .decimalNumber: return value >= 0x80
        default: return false
        }
    }

    private var blocks: [ClosedRange<UInt32>] {
        switch self {
        case .latin:
            [
                0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0x2B8, 0x1D00...0x1D25, 0x1D2C...0x1D5C, 0x1D62...0x1D65,
                0x1D6B...0x1D77, 0x1D79...0x1DBE, 0x1E00...0x1EFF, 0x2071...0x2071, 0x207F...0x209C, 0x212A...0x212B, 0x2160...0x2188,
                0x2C60...0x2C7F, 0xA722...0xA787, 0xA78B...0xA7FF, 0xAB30...0xAB64, 0xFB00...0xFB06, 0xFF21...0xFF5A,
            ]
        case .greek: [0x370...0x3E1, 0x3F0...0x3FF, 0x1D26...0x1D2A, 0x1F00...0x1FFF]
        case .cyrillic: [0x400...0x52F, 0x1C80...0x1C8F, 0x1D2B...0x1D2B, 0x1D78...0x1D78, 0x2DE0...0x2DFF, 0xA640...0xA69F]
        case .armenian: [0x531...0x58F, 0xFB13...0xFB17]
        case .hebrew: [0x591...0x5F4, 0xFB1D...0xFB4F]
        case .arabic:
            [0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x10EC0...0x10EFF, 0x1EE00...0x1EEFF]
        case .devanagari: [0x900...0x97F, 0x1CD0...0x1CFF, 0xA8E0...0xA8FF]
        case .bengali: [0x980...0x9FF]
        case .gurmukhi: [0xA00...0xA7F]
        case .gujarati: [0xA80...0xAFF]
        case .tamil: [0xB80...0xBFF]
        case .telugu: [0xC00...0xC7F]
        case .kannada: [0xC80...0xCFF]
        case .malayalam: [0xD00...0xD7F]
        case .sinhala: [0xD80...0xDFF]
        case .thai: [0xE00...0xE7F]
        case .lao: [0xE80...0xEFF]
        case .tibetan: [0xF00...0xFFF]
        case .burmese: [0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F]
        case .georgian: [0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F]
        case .ethiopic: [0x1200...0x139F, 0x2D80...0x2DDF, 0xAB00...0xAB2F]
        case .khmer: [0x1780...0x17FF]
        case .mongolian: [0x1810...0x18AF]
        case .hiragana: [0x3041...0x309F, 0x1B001...0x1B11F]
        case .katakana: [0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D]
        case .han: [0x3005...0x3007, 0x3021...0x3029, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF]
        case .hangul: [0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xFFA0...0xFFDC]
        }
    }
}
