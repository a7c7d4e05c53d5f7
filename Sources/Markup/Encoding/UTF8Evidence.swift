/// Counts of well-formed and malformed UTF-8 sequences in a document, found in one pass.
struct UTF8Evidence {
    /// No byte is above 0x7F.
    private(set) var isASCII = true
    /// All bytes are well-formed UTF-8.
    private(set) var isValid = true
    /// The number of well-formed characters of two to four bytes.
    private(set) var sequences = 0
    /// The number of well-formed characters of three or four bytes.
    private(set) var longSequences = 0
    /// The number of bytes above 0x7F that belong to no well-formed character.
    private(set) var strayBytes = 0
    /// The number of bytes above 0x7F.
    private(set) var highBytes = 0
    /// The text contains no character that ``TextRepair`` removes.
    private(set) var isClean = true

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            let text = raw.bindMemory(to: UInt8.self)
            var at = 0
            while true {
                at = text.firstPlace(from: at) { TextRepair.withoutBreaks($0.highs | $0.controls, in: $0) }
                guard at < raw.count else { return }
                if raw[at] < 0x80 {
                    isClean = false
                    at += 1
                }
                while at < raw.count, raw[at] >= 0x80 { at += addHigh(raw, at) }
            }
        }
    }

    /// Counts the character or stray byte at `at`, whose first byte is above 0x7F.
    ///
    /// - Returns: its length in bytes.
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
        if TextRepair.isControl(raw, at) { isClean = false }
        return length
    }

    /// Whether valid UTF-8 outweighs a declaration of another encoding.
    func isConvincing(against declared: CharacterEncoding?) -> Bool {
        guard let declared else { return true }
        // A few characters of GBK or Shift_JIS can be valid UTF-8 by chance; a whole text of them cannot.
        return declared.isMultibyte ? longSequences >= 4 || sequences >= 24 : sequences > 0
    }

    /// Whether the document is UTF-8 with some malformed bytes: at least two characters for each stray byte.
    var isMostlyUTF8: Bool { sequences > 0 && sequences >= strayBytes * 2 }

    /// The length in bytes of the well-formed UTF-8 character at `at` (Unicode, table 3-7); 0 where there is none.
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
