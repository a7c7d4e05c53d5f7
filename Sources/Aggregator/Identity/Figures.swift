/// Finds figures in folded text, in ASCII digits and those of other scripts: Arabic, Persian, Devanagari, full-width.
enum Figures {
    static func stand(in text: UnsafeBufferPointer<UInt8>) -> Bool { next(in: text, from: 0) != nil }

    /// Where the first digit from a place on stands; nil where there is none.
    static func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let high: UInt64 = 0x8080_8080_8080_8080
        var at = start
        while at &+ 8 <= text.count {
            let word = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self))
            // Of bytes less the digit zero, those below ten (Hacker's Delight, 6-1); a borrow may mark more, but only behind the first.
            let digits = word ^ 0x3030_3030_3030_3030
            let found = (digits &- 0x0A0A_0A0A_0A0A_0A0A) & ~digits & high
            if word & high != 0 {
                for offset in at..<(at &+ 8) where digitLength(text, offset) > 0 { return offset }
            } else if found != 0 {
                return at &+ found.trailingZeroBitCount / 8
            }
            at &+= 8
        }
        while at < text.count {
            if digitLength(text, at) > 0 { return at }
            at &+= 1
        }
        return nil
    }

    /// The word that a digit is part of: to the spaces around it, or to characters of a script that sets none.
    static func word(around digit: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = digit
        while start > 0, text[start - 1] != 0x20 {
            var before = start - 1
            while before > 0, text[before] & 0xC0 == 0x80 { before -= 1 }
            if isUnspaced(text, before) { break }
            start = before
        }
        var end = digit
        while end < text.count, text[end] != 0x20, !isUnspaced(text, end) { end += 1 }
        return start..<max(end, digit + 1)
    }

    /// Whether there is a letter in a word, or what passes for one: anything outside ASCII.
    static func isWord(_ word: UnsafeBufferPointer<UInt8>) -> Bool { word.contains { $0 >= 0x80 || ($0 >= 0x61 && $0 <= 0x7A) } }

    /// How many words there are without a figure.
    static func plainWords(in block: UnsafeBufferPointer<UInt8>) -> Int {
        block.split(separator: 0x20).count { word in
            let word = UnsafeBufferPointer(rebasing: word)
            return isWord(word) && !stand(in: word)
        }
    }

    /// Whether a character of a script that sets no space between words begins at a place.
    static func isUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        text[at] >= 0xE0 && FoldingTable.isUnspaced(TextFolder.decode(text, at).0)
    }

    /// Bytes of the digit that stands at a place, 0 where there is none.
    @inline(__always)
    static func digitLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let byte = text[at]
        if byte < 0x80 { return byte &- 0x30 < 10 ? 1 : 0 }
        func next(_ offset: Int) -> UInt8 { at &+ offset < text.count ? text[at &+ offset] : 0 }
        switch byte {
        case 0xD9: return (0xA0...0xA9).contains(next(1)) ? 2 : 0
        case 0xDB: return (0xB0...0xB9).contains(next(1)) ? 2 : 0
        case 0xE0: return next(1) == 0xA5 && (0xA6...0xAF).contains(next(2)) ? 3 : 0
        case 0xEF: return next(1) == 0xBC && (0x90...0x99).contains(next(2)) ? 3 : 0
        default: return 0
        }
    }
}
