/// Recognises a control character that a backslash in a string made: `"C:\feeds"` holds a form feed.
enum EscapeHint {
    /// What to do about the first such character of `text`; nil where there is none. White space around the text is not looked at.
    static func suggestion(for text: String) -> String? {
        for scalar in text.trimmed.unicodeScalars {
            guard let (letter, name) = escape(scalar) else { continue }
            return "\\\(letter) in double quotes is \(name): put the string in single quotes, or write \\\\\(letter)"
        }
        return nil
    }

    private static func escape(_ scalar: Unicode.Scalar) -> (letter: Character, name: String)? {
        switch scalar.value {
        case 0x08: ("b", "a backspace")
        case 0x09: ("t", "a tab")
        case 0x0A: ("n", "a newline")
        case 0x0C: ("f", "a form feed")
        case 0x0D: ("r", "a carriage return")
        default: nil
        }
    }
}
