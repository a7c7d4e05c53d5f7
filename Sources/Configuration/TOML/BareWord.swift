import Bytes

/// A value that is neither in quotes nor a boolean, a number or a date.
struct BareWord {
    /// Up to the next delimiter.
    let word: String
    /// What the line holds from the word on.
    let rest: String

    var mistake: TOMLMistake {
        switch word.lowercased() {
        case "true", "yes", "on": return TOMLMistake("'\(word)' is not a boolean", "write true")
        case "false", "no", "off": return TOMLMistake("'\(word)' is not a boolean", "write false")
        case "null", "nil", "undefined", "~": return TOMLMistake("TOML has no null", "leave the key out")
        default: return missingQuotes
        }
    }

    /// A character beyond ASCII that makes the word none: a typographic quote at its beginning, or a space that looks like an ordinary one.
    var foreignCharacter: TOMLMistake? {
        guard let first = word.unicodeScalars.first else { return nil }
        let character = ForeignCharacter(scalar: first)
        if !first.isASCII, !first.properties.isAlphabetic { return character.mistake }
        return word.unicodeScalars.lazy.map(ForeignCharacter.init).first { $0.isBlank }?.mistake
    }

    private var missingQuotes: TOMLMistake {
        for quote in ["\"", "'"] where text.hasSuffix(quote) {
            return TOMLMistake("the string has no opening quote", "write \(quote)\(text.printable)")
        }
        if text.contains("\"") || text.contains("\\") { return TOMLMistake("strings need quotes", "write '\(text.printable)'") }
        return TOMLMistake("strings need quotes", "write \"\(text.printable)\"")
    }

    /// What was probably meant as the string: several words up to a comment, or one where a delimiter of arrays follows.
    private var text: String {
        let isComment = { (index: String.Index) in rest[index] == "#" && index > rest.startIndex && rest[rest.index(before: index)] == " " }
        var line = rest.indices.first(where: isComment).map { rest[..<$0] } ?? rest[...]
        if line.contains(where: { ",]}".contains($0) }) { return word }
        while line.last?.isWhitespace ?? false { line.removeLast() }
        return String(line)
    }
}
