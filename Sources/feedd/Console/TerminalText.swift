import Bytes

/// Text from the network made fit for a terminal.
enum TerminalText {
    /// One line without control characters: those that move or colour (C0, DEL, C1), break lines, or turn the direction of what follows. White space becomes single spaces.
    static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var hasSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                hasSpace = !line.isEmpty
            } else if !scalar.isUnprintable {
                if hasSpace { line.append(" ") }
                hasSpace = false
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// As much of a line as fits into that many columns, with an ellipsis where something is missing.
    static func fit(_ line: String, into columns: Int) -> String {
        guard columns > 0 else { return "" }
        var width = 0
        // Behind the last character that leaves room for the ellipsis.
        var end = line.startIndex
        for index in line.indices {
            width += self.width(of: line[index])
            if width > columns { return line[..<end] + "…" }
            if width < columns { end = line.index(after: index) }
        }
        return line
    }

    /// The columns that a line takes, by the rules that most terminals follow (Unicode Standard Annex #11).
    static func width(of line: String) -> Int { line.reduce(0) { $0 + width(of: $1) } }

    private static func width(of character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // U+FE0F asks for the emoji, which is wide.
            width = max(width, scalar == "\u{FE0F}" && width == 1 ? 2 : self.width(of: scalar))
        }
        return width
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1B000...0x1B2FF,
            0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}
