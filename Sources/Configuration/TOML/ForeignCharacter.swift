/// A character beyond ASCII that takes the place of an ASCII one: what word processors, web pages and keyboards of other scripts put into a file.
struct ForeignCharacter {
    let scalar: Unicode.Scalar

    /// Nil for characters that are simply not ASCII.
    var mistake: TOMLMistake? {
        if let quote { return TOMLMistake("\(shown) is a typographic quotation mark", "write \(quote)") }
        if let letter { return TOMLMistake("\(shown) is not the ASCII letter \(letter) that it looks like", "write \(letter)") }
        if isSpace { return TOMLMistake("there is a space that is not ASCII (\(codePoint))", "write an ordinary space") }
        if isInvisible { return TOMLMistake("there is an invisible character (\(codePoint))", "remove it") }
        if let punctuation { return TOMLMistake("\(shown) is not ASCII", "write \(punctuation)") }
        return nil
    }

    /// The character with its code point.
    var shown: String { "\(scalar) (\(codePoint))" }

    private var codePoint: CodePoint { CodePoint(scalar.value) }

    // MARK: - Kinds

    var isQuote: Bool { quote != nil }

    /// Whether the character cannot be told from a space, or from nothing.
    var isBlank: Bool { isSpace || isInvisible }

    /// The straight quote that is meant.
    private var quote: Character? {
        switch scalar {
        case "“", "”", "„", "‟", "«", "»", "″", "＂", "〝", "〞": "\""
        case "‘", "’", "‚", "‛", "‹", "›", "′", "＇", "´": "'"
        default: nil
        }
    }

    private var isSpace: Bool {
        switch scalar.value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    private var isInvisible: Bool {
        switch scalar.value {
        case 0x80...0x9F, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        default: false
        }
    }

    private var punctuation: Character? {
        switch scalar {
        case "‐", "‑", "‒", "–", "—", "−": "-"
        case "、", "，": ","
        case "。": "."
        case "「", "【": "["
        case "」", "】": "]"
        default: fullWidth.flatMap { $0.isLetter ? nil : $0 }
        }
    }

    /// The ASCII letter that a Cyrillic, Greek or full-width one looks like.
    private var letter: Character? {
        if let pair = Self.lookalikes.first(where: { $0.foreign == scalar }) { return Character(pair.ascii) }
        return fullWidth.flatMap { $0.isLetter ? $0 : nil }
    }

    private var fullWidth: Character? {
        (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init) : nil
    }

    static let lookalikes: [(foreign: Unicode.Scalar, ascii: Unicode.Scalar)] = Array(
        zip(
            "аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТУХοαινρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars,
            "aeopcyxijshdqwABESIJKMHOPCTYXoaivpuABEZHIKMNOPTYX".unicodeScalars)
    ).map { ($0, $1) }
}
