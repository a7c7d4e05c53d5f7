/// Text with what two publications of the same words differ in taken out: case, quotes, dashes and white space.
///
/// Identity and content versions compare folded text, so that typography is no change (DESIGN.md, Identity).
struct TextFolding: Sendable {
    /// The folded text in UTF-8: lower case, straight quotes, plain hyphens, single spaces, no invisible characters.
    private(set) var bytes: [UInt8]
    /// Words by white space; a character of a script that writes none (Han, kana, Thai, Lao, Khmer, Burmese) counts for half a word.
    private(set) var words: Int

    init(_ text: String) {
        var text = text
        var words = 0
        bytes = text.withUTF8 { input in
            // No scalar folds to more bytes than it has, and a space stands for one at least.
            Array(unsafeUninitializedCapacity: input.count) { output, count in
                var folder = Folder(output)
                folder.fold(input)
                count = folder.count
                words = folder.words + folder.halves / 2
            }
        }
        self.words = words
    }

    /// 64 bits that are the same for the same folded text on every machine and release; nil where nothing is left.
    var digest: UInt64? {
        bytes.isEmpty ? nil : StableHash.hash(bytes)
    }
}

private struct Folder {
    private let output: UnsafeMutableBufferPointer<UInt8>
    private let table: FoldingTable
    private(set) var count = 0
    private(set) var words = 0
    private(set) var halves = 0
    private var inWord = false

    init(_ output: UnsafeMutableBufferPointer<UInt8>) {
        self.output = output
        table = .shared
    }

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
        words &+= ((spaces << 8) & ~spaces).nonzeroBitCount
        let endsInSpace = spaces >> 63 != 0
        count &+= endsInSpace ? 7 : 8
        inWord = !endsInSpace
        return true
    }

    /// A String's UTF-8 is always valid: its first byte tells the length.
    private static func decode(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
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
            if isUnspaced { halves += 1 }
            if !inWord { startWord(counting: !isUnspaced) }
            append(folded)
        }
    }

    private mutating func startWord(counting: Bool) {
        if count > 0 { put(0x20) }
        if counting { words += 1 }
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

/// What each scalar of the Basic Multilingual Plane folds to: 128 KiB, made once.
private struct FoldingTable: Sendable {
    static let shared = FoldingTable()
    static let nothing: UInt32 = 0
    static let space: UInt32 = 0x20

    private let table: [UInt16]
    /// The first 128, white space and control characters as a space.
    let ascii: [UInt8]

    /// Outside of these every scalar folds to itself (Unicode 16): ideographs, syllables, surrogates, what is for private use.
    private static let changing: [Range<UInt32>] = [0..<0x3100, 0xA600..<0xA800, 0xFE00..<0x10000]

    private init() {
        var table = Array(0...UInt16.max)
        for range in Self.changing {
            for value in range {
                if let scalar = Unicode.Scalar(value) { table[Int(value)] = Self.folded(scalar) }
            }
        }
        self.table = table
        ascii = table.prefix(128).map { UInt8(truncatingIfNeeded: $0) }
    }

    func fold(_ scalar: UInt32) -> UInt32 {
        scalar < 0x10000 ? UInt32(table[Int(scalar)]) : scalar
    }

    private static func folded(_ scalar: Unicode.Scalar) -> UInt16 {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .initialPunctuation, .finalPunctuation: return UInt16(UInt8(ascii: "'"))
        case .dashPunctuation: return UInt16(UInt8(ascii: "-"))
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: return UInt16(space)
        case .format: return UInt16(nothing)
        default: break
        }
        switch scalar.value {
        case 0x201A, 0x201E, 0x2032, 0x2033, 0x00B4, 0x02BC: return UInt16(UInt8(ascii: "'"))  // low quotes, primes, accents used as quotes
        case 0x22, 0x60: return UInt16(UInt8(ascii: "'"))
        case 0x2212: return UInt16(UInt8(ascii: "-"))  // minus sign
        case 0xFE00...0xFE0F: return UInt16(nothing)  // variation selectors
        default: break
        }
        let lower = properties.lowercaseMapping.unicodeScalars
        // A few lower-case forms are longer in UTF-8 than their upper-case ones: those stay, so that folding never lengthens a text.
        guard lower.count == 1, let only = lower.first, only.value < 0x10000, only.utf8.count <= scalar.utf8.count else {
            return UInt16(truncatingIfNeeded: scalar.value)
        }
        return UInt16(truncatingIfNeeded: only.value)
    }

    /// Scripts that set no space between words.
    static func isUnspaced(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
