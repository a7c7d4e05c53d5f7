/// What stays of a block when its counters move: by it a block is known again in other items, and in the same item on another day.
///
/// A word with a figure in it becomes `#` (`12`, `1.2k`, `3d`, a checksum), and in a short block the others lose their endings, so that
/// `1 comment` and `12 comments` are one. A long block of mostly figures, a table, stays as it is.
enum BlockTemplate {
    /// Blocks of no more words than this are short: a label, a counter, a date; never a sentence that says much.
    static let shortWords = 8
    /// Letters of a word that count in a short block.
    private static let stem = 4

    /// - Parameter scratch: is used again from block to block.
    static func hash(_ block: UnsafeBufferPointer<UInt8>, words: Int, hasNumber: Bool, scratch: inout [UInt8]) -> UInt64 {
        let isShort = words <= shortWords
        func literal() -> UInt64 { StableHash.hash(UnsafeRawBufferPointer(block), seed: 2) }
        guard isShort || hasNumber else { return literal() }
        scratch.removeAll(keepingCapacity: true)
        if !isShort, block.allSatisfy({ $0 < 0x80 }) {
            appendPlain(block, to: &scratch)
        } else {
            appendWords(of: block, isShort, to: &scratch)
        }
        if !isShort, scratch.count(where: { $0 == UInt8(ascii: "#") }) * 2 > words { return literal() }
        return scratch.withUnsafeBytes { StableHash.hash($0, seed: 1) }
    }

    /// A long text in ASCII: from one figure to the next it is taken over whole.
    private static func appendPlain(_ block: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        out.append(0x20)
        var (taken, at) = (0, 0)
        while at < block.count {
            guard block[at] &- 0x30 <= 9 else {
                at &+= 1
                continue
            }
            var start = at
            while start > taken, block[start &- 1] != 0x20 { start &-= 1 }
            while at < block.count, block[at] != 0x20 { at &+= 1 }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: block[taken..<start]))
            out.append(UInt8(ascii: "#"))
            taken = at
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: block[taken...]))
    }

    private static func appendWords(of block: UnsafeBufferPointer<UInt8>, _ isShort: Bool, to out: inout [UInt8]) {
        var at = 0
        while at < block.count {
            let start = at
            var highest: UInt8 = 0
            while at < block.count, block[at] != 0x20 {
                highest = max(highest, block[at])
                at &+= 1
            }
            if at > start { append(UnsafeBufferPointer(rebasing: block[start..<at]), highest, isShort, to: &out) }
            at &+= 1
        }
    }

    /// Whether a figure stands in it, in the digits of any script.
    static func hasNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte &- 0x30 <= 9 || (byte >= 0xD9 && digitLength(text, at) > 0) { return true }
            at &+= 1
        }
        return false
    }

    /// - Parameter highest: of the word's bytes.
    private static func append(_ word: UnsafeBufferPointer<UInt8>, _ highest: UInt8, _ isShort: Bool, to out: inout [UInt8]) {
        out.append(0x20)
        // Where no space is set between words, the figures alone go.
        if highest >= 0xE0, isUnspaced(word) { return appendFolded(word, to: &out) }
        if hasNumber(word) { return out.append(UInt8(ascii: "#")) }
        guard isShort else { return out.append(contentsOf: word) }
        var letters = 0
        var end = 0
        while end < word.count {
            if word[end] & 0xC0 != 0x80 { letters += 1 }
            if letters > stem { break }
            end += 1
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: word[..<end]))
    }

    private static func appendFolded(_ word: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var at = 0
        while at < word.count {
            let length = digitLength(word, at)
            if length == 0 {
                out.append(word[at])
            } else if out.last != UInt8(ascii: "#") {
                out.append(UInt8(ascii: "#"))
            }
            at += max(length, 1)
        }
    }

    private static func isUnspaced(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        word.indices.contains { word[$0] >= 0xE0 && FoldingTable.isUnspaced(TextFolder.decode(word, $0).0) }
    }

    /// Bytes of the digit that stands at a place, 0 where there is none: ASCII, Arabic, Persian, Devanagari, full-width.
    private static func digitLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        func next(_ offset: Int) -> UInt8 { at + offset < text.count ? text[at + offset] : 0 }
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
