import Testing

@testable import Identity

@Suite("Words")
struct WordsTests {
    private func words(_ text: String) -> [String] {
        var words: [String] = []
        TextFolding(text).bytes.withUnsafeBufferPointer { bytes in
            Words.each(in: bytes, most: .max) { words.append(String(decoding: bytes[$0.range], as: UTF8.self)) }
        }
        return words
    }

    @Test(
        "are those of Unicode's rules, and characters where a script sets no spaces",
        arguments: [
            ("", []),
            (" … — ! ", []),
            (
                "The quick (“brown”) fox can’t jump 32.3 feet, right?",
                ["the", "quick", "brown", "fox", "can't", "jump", "32.3", "feet", "right"]
            ),
            ("10,000 people; A:B 10:30", ["10,000", "people", "a:b", "10", "30"]),
            ("e-mail state-of-the-art", ["e", "mail", "state", "of", "the", "art"]),
            ("www.example.com/news?id=7", ["www.example.com", "news", "id", "7"]),
            ("Софийският градски съд – реши", ["софийският", "градски", "съд", "реши"]),
            ("cafe\u{301} naïve", ["cafe\u{301}", "naïve"]),
            ("हिन्दी में समाचार", ["हिन्दी", "में", "समाचार"]),
            ("أخبار اليوم، العربية", ["أخبار", "اليوم", "العربية"]),
            ("서울은 한국의 수도", ["서울은", "한국의", "수도"]),
            ("北京大学。", ["北", "京", "大", "学"]),
            ("東京タワーへ行く", ["東", "京", "タ", "ワ", "ー", "へ", "行", "く"]),
            ("ภาษาไทยที่นี่", ["ภ", "า", "ษ", "า", "ไ", "ท", "ย", "ที่", "นี่"]),
            ("iPhone 15を発売", ["iphone", "15", "を", "発", "売"]),
            ("𠮷野家", ["𠮷", "野", "家"]),
            ("don't. stop.", ["don't", "stop"]),
            (
                "'quoted' (a.) end.' and: a.1 b; c,d 'tis o'clock- x",
                ["quoted", "a", "end", "and", "a", "1", "b", "c", "d", "tis", "o'clock", "x"]
            ),
            ("counterrevolutions and counter_revolution", ["counterrevolutions", "and", "counter_revolution"]),
        ])
    func words(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(
        "are the same wherever they stand, and hash the same",
        arguments: ["a", "fox", "don't", "32.3", "e2e", "fourteen", "seventeen", "naïve", "реши", "北"])
    func places(word: String) {
        func hashes(_ text: String) -> [UInt64] { Words.hashes(of: Array(text.utf8), most: .max) }
        let texts = [word, "the \(word) of the town", "the \(word)", "(\(word), and) a town", "of a (\(word))", "the town is \(word)."]
        for text in texts {
            #expect(words(text).contains(word), "\(text)")
            #expect(hashes(text).count == words(text).count, "\(text)")
            #expect(Set(hashes(word)).isSubset(of: hashes(text)), "\(text)")
        }
    }

    @Test("are told alike of a range of characters at once and one by one")
    func uniformRanges() {
        for (range, kind) in WordClass.uniform {
            #expect(range.allSatisfy { WordClass.classify(UInt32($0)) == kind && WordClass.table[$0] == kind })
        }
    }
}
