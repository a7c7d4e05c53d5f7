/// The words of folded text, by Unicode's rules (UAX #29); of Chinese, Japanese, Thai and their like, the characters.
struct Words {
    /// Calls `body` with the UTF-8 of each word, in the text's order.
    ///
    /// - Parameter text: folded (`TextFolding`), so valid UTF-8.
    static func each(in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeRawBufferPointer) -> Void) {
        WordClass.table.withUnsafeBufferPointer { table in
            var reader = Words(text, table)
            while let word = reader.next() { body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[word])) }
        }
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let table: UnsafeBufferPointer<WordClass>
    private var position = 0

    private init(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<WordClass>) {
        self.text = text
        self.table = table
    }

    private mutating func next() -> Range<Int>? {
        while position < text.count {
            let start = position
            let (kind, length) = look(at: position)
            position += length
            switch kind {
            case .letter, .digit: return start..<endOfRun(after: kind)
            case .single: return start..<endOfMarks()
            default: continue
            }
        }
        return nil
    }

    /// Rules WB5 to WB13 (letters, digits and what joins them); marks change nothing (WB4).
    private mutating func endOfRun(after first: WordClass) -> Int {
        var last = first
        while position < text.count {
            let (kind, length) = look(at: position)
            switch kind {
            case .letter, .digit: last = kind
            case .extend: break
            case .midLetter where last == .letter, .midNumber where last == .digit, .mid:
                guard position + length < text.count, look(at: position + length).kind == last else { return position }
            default: return position
            }
            position += length
        }
        return position
    }

    private mutating func endOfMarks() -> Int {
        while position < text.count {
            let (kind, length) = look(at: position)
            guard kind == .extend else { break }
            position += length
        }
        return position
    }

    private func look(at place: Int) -> (kind: WordClass, length: Int) {
        let first = UInt32(text[place])
        if first < 0x80 { return (table[Int(first)], 1) }
        func next(_ offset: Int) -> UInt32 { place + offset < text.count ? UInt32(text[place + offset] & 0x3F) : 0 }
        if first < 0xE0 { return (table[Int((first & 0x1F) << 6 | next(1))], 2) }
        if first < 0xF0 { return (table[Int((first & 0x0F) << 12 | next(1) << 6 | next(2))], 3) }
        return (WordClass((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)), 4)
    }
}
