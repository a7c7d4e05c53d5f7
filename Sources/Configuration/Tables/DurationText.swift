/// Durations in the configuration: a whole number and one of `s`, `m`, `h`, `d`.
enum DurationText {
    /// In seconds: a hundred years. Longer durations are refused, so that sums of a few of them cannot overflow.
    private static let longest: Int64 = 36_500 * 86_400

    static func parse(_ text: String) -> Duration? {
        guard let unit = text.last.flatMap(seconds), let number = wholeNumber(text.dropLast()) else { return nil }
        let (total, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow || total > longest ? nil : .seconds(total)
    }

    /// Uses the largest unit that divides the duration.
    static func write(_ duration: Duration) -> String {
        let total = duration.components.seconds
        for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where total != 0 && total.isMultiple(of: length) {
            return "\(total / length)\(unit)"
        }
        return "\(total)s"
    }

    /// Guesses what a text that is not a duration was meant to say: `1h30m` means `90m`, `30 min` means `30m`.
    static func guess(_ text: String) -> String? {
        var total: Int64 = 0
        var rest = text.lowercased().filter { $0 != " " }[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let word = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(word.count)
            guard let number = wholeNumber(digits), number > 0, let unit = words[String(word)], number <= longest / unit else { return nil }
            total += number * unit
            if total > longest { return nil }
        }
        return total > 0 ? write(.seconds(total)) : nil
    }

    private static func seconds(_ unit: Character) -> Int64? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h": 3_600
        case "d": 86_400
        default: nil
        }
    }

    private static let words: [String: Int64] = [
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
        "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
        "h": 3_600, "hr": 3_600, "hrs": 3_600, "hour": 3_600, "hours": 3_600,
        "d": 86_400, "day": 86_400, "days": 86_400,
        "w": 604_800, "week": 604_800, "weeks": 604_800,
    ]

    private static func wholeNumber(_ digits: Substring) -> Int64? {
        digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int64(digits) : nil
    }
}
