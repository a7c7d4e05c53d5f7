import Bytes

/// A property of Unicode scalars that a pattern asks for.
enum ScalarProperty: Hashable, Sendable {
    /// `\w`: letters, marks, decimal digits, connectors such as `_`, and joiners (UTS #18).
    case word
    /// `\d`
    case digit
    /// `\s`
    case space
    /// `\h`: blanks that end no line.
    case blank
    /// `\p{L}`, `\p{Nd}`: a bit for each general category.
    case category(UInt32)
    case alphabetic
    case uppercase
    case lowercase
    case emoji
    case script(ScalarScript)

    func holds(for value: UInt32) -> Bool {
        if value < 0x80 { return holds(forASCII: UInt8(truncatingIfNeeded: value)) }
        guard let scalar = Unicode.Scalar(value) else { return false }
        let properties = scalar.properties
        switch self {
        case .word:
            return properties.isAlphabetic || value == 0x200C || value == 0x200D
                || Self.words & Self.bit(properties.generalCategory) != 0
        case .digit: return properties.generalCategory == .decimalNumber
        case .space: return properties.isWhitespace
        case .blank: return properties.generalCategory == .spaceSeparator
        case .category(let bits): return bits & Self.bit(properties.generalCategory) != 0
        case .alphabetic: return properties.isAlphabetic
        case .uppercase: return properties.isUppercase
        case .lowercase: return properties.isLowercase
        case .emoji: return properties.isEmojiPresentation || properties.isEmoji && value > 0xFF
        case .script(let script): return script.contains(value)
        }
    }

    private func holds(forASCII byte: UInt8) -> Bool {
        switch self {
        case .word: ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_")
        case .digit: ASCII.isDigit(byte)
        case .space: byte == 0x20 || (0x09...0x0D).contains(byte)
        case .blank: byte == 0x20 || byte == 0x09
        case .category(let bits): bits & Self.bit(Unicode.Scalar(byte).properties.generalCategory) != 0
        case .alphabetic: ASCII.isAlphanumeric(byte) && !ASCII.isDigit(byte)
        case .uppercase: (0x41...0x5A).contains(byte)
        case .lowercase: (0x61...0x7A).contains(byte)
        case .emoji: false
        case .script(let script): script.contains(UInt32(byte))
        }
    }

    /// Whether it tells capitals from small letters, so that it means little where case does not count.
    var tellsCase: Bool {
        switch self {
        case .uppercase, .lowercase: true
        case .category(let bits): bits & Self.cased != 0 && bits & Self.cased != Self.cased
        default: false
        }
    }

    // MARK: - Names

    /// The property that `\p{name}` names: a general category, `Alphabetic`, `Uppercase`, `Lowercase`, `Emoji`, or a script.
    init?(named name: String) {
        let key = name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
        if let property = Self.named[key] {
            self = property
        } else if let category = Self.categories[key] {
            self = .category(category)
        } else {
            var script = key[...]
            for prefix in ["script=", "sc=", "is"] where script.hasPrefix(prefix) { script = script.dropFirst(prefix.count) }
            guard let known = ScalarScript(named: String(script)) else { return nil }
            self = .script(known)
        }
    }

    /// For messages.
    static let examples = "L, Lu, N, P, S, Emoji, or a script such as Cyrillic"

    static var names: [String] {
        ["Alphabetic", "Uppercase", "Lowercase", "Emoji"] + ScalarScript.allCases.map(\.rawValue)
            + ["Letter", "Mark", "Number", "Punctuation", "Symbol", "Separator", "Other"]
    }

    private static let named: [String: ScalarProperty] = [
        "alphabetic": .alphabetic, "alpha": .alphabetic, "uppercase": .uppercase, "upper": .uppercase, "lowercase": .lowercase,
        "lower": .lowercase, "whitespace": .space, "space": .space, "emoji": .emoji,
    ]

    private static let categories: [String: UInt32] = {
        var categories: [String: UInt32] = [:]
        for (index, name) in order.enumerated() {
            categories[name] = 1 << UInt32(index)
            categories[String(name.prefix(1)), default: 0] |= 1 << UInt32(index)
        }
        for (name, long) in [
            ("l", "letter"), ("m", "mark"), ("n", "number"), ("p", "punctuation"), ("s", "symbol"), ("z", "separator"), ("c", "other"),
        ] { categories[long] = categories[name] }
        categories["lc"] = cased
        return categories
    }()

    /// The general categories in the order of their bits.
    private static let order = [
        "lu", "ll", "lt", "lm", "lo", "mn", "mc", "me", "nd", "nl", "no", "pc", "pd", "ps", "pe", "pi", "pf", "po", "sm", "sc", "sk", "so",
        "zs", "zl", "zp", "cc", "cf", "cs", "co", "cn",
    ]

    private static let cased: UInt32 = 0b111
    private static let words: UInt32 = 0b1001_1110_0000

    private static func bit(_ category: Unicode.GeneralCategory) -> UInt32 {
        switch category {
        case .uppercaseLetter: 1
        case .lowercaseLetter: 1 << 1
        case .titlecaseLetter: 1 << 2
        case .modifierLetter: 1 << 3
        case .otherLetter: 1 << 4
        case .nonspacingMark: 1 << 5
        case .spacingMark: 1 << 6
        case .enclosingMark: 1 << 7
        case .decimalNumber: 1 << 8
        case .letterNumber: 1 << 9
        case .otherNumber: 1 << 10
        case .connectorPunctuation: 1 << 11
        case .dashPunctuation: 1 << 12
        case .openPunctuation: 1 << 13
        case .closePunctuation: 1 << 14
        case .initialPunctuation: 1 << 15
        case .finalPunctuation: 1 << 16
        case .otherPunctuation: 1 << 17
        case .mathSymbol: 1 << 18
        case .currencySymbol: 1 << 19
        case .modifierSymbol: 1 << 20
        case .otherSymbol: 1 << 21
        case .spaceSeparator: 1 << 22
        case .lineSeparator: 1 << 23
        case .paragraphSeparator: 1 << 24
        case .control: 1 << 25
        case .format: 1 << 26
        case .surrogate: 1 << 27
        case .privateUse: 1 << 28
        case .unassigned: 1 << 29
        @unknown default: 1 << 29
        }
    }
}
