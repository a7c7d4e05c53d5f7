/// The assumption that a text is in a certain language and in a certain encoding of East Asia.
struct MultibyteHypothesis: Sendable {
    let encoding: CharacterEncoding
    let scheme: Scheme
    let language: Language
    /// What the assumption costs before anything of the text is known, in half bits.
    let prior: Int

    /// How an encoding forms characters of bytes above 0x7F.
    enum Scheme: Sendable {
        case gb18030, big5, eucJP, shiftJIS, korean
    }

    /// The raw values are those that ``LanguageEvidence`` has.
    enum Language: String, Sendable {
        case simplifiedChinese = "zh-hans"
        case traditionalChinese = "zh-hant"
        case japanese = "ja"
        case korean = "ko"

        var commonCharacters: [UInt32: Int] {
            switch self {
            case .simplifiedChinese: CommonIdeographs.simplifiedChinese
            case .traditionalChinese: CommonIdeographs.traditionalChinese
            case .japanese: CommonIdeographs.japanese
            case .korean: CommonIdeographs.korean
            }
        }
    }

    /// - Parameter prior: in bits.
    init?(_ label: String, _ scheme: Scheme, _ language: Language, prior: Int) {
        guard let encoding = CharacterEncoding(label) else { return nil }
        (self.encoding, self.scheme, self.language, self.prior) = (encoding, scheme, language, 2 * prior)
    }

    /// What the bytes cost under this assumption, in half bits.
    func cost(of bytes: [UInt8]) -> Int {
        guard let decoder = CharacterDecoder(encoding) else { return .max }
        let common = language.commonCharacters
        return bytes.withUnsafeBufferPointer { bytes in
            var total = prior
            var place = 0
            while place < bytes.count {
                let end = min(place + length(bytes, at: place), bytes.count)
                let character = bytes[place..<end]
                if bytes[place] < 0x80 {
                    total += asciiCost(bytes[place])
                } else if let scalar = decoder.scalar(character) {
                    total += cost(of: scalar, character, common)
                } else {
                    total += 50
                    place += 1
                    continue
                }
                place = end
            }
            return total
        }
    }

    private func asciiCost(_ byte: UInt8) -> Int {
        switch byte {
        case 0...0x20: 0
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): 9
        default: 12
        }
    }

    private func length(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        switch (scheme, bytes[place]) {
        case (_, 0..<0x80), (.shiftJIS, 0xA1...0xDF): 1
        case (.eucJP, 0x8F): 3
        case (.gb18030, _) where place + 1 < bytes.count && (0x30...0x39).contains(bytes[place + 1]): 4
        default: 2
        }
    }

    private func cost(of scalar: Unicode.Scalar, _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ common: [UInt32: Int]) -> Int {
        if let rank = common[scalar.value] {
            return language == .japanese ? (rank < 100 ? 16 : 20) : language == .korean ? (rank < 100 ? 14 : 18) : rank < 100 ? 14 : 19
        }
        switch scalar.value {
        case 0x3000...0x3002, 0x3008...0x3011, 0x30FB, 0x30FC, 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0x2014,
            0x2018...0x201D, 0x2026:
            return 18
        case 0x3041...0x3096 where language == .japanese: return 12
        case 0x30A1...0x30FE where language == .japanese: return 16
        case 0xFF61...0xFF9F where language == .japanese: return 26
        case 0xFF01...0xFF5E: return 22
        case 0xAC00...0xD7A3 where language == .korean: return isFrequent(bytes) ? 22 : 36
        case 0x4E00...0x9FFF: return language != .korean && isFrequent(bytes) ? 25 : 34
        default: return 38
        }
    }

    /// Whether the character is in the part of its character set for the characters in general use: level 1 of GB 2312 and JIS X 0208, the
    /// first plane of Big5, KS X 1001.
    private func isFrequent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count == 2, let lead = bytes.first, let trail = bytes.last else { return false }
        switch scheme {
        case .gb18030:
            return trail >= 0xA1 ? (0xB0...0xD7).contains(lead) : language == .traditionalChinese
        case .big5: return (0xA4...0xC8).contains(lead)
        case .eucJP: return (0xB0...0xCF).contains(lead)
        case .shiftJIS: return (0x88...0x98).contains(lead)
        case .korean: return lead >= 0xB0 && trail >= 0xA1
        }
    }
}
