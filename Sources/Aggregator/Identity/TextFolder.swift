/// Folds a text that comes in pieces into a buffer: lower case, straight quotes, plain hyphens, single spaces, no invisible characters.
struct TextFolder {
    private let output: UnsafeMutableBufferPointer<UInt8>
    private let table: FoldingTable
    private(set) var count = 0
    /// Words by white space, but for scripts that set none.
    private(set) var spacedWords = 0
    /// Characters of scripts that set no space between words.
    private(set) var unspaced = 0
    private var inWord = false

    /// - Parameter output: as long as all that is folded, and a byte more for each `endWord`.
    init(_ output: UnsafeMutableBufferPointer<UInt8>) {
        self.output = output
        table = .shared
    }

    /// Words by white space; a character of a script that writes none (Han, kana, Thai, Lao, Khmer, Burmese) counts for half a word.
    var words: Int { spacedWords + unspaced / 2 }

    /// What follows begins a word.
    mutating func endWord() { inWord = false }

    mutating func fold(_ input: UnsafeBufferPointer<UInt8>) {
        table.ascii.withUnsafeBufferPointer { ascii in
            var at = 0
            // Where the next eight bytes are to be tried at once: after some that were not plain, a little further on.
            var nextBlock = 0
            while at < input.count {
                if at >= nextBlock, at &+ 8 <= input.count {
                    if foldBlock(input, at) {
                        at &+= 8
                        continue
                    }
                    nextBlock = at &+ 8
                }
                let byte = input[at]
                if byte < 0x80 {
                    at += 1
                    let folded = ascii[Int(byte)]
                    if folded == 0x20 {
                        inWord = false
                    } else {
                        if !inWord { startWord(counting: true) }
                        put(folded)
                    }
                } else {
                    let (scalar, length) = Self.decode(input, at)
                    at += length
                    add(scalar)
                }
            }
        }
    }

    /// Eight bytes at once, where they are plain: ASCII without controls and quotes, and no two spaces running. False, and nothing done, where they are not.
    ///
    /// All eight are looked at in one word (Hacker's Delight, 6-1): the high bit of each byte of a mask tells of that byte.
    private mutating func foldBlock(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &* 0x80
        let word = UInt64(littleEndian: UnsafeRawBufferPointer(input).loadUnaligned(fromByteOffset: at, as: UInt64.self))
        if word & high != 0 { return false }
        // Of bytes below 0x80 a sum with 0x7F stays below 0x80 for zero alone.
        func equal(_ byte: UInt8) -> UInt64 { ~((word ^ ones &* UInt64(byte)) &+ ones &* 0x7F) & high }
        let spaces = equal(0x20)
        let controls = ~(word &+ ones &* 0x60) & high
        let odd = controls | equal(UInt8(ascii: "\"")) | equal(UInt8(ascii: "`")) | equal(0x7F) | (spaces & (spaces << 8))
        if odd != 0 { return false }
        guard count &+ 9 <= output.count else { return false }
        if !inWord {
            if spaces & 0x80 != 0 { return false }
            startWord(counting: true)
        }
        let capitals = (word &+ ones &* (0x80 - 0x41)) & ~(word &+ ones &* (0x80 - 0x5B)) & high
        UnsafeMutableRawBufferPointer(output).storeBytes(of: (word | capitals >> 2).littleEndian, toByteOffset: count, as: UInt64.self)
        // A word starts behind each space; one behind the last byte is for what follows to tell.
        spacedWords &+= ((spaces << 8) & ~spaces).nonzeroBitCount
        let endsInSpace = spaces >> 63 != 0
        count &+= endsInSpace ? 7 : 8
        inWord = !endsInSpace
        return true
    }

    /// A String's UTF-8 is always valid: its first byte tells the length.
    static func decode(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
        let first = UInt32(input[at])
        func next(_ offset: Int) -> UInt32 { at + offset < input.count ? UInt32(input[at + offset] & 0x3F) : 0 }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    private mutating func add(_ scalar: UInt32) {
        switch table.fold(scalar) {
        case FoldingTable.nothing: break
        case FoldingTable.space: inWord = false
        case let folded:
            let isUnspaced = FoldingTable.isUnspaced(folded)
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
