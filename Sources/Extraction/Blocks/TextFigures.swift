import Bytes
import Markup

/// Counts in a text that distinguish prose from labels.
struct TextFigures {
    /// Number of characters without white space; ideographs and syllables count twice.
    var characters = 0
    /// Number of these characters inside links.
    var linked = 0
    var links = 0
    var words = 0
    var commas = 0
    /// Number of sentence endings.
    var stops = 0
    var digits = 0
    /// Number of bars, bullets, slashes and arrows, which separate labels.
    var separators = 0
    /// Number of words that page furniture consists of.
    var furniture = 0
    /// Number of words that credit a picture.
    var credits = 0
    /// Number of characters in italics, and in bold.
    var slanted = 0
    var bold = 0
    /// Whether it mentions copyright.
    var isRights = false
    /// Whether it ends like a sentence.
    var endsSentence = false

    var linkDensity: Double { characters == 0 ? 0 : Double(linked) / Double(characters) }

    /// Whether it has enough text, and little of it in links.
    var isParagraph: Bool { characters >= 80 && linkDensity < 0.4 }

    mutating func add(_ other: TextFigures) {
        characters += other.characters
        linked += other.linked
        links += other.links
        words += other.words
        commas += other.commas
        stops += other.stops
        digits += other.digits
        separators += other.separators
        furniture += other.furniture
        credits += other.credits
        slanted += other.slanted
        bold += other.bold
        isRights = isRights || other.isRights
    }

    mutating func add(_ text: UnsafeBufferPointer<UInt8>, isLink: Bool) {
        var count = 0
        var inWord = false
        var index = 0
        var word = Digest.start
        while index < text.count {
            let byte = text[index]
            index += 1
            if ASCII.isLetter(byte) || byte >= 0x80 {
                word = Digest.mix(word, byte < 0x80 ? byte | 0x20 : byte)
            } else if word != Digest.start {
                countWord(word)
                word = Digest.start
            }
            if byte <= 0x20 {
                inWord = false
                continue
            }
            if byte & 0xC0 == 0x80 { continue }
            if !inWord {
                words += 1
                inWord = true
            }
            count += 1
            if byte < 0x80 {
                switch byte {
                case UInt8(ascii: ","), UInt8(ascii: ";"): commas += 1
                case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
                    stops += 1
                    endsSentence = true
                    continue
                case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ">"): separators += 1
                case 0x30...0x39: digits += 1
                case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ":"): continue
                default: break
                }
            } else if byte >= 0xE2, index + 1 < text.count {
                let second = text[index]
                let third = text[index + 1]
                if byte >= 0xE3, byte <= 0xED { count += 1 }
                switch (byte, second, third) {
                // … ” ’
                case (0xE2, 0x80, 0xA6), (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x99), (0xE2, 0x80, 0x9C):
                    if third == 0xA6 { endsSentence = true }
                    continue
                // 。 ！ ？
                case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F):
                    stops += 1
                    endsSentence = true
                    continue
                // 、 ，
                case (0xE3, 0x80, 0x81), (0xEF, 0xBC, 0x8C): commas += 1
                // » › • ·
                case (0xE2, 0x80, 0xBA), (0xE2, 0x80, 0xA2): separators += 1
                default: break
                }
            } else if byte == 0xC2, index < text.count, text[index] == 0xBB || text[index] == 0xA0 || text[index] == 0xB7 {
                if text[index] == 0xA0 {
                    inWord = false
                    count -= 1
                }
                if text[index] == 0xB7 { separators += 1 }
                continue
            } else if byte == 0xC2, index < text.count, text[index] == 0xA9 {
                isRights = true
            }
            endsSentence = false
        }
        if word != Digest.start { countWord(word) }
        characters += count
        if isLink { linked += count }
    }

    /// Like `add(_:isLink:)`, but counts characters only.
    mutating func addLength(_ text: UnsafeBufferPointer<UInt8>, isLink: Bool) {
        var count = 0
        var index = 0
        while index < text.count {
            if let length = Self.characters(in: text, at: index) {
                count &+= length
                index &+= ByteBlock.count
                continue
            }
            let byte = text[index]
            index &+= 1
            if byte <= 0x20 || byte & 0xC0 == 0x80 { continue }
            count &+= 1
            if byte < 0xC2 { continue }
            if byte == 0xC2, index < text.count, text[index] == 0xA0 { count &-= 1 }
            if byte >= 0xE3, byte <= 0xED, index &+ 1 < text.count { count &+= 1 }
        }
        characters += count
        if isLink { linked += count }
    }

    /// The number of non-space characters that begin in the block at `index`; nil where less than a block is left, or one of its bytes may
    /// begin a character that counts differently.
    @inline(__always)
    private static func characters(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        guard text.count &- index >= ByteBlock.count, let base = text.baseAddress else { return nil }
        let block = ByteBlock(base + index)
        // White space from U+3000 on, or U+00A0.
        if block.within(0xE3...0xFF) | block.equal(0xC2) != 0 { return nil }
        let continuations = block.within(0x80...0xBF)
        return ByteBlock.count &- (block.atMost(0x20) | continuations).nonzeroBitCount
    }

    @inline(__always)
    private mutating func countWord(_ hash: UInt64) {
        switch FurnitureWords.shared.kind(hash) {
        case .none: break
        case .furniture: furniture += 1
        case .credit: credits += 1
        }
    }
}
