import Bytes
import Markup

/// Folds text that arrives in pieces into a buffer: lower case, straight quotes, plain hyphens, single spaces, no invisible characters.
package struct TextFolder {
    private let output: UnsafeMutableBufferPointer<UInt8>
    private let table: FoldingTable
    package private(set) var count = 0
    /// Words separated by white space, without those of scripts that set no spaces.
    package private(set) var spacedWords = 0
    /// Characters of scripts that set no spaces between words.
    package private(set) var unspaced = 0
    private var inWord = false

    /// Spare bytes that the output needs after the folded text, so that whole blocks can be stored at its end.
    package static let margin = ByteBlock.count

    /// - Parameter output: at least as long as everything that is folded, plus one byte for each `endWord`, plus `margin`.
    package init(_ output: UnsafeMutableBufferPointer<UInt8>) {
        self.output = output
        table = .shared
    }

    /// Number of words, separated by white space. A character of a script that sets no spaces (Han, kana, Thai, Lao, Khmer, Burmese)
    /// counts as half a word.
    package var words: Int { spacedWords + unspaced / 2 }

    /// The next character begins a new word.
    package mutating func endWord() { inWord = false }

    package mutating func fold(_ input: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while true {
            at = foldText(input, from: at)
            guard at < input.count else { return }
            fold(ascii: input[at])
            at &+= 1
        }
    }

    /// Folds up to the next `<` or `&`, or to the end, and returns that position.
    package mutating func foldText(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var at = start
        while true {
            at = foldBlocks(input, from: at)
            guard at < input.count else { return at }
            let byte = input[at]
            if byte >= 0x80 {
                let (scalar, length) = Self.decode(input, at)
                fold(scalar)
                at &+= length
            } else {
                if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return at }
                fold(ascii: byte)
                at &+= 1
            }
        }
    }

    package mutating func fold(ascii byte: UInt8) {
        let folded = table.ascii[Int(byte & 0x7F)]
        if folded == UInt8(FoldingTable.space) {
            inWord = false
        } else {
            if !inWord { startWord(counting: true) }
            put(folded)
        }
    }

    /// Folds sixteen bytes at a time while they are plain: ASCII without control characters, quotes and markup, and without two spaces in
    /// a row.
    ///
    /// - Returns: the position of the first byte that is not plain, or where less than a block is left.
    private mutating func foldBlocks(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = input.baseAddress, let target = output.baseAddress else { return start }
        var at = start
        // The word that a block begins may need a space before it.
        while input.count &- at >= ByteBlock.count, output.count &- count > ByteBlock.count {
            let block = ByteBlock(base + at)
            let spaces = block.equal(0x20)
            let stops = Self.odd(block) | spaces & (spaces &<< 1 | (inWord ? 0 : 1))
            let length = stops.trailingZeroBitCount
            guard length > 0 else { break }
            if !inWord { startWord(counting: true) }
            block.lowercased.store(to: target + count)
            // A word begins after each space, except after one that is the last byte: the next block decides about that one.
            let endsInSpace = Int(spaces &>> ByteBlock.Mask(truncatingIfNeeded: length &- 1) & 1)
            spacedWords &+= (spaces & ByteBlock.first(length)).nonzeroBitCount &- endsInSpace
            count &+= length &- endsInSpace
            inWord = endsInSpace == 0
            at &+= length
            if stops != 0 { break }
        }
        return at
    }

    /// Marks control characters, quotes, markup and bytes outside ASCII. One comparison finds both `"` and `&`, which differ in one bit.
    @inline(__always)
    private static func odd(_ block: ByteBlock) -> ByteBlock.Mask {
        ~block.within(0x20...0x7E) | block.setting(0x04).equal(UInt8(ascii: "&")) | block.equal(UInt8(ascii: "`"))
            | block.equal(UInt8(ascii: "<"))
    }

    /// Decodes one scalar outside ASCII. A String's UTF-8 is always valid, so that the first byte gives the length.
    package static func decode(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
        let first = UInt32(input[at])
        func next(_ offset: Int) -> UInt32 { at + offset < input.count ? UInt32(input[at + offset] & 0x3F) : 0 }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    private mutating func fold(_ scalar: UInt32) {
        switch table.fold(scalar) {
        case FoldingTable.nothing: break
        case FoldingTable.space: inWord = false
        case let folded:
            let isUnspaced = UnspacedScript.contains(folded)
            if isUnspaced { unspaced += 1 }
            if !inWord { startWord(counting: !isUnspaced) }
            append(folded)
        }
    }

    private mutating func startWord(counting: Bool) {
        if count > 0 { put(0x20) }
        if counting { spacedWords += 1 }
        inWord = true
    }

    private mutating func put(_ byte: UInt8) {
        guard count < output.count else { return }
        output[count] = byte
        count += 1
    }

    private mutating func append(_ scalar: UInt32) {
        func low(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: (scalar >> shift) & 0x3F) }
        if scalar < 0x80 {
            put(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            put(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            put(low(0))
        } else if scalar < 0x10000 {
            put(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            put(low(6))
            put(low(0))
        } else {
            put(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
            put(low(12))
            put(low(6))
            put(low(0))
        }
    }
}
