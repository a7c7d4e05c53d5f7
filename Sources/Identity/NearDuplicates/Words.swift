import Bytes
import Markup

/// Splits folded text into words by Unicode's rules (UAX #29); in scripts without spaces (Chinese, Japanese, Thai, …) into characters.
package struct Words {
    /// A word's range in the text, and its hash.
    package struct Word {
        package let range: Range<Int>
        package let hash: UInt64
    }

    /// Calls `body` with each of the first `most` words, in text order.
    ///
    /// - Parameter text: folded (`TextFolding`), hence valid UTF-8.
    @inline(__always)
    package static func each(in text: UnsafeBufferPointer<UInt8>, most: Int, _ body: (Word) -> Void) {
        WordClass.table.withUnsafeBufferPointer { table in
            let words = Words(text, table)
            var position = 0
            var count = 0
            while count < most, let word = words.plainWord(from: &position) ?? words.word(from: &position) {
                body(word)
                count &+= 1
            }
        }
    }

    /// The hashes of the first `most` words, in text order.
    package static func hashes(of text: [UInt8], most: Int) -> [UInt64] {
        text.withUnsafeBufferPointer { text in
            // A word takes at least two bytes with its separator.
            Array(unsafeUninitializedCapacity: min(most, text.count / 2 + 1)) { hashes, count in
                each(in: text, most: hashes.count) { word in
                    hashes[count] = word.hash
                    count &+= 1
                }
            }
        }
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let table: UnsafeBufferPointer<WordClass>

    private init(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<WordClass>) {
        self.text = text
        self.table = table
    }
}

// MARK: - Fast path for plain words

extension Words {
    /// The next word if it consists of unaccented Latin letters and ends plainly, as most do; nil otherwise. Moves `position` past the
    /// word, and past separators before it in any case.
    @inline(__always)
    private func plainWord(from position: inout Int) -> Word? {
        guard let base = text.baseAddress else { return nil }
        while position &+ ByteBlock.count <= text.count {
            let letters = ByteBlock(base + position).within(UInt8(ascii: "a")...UInt8(ascii: "z"))
            let length = (~letters).trailingZeroBitCount
            if length == 0 {
                guard text[position] < 0x80, !table[Int(text[position])].isRunning else { return nil }
                position &+= 1
                continue
            }
            let (start, end) = (position, position &+ length)
            guard length < ByteBlock.count, let behind = afterWord(end) else { return nil }
            position = behind
            return word(at: Range(uncheckedBounds: (start, end)))
        }
        return nil
    }

    /// Where to continue after a word of letters that ends at `end`: at a space, a hyphen, or a joining character with no letter after
    /// it; nil where it may go on.
    @inline(__always)
    private func afterWord(_ end: Int) -> Int? {
        if text[end] == 0x20 { return end &+ 1 }
        guard text[end] < 0x80 else { return nil }
        switch table[Int(text[end])] {
        case .other, .midNumber: return end &+ 1
        case .mid, .midLetter:
            guard end &+ 1 < text.count, text[end &+ 1] < 0x80, table[Int(text[end &+ 1])] != .letter else { return nil }
            return text[end &+ 1] == 0x20 ? end &+ 2 : end &+ 1
        default: return nil
        }
    }
}

// MARK: - Words of any kind

extension Words {
    @inline(__always)
    private func word(from position: inout Int) -> Word? {
        guard let range = range(from: position) else { return nil }
        position = range.upperBound
        return word(at: range)
    }

    /// Hashes a word of up to eight bytes, as most are, by one multiplication. Folded text contains no NUL, so that padding with zeros is
    /// unambiguous.
    @inline(__always)
    private func word(at range: Range<Int>) -> Word {
        let length = range.upperBound &- range.lowerBound
        guard length <= 8 else {
            return Word(range: range, hash: StableHash.hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[range])), seed: 0))
        }
        guard range.lowerBound &+ 8 <= text.count else {
            return Word(range: range, hash: StableHash.combine(text[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }, 0))
        }
        let eight: UInt64 = UnsafeRawBufferPointer(text).littleEndian(at: range.lowerBound)
        return Word(range: range, hash: StableHash.combine(eight & (.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length)), 0))
    }

    @inline(never)
    private func range(from start: Int) -> Range<Int>? {
        var position = start
        while position < text.count {
            let start = position
            let (kind, length) = look(at: position)
            position &+= length
            if kind.isRunning { return start..<endOfRun(after: kind, from: position) }
            if kind == .single { return start..<endOfMarks(from: position) }
        }
        return nil
    }

    /// Rules WB5 to WB13 (letters, digits and the characters that join them); combining marks are skipped (WB4).
    private func endOfRun(after first: WordClass, from start: Int) -> Int {
        var position = start
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

    private func endOfMarks(from start: Int) -> Int {
        var position = start
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
