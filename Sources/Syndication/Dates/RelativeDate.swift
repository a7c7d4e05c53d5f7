public import Bytes

/// Parses dates that are relative to the time at which a page is read: "3 hours ago", "vor 2 Stunden", "вчера, 14:30", "昨天".
///
/// They are approximate, and another one on every day: the date that an item had first is to be kept.
public enum RelativeDate {
    /// - Parameters:
    ///   - now: when the page was read.
    ///   - zoneMinutes: the time zone of days and times, in minutes east of UTC.
    /// - Returns: nil where the text is no relative date.
    public static func parse(_ text: String, now: Timestamp, zoneMinutes: Int = 0) -> Timestamp? {
        // Whole seconds, which is what is stored of an item's date.
        let now = Timestamp(milliseconds: now.milliseconds / 1_000 * 1_000)
        guard text.utf8.count <= 128 else { return nil }
        let tokens = DateToken.all(in: spellingOutDays(text))
        // Longer ones are sentences.
        guard !tokens.isEmpty, tokens.count <= 12 else { return nil }
        let words = tokens.compactMap { if case .word(let word) = $0 { word } else { nil } }
        if RelativeWords.isNow(words), words.count == tokens.count { return now }
        return day(tokens, words, now: now, zoneMinutes: zoneMinutes) ?? past(tokens, words, now: now)
    }

    /// The text with `5 days` for `5d`: as a token of a date, `d` says nothing.
    private static func spellingOutDays(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "d")), text.utf8.contains(where: ASCII.isDigit) else { return text }
        var result = ""
        var last: Character = " "
        for (character, next) in zip(text, text.dropFirst() + [" "]) {
            if character == "d", last.isNumber, !next.isLetter { result += " days" } else { result.append(character) }
            last = character
        }
        return result
    }

    /// "yesterday", "today at 14:30".
    private static func day(_ tokens: [DateToken], _ words: [String], now: Timestamp, zoneMinutes: Int) -> Timestamp? {
        var found = words.compactMap(RelativeWords.daysBack).first
        // `i dag` and `i går` are two words, as is `hari ini`.
        if found == nil, zip(words, words.dropFirst()).contains(where: { $0 == "i" && $1 == "dag" || $0 == "hari" && $1 == "ini" }) {
            found = 0
        }
        if found == nil, zip(words, words.dropFirst()).contains(where: { $0 == "i" && ($1 == "går" || $1 == "går") }) { found = 1 }
        guard let back = found else { return nil }
        var numbers: [Int] = []
        for token in tokens {
            if case .number(let value, let digits) = token {
                guard digits <= 2 else { return nil }
                numbers.append(value)
            }
        }
        guard
            numbers.isEmpty || numbers.count == 2 || numbers.count == 3
                || numbers.count == 1 && words.contains(where: { DateWords.halfOfDay($0) != nil })
        else { return nil }
        var hour = numbers.first ?? 0
        if !numbers.isEmpty, hour <= 12, let isAfternoon = words.lazy.filter({ $0.count == 2 }).compactMap(DateWords.halfOfDay).first {
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        let local = now.milliseconds + Int64(zoneMinutes) * 60_000
        let today = Int(local - (local % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000
        let (year, month, day) = Timestamp.civil(daysSinceEpoch: today - back)
        let date = Timestamp(
            year: year, month: month, day: day, hour: hour, minute: numbers.count > 1 ? numbers[1] : 0,
            second: numbers.count > 2 ? numbers[2] : 0,
            zoneMinutes: zoneMinutes)
        // A time of today that is still to come is that of a page in another time zone.
        return date.map { min($0, now) }
    }

    /// "3 hours ago", "1 day 4 hours ago", "an hour ago".
    private static func past(_ tokens: [DateToken], _ words: [String], now: Timestamp) -> Timestamp? {
        let isFrench = zip(words, words.dropFirst()).contains { $0 == "y" && $1 == "a" }
        guard isFrench || words.contains(where: RelativeWords.isPast) else { return nil }
        var seconds: Int64 = 0
        var hasUnit = false
        for (index, token) in tokens.enumerated() {
            guard case .word(let word) = token, let unit = RelativeWords.unit(word) else { continue }
            var count: Int64 = 1
            if index > 0, case .number(let value, let digits) = tokens[index - 1] {
                guard digits <= 4 else { return nil }
                count = Int64(value)
            } else if hasUnit || word.count == 1 || word == "an" && index + 1 < tokens.count {
                // A word that is a unit in another language: `an` is a year in French, and `y` in English.
                continue
            }
            seconds += count * unit
            hasUnit = true
        }
        guard hasUnit, seconds <= 100 * 31_536_000 else { return nil }
        return Timestamp(milliseconds: now.milliseconds - seconds * 1000)
    }
}
