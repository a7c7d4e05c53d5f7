import Bytes
import Markup

/// Finds digits in folded text: ASCII, Arabic, Persian, Devanagari and full-width.
package enum Figures {
    package static func stand(in text: UnsafeBufferPointer<UInt8>) -> Bool { next(in: text, from: 0) != nil }

    /// The position of the first digit at or after `start`; nil where there is none. Digits outside ASCII begin with a byte of at least
    /// 0xD9.
    package static func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        while true {
            at = text.firstPlace(from: at) { $0.within(0x30...0x39) | $0.within(0xD9...0xFF) }
            guard at < text.count else { return nil }
            if digitLength(text, at) > 0 { return at }
            at &+= 1
        }
    }

    /// The word around a digit: bounded by spaces, or by characters of a script that sets none.
    package static func word(around digit: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
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

    /// The kinds of characters in a word.
    package struct Makeup {
        package var hasFigure = false
        /// A letter; every character outside ASCII counts as one.
        package var hasLetter = false
        /// A character of a script that sets no spaces between words.
        package var hasUnspaced = false
    }

    package static func makeup(of word: UnsafeBufferPointer<UInt8>) -> Makeup {
        var makeup = Makeup()
        if word.count < ByteBlock.count, let base = word.baseAddress {
            let block = ByteBlock(base, word.count)
            guard block.highs != 0 else {
                makeup.hasFigure = block.within(0x30...0x39) != 0
                makeup.hasLetter = block.within(0x61...0x7A) != 0
                return makeup
            }
        }
        for at in word.indices {
            let byte = word[at]
            if byte < 0x80 {
                if ASCII.isDigit(byte) { makeup.hasFigure = true }
                if byte &- 0x61 < 26 { makeup.hasLetter = true }
            } else {
                makeup.hasLetter = true
                if digitLength(word, at) > 0 { makeup.hasFigure = true }
                if isUnspaced(word, at) { makeup.hasUnspaced = true }
            }
        }
        return makeup
    }

    /// Number of words that have letters and no digits.
    package static func plainWords(in block: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        eachWord(in: block) { word in
            let makeup = makeup(of: word)
            if makeup.hasLetter && !makeup.hasFigure { count += 1 }
        }
        return count
    }

    /// Calls `body` with each run of bytes between spaces.
    @inline(__always)
    package static func eachWord(in block: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var at = 0
        while at < block.count {
            let start = at
            while at < block.count, block[at] != 0x20 { at &+= 1 }
            if at > start { body(UnsafeBufferPointer(rebasing: block[start..<at])) }
            at &+= 1
        }
    }

    /// Whether a character of a script that sets no spaces between words begins at `at`.
    package static func isUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        text[at] >= 0xE0 && UnspacedScript.contains(TextFolder.decode(text, at).0)
    }

    /// Length in bytes of the digit at `at`; 0 where there is none.
    @inline(__always)
    package static func digitLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let byte = text[at]
        if byte < 0x80 { return ASCII.isDigit(byte) ? 1 : 0 }
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
