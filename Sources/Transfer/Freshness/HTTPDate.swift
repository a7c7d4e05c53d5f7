/// Dates in header fields, in their three formats (RFC 9110, section 5.6.7).
public enum HTTPDate {
    /// Seconds since 1970-01-01T00:00:00Z; nil where the text has none of the three formats. The weekday is ignored.
    ///
    ///     Sun, 06 Nov 1994 08:49:37 GMT
    ///     Sunday, 06-Nov-94 08:49:37 GMT     (70 to 99 are years of the 20th century)
    ///     Sun Nov  6 08:49:37 1994
    public static func parse(_ text: String) -> Int64? {
        let words = text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C || $0 == 0x2D })
        guard words.count >= 5 else { return nil }
        let isAsctime = number(words[1], digits: 1...2) == nil
        let (day, month, year, time) =
            isAsctime ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard isAsctime ? words.count == 5 : words.count == 6 && isGreenwich(words[5]) else { return nil }
        guard let day = number(day, digits: 1...2), let month = self.month(month), let year = self.year(year),
            let seconds = secondsOfDay(time), day >= 1, day <= days(in: month, of: year)
        else { return nil }
        return daysSinceEpoch(year, month, day) * 86_400 + seconds
    }

    private static func isGreenwich(_ word: Substring.UTF8View) -> Bool {
        word.elementsEqual("GMT".utf8) || word.elementsEqual("UTC".utf8)
    }

    private static func month(_ word: Substring.UTF8View) -> Int64? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let lower = word.map { $0 | 0x20 }
        return names.firstIndex { $0.utf8.elementsEqual(lower) }.map { Int64($0) + 1 }
    }

    private static func year(_ word: Substring.UTF8View) -> Int64? {
        if let year = number(word, digits: 4...4) { return year }
        return number(word, digits: 2...2).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
    }

    private static func secondsOfDay(_ word: Substring.UTF8View) -> Int64? {
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { number($0, digits: 2...2) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2] else { return nil }
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func number(_ word: Substring.UTF8View, digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(word.count), word.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return word.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant's `days_from_civil` (https://howardhinnant.github.io/date_algorithms.html).
    private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
