import Bytes

/// A hash of a block that stays the same while its counters change, so that the block is recognised in other items and on other days.
///
/// A word that contains a digit becomes `#` (`12`, `1.2k`, `3d`, a checksum). In a short block the other words are cut to their stems, so
/// that `1 comment` and `12 comments` are equal. A block that is a number alone, or a long block of mostly figures (a table), is hashed
/// literally.
package enum BlockTemplate {
    /// Blocks of at most this many words are short: a label, a counter, a date.
    package static let shortWords = 8

    /// - Parameters:
    ///   - block: folded, with single spaces between words.
    ///   - hasNumber: the result of `Figures.stand(in:)`.
    package static func hash(_ block: UnsafeBufferPointer<UInt8>, words: Int, hasNumber: Bool) -> UInt64 {
        if words <= shortWords { return short(block) }
        return hasNumber ? long(block, words) : literal(block)
    }

    private static func literal(_ block: UnsafeBufferPointer<UInt8>) -> UInt64 {
        StableHash.hash(UnsafeRawBufferPointer(block), seed: 2)
    }

    private static func short(_ block: UnsafeBufferPointer<UInt8>) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * block.count + 2) { output in
            var writer = StemWriter(output)
            Figures.eachWord(in: block) { writer.write($0) }
            if writer.plainWords == 0 { return literal(block) }
            return StableHash.hash(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<writer.count]), seed: 1)
        }
    }

    private static func long(_ block: UnsafeBufferPointer<UInt8>, _ words: Int) -> UInt64 {
        var hash: UInt64 = 3
        var at = 0
        var figures = 0
        while let figure = Figures.next(in: block, from: at) {
            let word = Figures.word(around: figure, in: block)
            hash = StableHash.combine(
                hash, StableHash.hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: block[at..<max(at, word.lowerBound)])), seed: 2))
            at = word.upperBound
            figures += 1
        }
        if figures * 2 > words { return literal(block) }
        return StableHash.combine(hash, StableHash.hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: block[at...])), seed: 2))
    }
}

/// Writes the stems of a short block's words, and `#` for words with a digit. No word becomes longer than twice its length.
private struct StemWriter {
    private let output: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    /// Number of words without digits.
    private(set) var plainWords = 0
    /// Number of letters of a stem.
    private static let stem = 4

    init(_ output: UnsafeMutableBufferPointer<UInt8>) { self.output = output }

    mutating func write(_ word: UnsafeBufferPointer<UInt8>) {
        put(0x20)
        let makeup = Figures.makeup(of: word)
        // In a script without spaces only the digits are replaced.
        if makeup.hasUnspaced {
            plainWords += 1
            return writeFolded(word)
        }
        if makeup.hasFigure {
            // Keeps the bracket: it may be all that distinguishes a headline's counter from a year in it.
            if word[0] == UInt8(ascii: "(") || word[0] == UInt8(ascii: "[") { put(UInt8(ascii: "(")) }
            return put(UInt8(ascii: "#"))
        }
        if makeup.hasLetter { plainWords += 1 }
        var letters = 0
        for byte in word {
            if byte & 0xC0 != 0x80 { letters += 1 }
            if letters > Self.stem { break }
            put(byte)
        }
    }

    private mutating func writeFolded(_ word: UnsafeBufferPointer<UInt8>) {
        var at = 0
        var isFigure = false
        while at < word.count {
            let length = Figures.digitLength(word, at)
            if length == 0 {
                put(word[at])
            } else if !isFigure {
                put(UInt8(ascii: "#"))
            }
            isFigure = length > 0
            at += max(length, 1)
        }
    }

    private mutating func put(_ byte: UInt8) {
        guard count < output.count else { return }
        output[count] = byte
        count += 1
    }
}
