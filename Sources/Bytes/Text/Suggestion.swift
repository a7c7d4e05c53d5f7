/// Finds the word that a misspelt one was probably meant to be.
package enum Suggestion {
    /// The candidate nearest to `word`, if at most a third of the letters differ.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let letters = folded(word)
        let near = candidates.map { ($0, distance(letters, folded($0))) }.filter { $1 <= max(1, min(letters.count, $0.utf8.count) / 3) }
        return near.min { $0.1 < $1.1 }?.0
    }

    /// `word` without case, `_` and `-`: `maxBody`, `max-body` and `MAX_BODY` all mean `max_body`.
    private static func folded(_ word: String) -> [UInt8] {
        word.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// The restricted Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements, and swaps of neighbours.
    static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (i, letter) in first.enumerated() {
            var row = [i + 1]
            for (j, other) in second.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == second[j - 1], first[i - 1] == other {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[second.count]
    }
}
