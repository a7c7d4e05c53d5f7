import Bytes

/// The number of words in a text: runs of letters and digits; in scripts without spaces between words, each character.
enum WordCount {
    static func count(in text: String) -> Int64 {
        var count: Int64 = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            if UnspacedScript.contains(scalar.value) {
                let isLetter = ScalarProperty.alphabetic.holds(for: scalar.value)
                if isLetter { count += 1 }
                isInWord = false
            } else if ScalarProperty.word.holds(for: scalar.value) {
                if !isInWord { count += 1 }
                isInWord = true
            } else if scalar != "'" && scalar != "\u{2019}" {
                // An apostrophe stands within a word.
                isInWord = false
            }
        }
        return count
    }
}
