/// Charset detection for text that is in none of its declared encodings and not in UTF-8.
enum EncodingGuess {
    /// The most plausible encoding: an East Asian one whose decoded text has the characters of its language, else Windows-1251 or KOI8-R
    /// where bytes above 0x7F come in long runs, else Windows-1252.
    static func of(_ bytes: [UInt8]) -> CharacterEncoding {
        var high = 0
        var inRuns = 0
        var run = 0
        var upperHalf = 0
        var lowerHalf = 0
        for byte in bytes {
            guard byte >= 0x80 else {
                if run > 2 { inRuns += run }
                run = 0
                continue
            }
            high += 1
            run += 1
            if byte >= 0xe0 { upperHalf += 1 } else if byte >= 0xc0 { lowerHalf += 1 }
        }
        if run > 2 { inRuns += run }
        // Western text has single accented letters; Cyrillic and East Asian words consist of high bytes.
        guard high > 0, inRuns * 2 > high else { return .windows1252 }
        for name in ["euc-jp", "shift_jis", "gbk", "euc-kr", "big5"] {
            guard let candidate = CharacterEncoding(name) else { continue }
            let decoded = candidate.decode(bytes)
            if decoded.failures == 0, isPlausible(decoded.bytes, in: name) { return candidate }
        }
        // Most letters are lower-case: those are 0xE0 to 0xFF in Windows-1251 and 0xC0 to 0xDF in KOI8-R.
        return CharacterEncoding(upperHalf >= lowerHalf ? "windows-1251" : "koi8-r") ?? .windows1252
    }

    /// Whether the decoded text has enough characters of the encoding's language: kana for Japanese, Hangul for Korean, Han for Chinese.
    private static func isPlausible(_ bytes: [UInt8], in encoding: String) -> Bool {
        var kana = 0
        var hangul = 0
        var han = 0
        var other = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            switch scalar.value {
            case 0x3040...0x30ff: kana += 1
            case 0xac00...0xd7a3: hangul += 1
            case 0x4e00...0x9fff: han += 1
            case 0x3000...0x303f, 0xff00...0xffef: break
            default: other += 1
            }
        }
        switch encoding {
        case "euc-jp", "shift_jis": return kana > 0 && kana * 4 > han && other * 10 < kana + han
        case "euc-kr": return hangul > han && other * 10 < hangul
        default: return han > 0 && kana + hangul + other < han / 4
        }
    }
}
