import Markup

/// Encoded words in header fields (RFC 2047): `=?charset?B?…?=` and `=?charset?Q?…?=`.
enum EncodedWords {
    /// The text with all encoded words decoded. White space between two of them is dropped (RFC 2047, 6.2), and bytes of one character may be split
    /// between two words of the same charset, as many mailers split them. What is no encoded word stays as it is.
    static func decode(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        var output = ""
        /// The bytes of the encoded words that directly follow each other in one charset.
        var pending: (charset: String, bytes: [UInt8])?
        var rest = text[...]
        while let start = rest.firstPlace(of: "=?") {
            let between = rest[..<start]
            guard let word = Word(rest[start...]) else {
                flush(&pending, into: &output)
                output += rest[..<rest.index(start, offsetBy: 2)]
                rest = rest[rest.index(start, offsetBy: 2)...]
                continue
            }
            if !between.allSatisfy(\.isWhitespace) || pending == nil {
                flush(&pending, into: &output)
                output += between
            }
            if let last = pending, last.charset == word.charset {
                pending = (last.charset, last.bytes + word.bytes)
            } else {
                flush(&pending, into: &output)
                pending = (word.charset, word.bytes)
            }
            rest = word.rest
        }
        flush(&pending, into: &output)
        return output + rest
    }

    private static func flush(_ pending: inout (charset: String, bytes: [UInt8])?, into output: inout String) {
        guard let (charset, bytes) = pending else { return }
        pending = nil
        output += TextDecoding.string(bytes, contentType: "text/plain; charset=\(charset)")
    }

    /// One encoded word, and what comes behind it.
    private struct Word {
        let charset: String
        let bytes: [UInt8]
        let rest: Substring

        /// - Parameter text: begins with `=?`.
        init?(_ text: Substring) {
            let parts = text.dropFirst(2).split(separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let end = parts[2].firstPlace(of: "?=") else { return nil }
            // A language may follow the charset (RFC 2231, 5).
            let charset = parts[0].prefix { $0 != "*" }.lowercased()
            let encoded = parts[2][..<end]
            guard !charset.isEmpty, charset.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            switch parts[1] {
            case "B", "b":
                bytes = TransferDecoding.base64(Array(encoded.utf8)[...])
            case "Q", "q":
                // Spaces do not belong into an encoded word, and some mailers write them.
                bytes = TransferDecoding.quotedPrintable(Array(encoded.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })[...])
            default: return nil
            }
            self.charset = charset
            rest = parts[2][end...].dropFirst(2)
        }
    }
}

extension Substring {
    /// Where an ASCII string begins.
    fileprivate func firstPlace(of ascii: StaticString) -> Index? {
        let wanted = ascii.withUTF8Buffer { Array($0) }
        var at = startIndex
        while let found = utf8[at...].firstIndex(of: wanted[0]) {
            if utf8[found...].starts(with: wanted) { return found }
            at = utf8.index(after: found)
        }
        return nil
    }
}
