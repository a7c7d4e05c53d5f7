/// A token of a date in free form.
enum DateToken: Equatable {
    /// A decimal number and the number of its digits.
    case number(Int, digits: Int)
    /// A run of letters in lower case.
    case word(String)
    /// One of `:`, `-`, `+`, `/`, `.` and `,`.
    case sign(Character)
    /// A token that has been interpreted.
    case used

    func isSign(_ sign: Character) -> Bool { self == .sign(sign) }

    func isWord(_ word: String) -> Bool { self == .word(word) }

    var isZoneName: Bool {
        guard case .word(let word) = self else { return false }
        return DateWords.zone(word) != nil
    }

    var month: Int? {
        guard case .word(let word) = self else { return nil }
        return DateWords.month(word)
    }

    /// The tokens of `text`, without white space and other characters.
    static func all(in text: String) -> [DateToken] {
        var tokens: [DateToken] = []
        var word = ""
        var number = 0
        var digits = 0
        func flush() {
            if digits > 0 { tokens.append(.number(number, digits: digits)) }
            if !word.isEmpty { tokens.append(contentsOf: split(word)) }
            (word, number, digits) = ("", 0, 0)
        }
        for character in text.lowercased() {
            if let digit = digit(character) {
                if !word.isEmpty { flush() }
                // More digits would overflow, and belong to no date.
                if digits < 18 { number = number * 10 + digit }
                digits += 1
            } else if character.isLetter {
                if digits > 0 { flush() }
                word.append(character)
            } else {
                flush()
                if let sign = sign(character) { tokens.append(.sign(sign)) }
            }
        }
        flush()
        return tokens
    }

    private static func digit(_ character: Character) -> Int? {
        // Nearly all are ASCII, and Unicode's properties take long to look up.
        if let ascii = character.asciiValue { return ascii &- 0x30 < 10 ? Int(ascii &- 0x30) : nil }
        return character.wholeNumberValue.flatMap { $0 < 10 ? $0 : nil }
    }

    private static func sign(_ character: Character) -> Character? {
        switch character {
        case ":", "：": ":"
        case "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}": "-"
        case "+", "/", ".", ",": character
        default: nil
        }
    }

    /// The word, unless it is an ordinal suffix (`22nd`), a preposition or an abbreviation of "year": these say nothing.
    private static func split(_ word: String) -> [DateToken] {
        switch word {
        case "st", "nd", "rd", "th", "de", "del", "d", "г", "года", "року", "o", "os", "º": []
        default: [.word(word)]
        }
    }
}
