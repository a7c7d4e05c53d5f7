extension String {
    /// The text on one line, fit for terminals, logs and error messages: line breaks and tabs are spaces, and what a terminal obeys or what hides or turns
    /// text around is U+FFFD (see ``Swift/Unicode/Scalar/isUnprintable``).
    package var onOneLine: String { replacingUnprintables(whiteSpace: " ") }

    /// The same for a text of several lines: its line feeds stay.
    package var onItsLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).onOneLine }.joined(separator: "\n")
    }

    /// For quoting what somebody wrote in a message: the same, but with U+FFFD for line breaks and tabs too, so that they show, and cut where it is very
    /// long.
    package var printable: String {
        let longest = 120
        let isLong = utf8.count > longest && count > longest
        return (isLong ? prefix(longest) + "…" : self).replacingUnprintables(whiteSpace: "\u{FFFD}")
    }

    private func replacingUnprintables(whiteSpace: Unicode.Scalar) -> String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    guard scalar.isUnprintable else { return scalar }
                    return scalar.properties.isWhitespace ? whiteSpace : "\u{FFFD}"
                }))
    }

    /// Whether a control character (C0, DEL, C1) is in it.
    package var hasControlCharacters: Bool {
        unicodeScalars.contains { $0.isControl }
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, which is all of Unicode's category Cc.
    package var isControl: Bool { value < 0x20 || value >= 0x7F && value < 0xA0 }

    /// Whether a terminal or a reader of logs could be misled by it: control characters, which move the cursor and end lines; line and paragraph separators;
    /// marks that turn the direction of what follows (Unicode Standard Annex #9); byte order marks and tag characters, which are invisible.
    package var isUnprintable: Bool {
        if isControl { return true }
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: return true
        default: return false
        }
    }
}
