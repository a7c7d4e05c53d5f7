/// How far some bytes are UTF-8.
struct UTF8Evidence {
    private(set) var isASCII = true
    private(set) var isValid = true
    /// Characters of more than one byte.
    private(set) var sequences = 0
    /// Those of three bytes or more.
    private(set) var longSequences = 0
    /// Bytes that no UTF-8 character has where they stand.
    private(set) var strayBytes = 0
    private(set) var highBytes = 0
    /// Nothing that `TextCleaning` would take out stands in them.
    private(set) var isClean = true

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            let text = raw.bindMemory(to: UInt8.self)
            var at = 0
            while true {
                at = text.firstPlace(from: at) { TextCleaning.withoutBreaks($0.highs | $0.controls, in: $0) }
                guard at < raw.count else { return }
                if raw[at] < 0x80 {
                    isClean = false
                    at += 1
                }
                while at < raw.count, raw[at] >= 0x80 { at += addHigh(raw, at) }
            }
        }
    }

    /// - Returns: how many bytes that are.
    private mutating func addHigh(_ raw: UnsafeRawBufferPointer, _ at: Int) -> Int {
        isASCII = false
        let length = Self.sequenceLength(raw, at)
        guard length > 0 else {
            isValid = false
            strayBytes += 1
            highBytes += 1
            return 1
        }
        sequences += 1
        highBytes += length
        if length > 2 { longSequences += 1 }
        if TextCleaning.isControl(raw, at) { isClean = false }
        return length
    }

    /// Whether bytes that are said to be in another encoding are UTF-8 after all.
    func isConvincing(against said: CharacterEncoding?) -> Bool {
        guard let said else { return true }
        // A few characters of GBK or Shift_JIS can be UTF-8 by chance; a text of them is not.
        return said.isMultibyte ? longSequences >= 4 || sequences >= 24 : sequences > 0
    }

    var isMostlyUTF8: Bool { sequences > 0 && sequences >= strayBytes * 2 }

    /// How many bytes the UTF-8 character at `at` has; 0 where there is none.
    static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
        let lead = bytes[at]
        func continues(_ offset: Int, from low: UInt8 = 0x80, to high: UInt8 = 0xbf) -> Bool {
            at + offset < bytes.count && bytes[at + offset] >= low && bytes[at + offset] <= high
        }
        switch lead {
        case 0xc2...0xdf: return continues(1) ? 2 : 0
        case 0xe0: return continues(1, from: 0xa0) && continues(2) ? 3 : 0
        case 0xed: return continues(1, to: 0x9f) && continues(2) ? 3 : 0
        case 0xe1...0xef: return continues(1) && continues(2) ? 3 : 0
        case 0xf0: return continues(1, from: 0x90) && continues(2) && continues(3) ? 4 : 0
        case 0xf1...0xf3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xf4: return continues(1, to: 0x8f) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
