public import Bytes

/// Finds a date in the text of a page, where other words stand beside it: "Published on 12 June 2026 by Mark".
public struct DateText: Sendable, Hashable {
    public var date: Timestamp
    /// Whether it is relative to the time of the poll, or its year is a guess: the date that an item had first is to be kept.
    public var isApproximate: Bool

    /// Longer texts are not read.
    private static let longest = 512
    /// A date has at most this many words.
    private static let mostWords = 8

    public init(_ date: Timestamp, isApproximate: Bool) {
        self.date = date
        self.isApproximate = isApproximate
    }

    /// The first date in a text.
    ///
    /// - Parameters:
    ///   - now: when the page was read.
    ///   - zoneMinutes: the time zone of dates that name none, in minutes east of UTC.
    public init?(in text: String, now: Timestamp, zoneMinutes: Int = 0) {
        let words = text.utf8.count <= Self.longest ? text.split(whereSeparator: \.isWhitespace).map(String.init) : []
        if let date = RelativeDate.parse(text, now: now, zoneMinutes: zoneMinutes) {
            (self.date, isApproximate) = (date, true)
            return
        }
        for start in words.indices where Self.belongs(words[start]) {
            var end = start
            while end < words.count, end - start < Self.mostWords, Self.belongs(words[end]) || Self.joins(words[end]) { end += 1 }
            while end > start {
                let window = words[start..<end].joined(separator: " ")
                if let found = Self.date(window, now: now, zoneMinutes: zoneMinutes) {
                    (date, isApproximate) = found
                    return
                }
                end -= 1
            }
        }
        return nil
    }

    private static func date(_ text: String, now: Timestamp, zoneMinutes: Int) -> (Timestamp, isApproximate: Bool)? {
        let tokens = DateToken.all(in: text)
        let numbers = tokens.compactMap { if case .number(let value, let digits) = $0 { (value, digits) } else { nil } }
        let hasMonth = tokens.contains { $0.month != nil }
        // A lone number is no date here, whatever it may be in a feed; nor are two, such as a score or a page of many.
        let isCompact = numbers.contains { $0.1 == 8 || $0.1 == 14 }
        let isMarked = text.contains { "年月日년월일".contains($0) }
        guard hasMonth && !numbers.isEmpty || numbers.count >= 3 || isCompact && tokens.count == 1 || isMarked else { return nil }
        if !hasMonth, !isMarked, !isCompact, numbers.prefix(3).contains(where: { $0.1 == 3 || $0.1 > 4 }) { return nil }
        if let date = DateParser.parse(text) {
            guard (1_990...2_100).contains(Timestamp.civil(daysSinceEpoch: Int(date.milliseconds / 86_400_000)).year) else { return nil }
            let shift = hasZone(text) ? 0 : Int64(zoneMinutes) * 60_000
            return (Timestamp(milliseconds: date.milliseconds - shift), false)
        }
        guard hasMonth, !numbers.contains(where: { $0.1 == 4 }), let number = numbers.first, (1...31).contains(number.0) else { return nil }
        let guess = latest(now: now) { year in
            DateParser.parse("\(text) \(year)").map { Timestamp(milliseconds: $0.milliseconds - Int64(zoneMinutes) * 60_000) }
        }
        return guess.map { ($0, true) }
    }

    /// The date of the last year in which it is not later than two days after `now`.
    static func latest(now: Timestamp, _ date: (Int) -> Timestamp?) -> Timestamp? {
        let year = Timestamp.civil(daysSinceEpoch: Int(now.milliseconds / 86_400_000)).year
        return [year + 1, year, year - 1, year - 4].lazy.compactMap(date).first { $0.milliseconds <= now.milliseconds + 2 * 86_400_000 }
    }

    /// Whether a word can be a part of a date.
    private static func belongs(_ word: String) -> Bool {
        if word.contains(where: \.isNumber) { return true }
        let letters = word.lowercased().filter { $0.isLetter || $0 == "." }
        let bare = letters.last == "." ? String(letters.dropLast()) : letters
        return !bare.isEmpty
            && (DateWords.month(bare) != nil && bare.count <= 14 || DateWords.halfOfDay(bare) != nil && bare.count == 2
                || DateWords.zone(bare) != nil && bare.count >= 3)
    }

    /// Whether a word can stand between the parts of a date.
    private static func joins(_ word: String) -> Bool {
        [
            "de", "del", "of", "at", "um", "uhr", "à", "a", "las", "alle", "kl", "kl.", "в", "г.", "года", "om", "o", "-", "–", "|", "/",
            ",", ".",
        ].contains(word.lowercased())
    }

    /// Whether a date names a time zone: an offset after its time, `Z`, or a name.
    private static func hasZone(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
        if bytes.last == UInt8(ascii: "Z") { return true }
        if bytes[colon...].contains(UInt8(ascii: "+")) { return true }
        if let sign = bytes[colon...].lastIndex(of: UInt8(ascii: "-")), sign + 2 < bytes.count,
            bytes[(sign + 1)...].allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ":") })
        {
            return true
        }
        return DateToken.all(in: text).contains {
            if case .word(let word) = $0 { word.count >= 3 && DateWords.zone(word) != nil } else { false }
        }
    }
}
