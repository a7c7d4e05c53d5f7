extension String {
    /// Fit for a line on a terminal: without control characters, and cut where it is very long.
    package var printable: String {
        let longest = 120
        if utf8.count <= longest, !hasControlCharacters { return self }
        let cut = count > longest ? prefix(longest) + "…" : self[...]
        return String(String.UnicodeScalarView(cut.unicodeScalars.map { $0.isControl ? "\u{FFFD}" : $0 }))
    }

    package var hasControlCharacters: Bool {
        unicodeScalars.contains { $0.isControl }
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, which is all of Unicode's category Cc.
    fileprivate var isControl: Bool {
        value < 0x20 || (value >= 0x7F && value < 0xA0)
    }
}
