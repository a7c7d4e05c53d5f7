/// Texts of the test's making, the same on every run.
package struct Prose {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// splitmix64 (Vigna).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Words of a language of its own, the common ones more often.
    package mutating func words(_ count: Int) -> [String] {
        (0..<count).map { _ in word() }
    }

    package mutating func word() -> String {
        let syllables = ["ba", "ko", "ri", "tan", "mel", "os", "vi", "dra", "nu", "pe", "sil", "gor"]
        var number = Int(next() % 60) < 25 ? next() % 20 : next() % 4000
        var word = ""
        repeat {
            word += syllables[Int(number % 12)]
            number /= 12
        } while number > 0
        return word
    }

    /// The words with one in so many another.
    package mutating func replacing(oneIn rate: Int, of words: [String]) -> [String] {
        words.map { next() % UInt64(rate) == 0 ? word() + "x" : $0 }
    }

    /// In sentences and paragraphs.
    package static func text(_ words: [String]) -> String {
        var text = ""
        for (place, word) in words.enumerated() {
            text += place % 12 == 0 ? word.capitalized : word
            text += place % 60 == 59 ? ".\n\n" : place % 12 == 11 ? ". " : " "
        }
        return text
    }
}
