/// What stays of a block when its counters move: by it a block is known again in other items, and in the same item on another day.
///
/// A word with a figure in it becomes `#` (`12`, `1.2k`, `3d`, a checksum), and in a short block the others lose their endings, so that
/// `1 comment` and `12 comments` are one. A long block of mostly figures, a table, stays as it is.
enum BlockTemplate {
    /// Blocks of no more words than this are short: a label, a counter, a date; never a sentence that says much.
    static let shortWords = 8
    /// Letters of a word that count in a short block.
    private static let stem = 4

    static func hash(_ block: ArraySlice<UInt8>, words: Int, hasNumber: Bool) -> UInt64 {
        let isShort = words <= shortWords
        let literal = { block.withUnsafeBytes { StableHash.hash($0, seed: 2) } }
        guard isShort || hasNumber else { return literal() }
        var out: [UInt8] = []
        out.reserveCapacity(block.count)
        for word in block.split(separator: 0x20) { append(word, isShort, to: &out) }
        let figures = out.count { $0 == UInt8(ascii: "#") }
        return !isShort && figures * 2 > words ? literal() : StableHash.hash(out, seed: 1)
    }

    /// Whether a figure stands in it, in the digits of any script.
    static func hasNumber(_ block: ArraySlice<UInt8>) -> Bool {
        block.indices.contains { digitLength(block, $0) > 0 }
    }

    private static func append(_ word: ArraySlice<UInt8>, _ isShort: Bool, to out: inout [UInt8]) {
        out.append(0x20)
        // Where no space is set between words, the figures alone go.
        if isUnspaced(word) { return appendFolded(word, to: &out) }
        if hasNumber(word) { return out.append(UInt8(ascii: "#")) }
        guard isShort else { return out.append(contentsOf: word) }
        var letters = 0
        for byte in word {
            if byte & 0xC0 != 0x80 { letters += 1 }
            if letters > stem { break }
            out.append(byte)
        }
    }

    private static func appendFolded(_ word: ArraySlice<UInt8>, to out: inout [UInt8]) {
        var at = word.startIndex
        while at < word.endIndex {
            let length = digitLength(word, at)
            if length == 0 {
                out.append(word[at])
            } else if out.last != UInt8(ascii: "#") {
                out.append(UInt8(ascii: "#"))
            }
            at += max(length, 1)
        }
    }

    private static func isUnspaced(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.contains(where: { $0 >= 0xE0 }) else { return false }
        return word.withUnsafeBufferPointer { bytes in
            bytes.indices.contains { bytes[$0] >= 0xE0 && FoldingTable.isUnspaced(TextFolder.decode(bytes, $0).0) }
        }
    }

    /// Bytes of the digit that stands at a place, 0 where there is none: ASCII, Arabic, Persian, Devanagari, full-width.
    private static func digitLength(_ text: ArraySlice<UInt8>, _ at: Int) -> Int {
        func next(_ offset: Int) -> UInt8 { at + offset < text.endIndex ? text[at + offset] : 0 }
        switch text[at] {
        case 0x30...0x39: return 1
        case 0xD9: return (0xA0...0xA9).contains(next(1)) ? 2 : 0
        case 0xDB: return (0xB0...0xB9).contains(next(1)) ? 2 : 0
        case 0xE0: return next(1) == 0xA5 && (0xA6...0xAF).contains(next(2)) ? 3 : 0
        case 0xEF: return next(1) == 0xBC && (0x90...0x99).contains(next(2)) ? 3 : 0
        default: return 0
        }
    }
}
