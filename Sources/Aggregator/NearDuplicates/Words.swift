import Markup

/// The words of folded text, by Unicode's rules (UAX #29); of Chinese, Japanese, Thai and their like, the characters.
struct Words {
    /// Calls `body` with the place of each of the first `most` words, in the text's order.
    ///
    /// - Parameter text: folded (`TextFolding`), so valid UTF-8.
    @inline(__always)
    static func each(in text: UnsafeBufferPointer<UInt8>, most: Int, _ body: (Range<Int>) -> Void) {
        WordClass.table.withUnsafeBufferPointer { table in
            var reader = Words(text, table)
            var count = 0
            while count < most, let word = reader.nextPlain() ?? reader.next() {
                body(word)
                count &+= 1
            }
        }
    }

    /// A hash of each of the first `most` words, in the text's order.
    static func hashes(of text: [UInt8], most: Int) -> [UInt64] {
        text.withUnsafeBufferPointer { text in
            // A word of one byte has another behind it, a longer one is longer.
            Array(unsafeUninitializedCapacity: min(most, text.count / 2 + 1)) { hashes, count in
                each(in: text, most: hashes.count) { word in
                    hashes[count] = hash(text, word)
                    count &+= 1
                }
            }
        }
    }

    /// Of up to eight bytes, the most, it takes one multiplication. Folded text has no NUL that could stand for the rest of such a word.
    @inline(__always)
    private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(text)
        if word.upperBound &- word.lowerBound > 8 { return StableHash.hash(UnsafeRawBufferPointer(rebasing: bytes[word]), seed: 0) }
        guard word.lowerBound &+ 8 <= bytes.count else {
            return StableHash.combine(bytes[word].reversed().reduce(0) { $0 << 8 | UInt64($1) }, 0)
        }
        let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word.lowerBound, as: UInt64.self))
        return StableHash.combine(eight & (.max >> UInt64(64 &- 8 &* word.count)), 0)
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let table: UnsafeBufferPointer<WordClass>
    private var position = 0

    private init(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<WordClass>) {
        self.text = text
        self.table = table
    }

    /// The next word where it is one of Latin letters without marks and ends plainly, as most are; nil where it is not.
    @inline(__always)
    private mutating func nextPlain() -> Range<Int>? {
        while position &+ 1 < text.count, text[position] < 0x80, table[Int(text[position])] == .other { position &+= 1 }
        let start = position
        var at = start
        while at &+ 8 <= text.count {
            let word = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let others = ByteWord.findOthers(than: UInt8(ascii: "a")...UInt8(ascii: "z"), in: word)
            guard others != 0 else {
                at &+= 8
                continue
            }
            at &+= others.trailingZeroBitCount / 8
            guard at > start, endsWord(at) else { return nil }
            position = at
            return start..<at
        }
        return nil
    }

    /// Whether what stands behind a letter ends its word by itself: a space, a hyphen, or what could join two letters and has a space behind it.
    @inline(__always)
    private func endsWord(_ at: Int) -> Bool {
        if text[at] == 0x20 { return true }
        guard text[at] < 0x80 else { return false }
        switch table[Int(text[at])] {
        case .other: return true
        case .mid, .midLetter, .midNumber: return at &+ 1 < text.count && text[at &+ 1] == 0x20
        default: return false
        }
    }

    @inline(never)
    private mutating func next() -> Range<Int>? {
        while position < text.count {
            let start = position
            let (kind, length) = look(at: position)
            position &+= length
            if kind.isRunning { return start..<endOfRun(after: kind) }
            if kind == .single { return start..<endOfMarks() }
        }
        return nil
    }

    /// Rules WB5 to WB13 (letters, digits and what joins them); marks change nothing (WB4).
    private mutating func endOfRun(after first: WordClass) -> Int {
        var last = first
        while position < text.count {
            let (kind, length) = look(at: position)
            if kind.isRunning {
                last = kind
            } else if kind != .extend {
                guard kind.joins(last), position &+ length < text.count, look(at: position &+ length).kind == last else { return position }
            }
            position &+= length
        }
        return position
    }

    private mutating func endOfMarks() -> Int {
        while position < text.count {
            let (kind, length) = look(at: position)
            guard kind == .extend else { break }
            position &+= length
        }
        return position
    }

    @inline(__always)
    private func look(at place: Int) -> (kind: WordClass, length: Int) {
        let first = UInt32(text[place])
        if first < 0x80 { return (table[Int(first)], 1) }
        func next(_ offset: Int) -> UInt32 { place &+ offset < text.count ? UInt32(text[place &+ offset] & 0x3F) : 0 }
        if first < 0xE0 { return (table[Int((first & 0x1F) << 6 | next(1))], 2) }
        if first < 0xF0 { return (table[Int((first & 0x0F) << 12 | next(1) << 6 | next(2))], 3) }
        return (WordClass((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)), 4)
    }
}
