import Bytes

/// What stays of a block when its counters move: by it a block is known again in other items, and in the same item on another day.
///
/// A word with a figure in it becomes `#` (`12`, `1.2k`, `3d`, a checksum), and in a short block the others lose their endings, so that
/// `1 comment` and `12 comments` are one. A number alone, and a long block of mostly figures, a table, stay as they are.
package enum BlockTemplate {
    /// Blocks of no more words than this are short: a label, a counter, a date; never a sentence that says much.
    package static let shortWords = 8

    /// - Parameters:
    ///   - block: folded, a space between two words.
    ///   - hasNumber: `Figures.stand(in:)`.
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

/// Writes a short block's words without their endings, and `#` for those with a figure. No word becomes longer than twice itself.
private struct StemWriter {
    private let output: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    /// Words without figures.
    private(set) var plainWords = 0
    /// Letters of a word that count.
    private static let stem = 4

    init(_ output: UnsafeMutableBufferPointer<UInt8>) { self.output = output }

    mutating func write(_ word: UnsafeBufferPointer<UInt8>) {
        put(0x20)
        let makeup = Figures.makeup(of: word)
        // Where no space is set between words, the figures alone go.
        if makeup.hasUnspaced {
            plainWords += 1
            return writeFolded(word)
        }
        if makeup.hasFigure {
            // A bracket may be all that tells a headline's counter from a headline's year.
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
