import Bytes

/// Parses a date in free form: splits it into numbers, words and signs, then interprets them by what each can mean, the least ambiguous
/// first.
struct LooseDate {
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        var date = LooseDate(tokens: DateToken.all(in: String(decoding: text, as: UTF8.self)))
        return date.read()
    }

    private var tokens: [DateToken]
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var millisecond = 0
    private var zone: Int?
    private var isAfternoon: Bool?

    private init(tokens: [DateToken]) {
        self.tokens = tokens
    }

    private mutating func read() -> Timestamp? {
        if let epoch = epochSeconds { return Timestamp(milliseconds: epoch) }
        readCompact()
        readMarkedNumbers()
        readTime()
        readHalfOfDay()
        readZone()
        guard readWeekDate() || readNamedMonth() || readNumericDate(), let year, let month else { return nil }
        if let isAfternoon, let hour, hour <= 12 { self.hour = hour % 12 + (isAfternoon ? 12 : 0) }
        return Timestamp(
            year: year, month: month, day: day ?? 1, hour: hour ?? 0, minute: minute, second: second, millisecond: millisecond,
            zoneMinutes: zone ?? 0)
    }

    // MARK: Seconds since 1970

    /// Milliseconds since 1970, if the text is a single number of nine or ten digits (seconds) or thirteen (milliseconds).
    private var epochSeconds: Int64? {
        guard tokens.count == 1, case .number(let value, let digits) = tokens[0] else { return nil }
        switch digits {
        case 9, 10: return Int64(value) * 1000
        case 13: return Int64(value)
        default: return nil
        }
    }

    // MARK: Numbers without signs between them

    /// Reads the basic formats of ISO 8601: `20261122`, `20261122T101500`, `20261122101500`, `2026326` (a day of the year), `T1015`.
    private mutating func readCompact() {
        for index in tokens.indices {
            guard case .number(let value, let digits) = tokens[index] else { continue }
            switch digits {
            case 14 where year == nil:
                (year, month, day) = (value / 10_000_000_000, value / 100_000_000 % 100, value / 1_000_000 % 100)
                (hour, minute, second) = (value / 10_000 % 100, value / 100 % 100, value % 100)
            case 12 where year == nil:
                (year, month, day) = (value / 100_000_000, value / 1_000_000 % 100, value / 10_000 % 100)
                (hour, minute) = (value / 100 % 100, value % 100)
            case 8 where year == nil && (1000...2999).contains(value / 10_000):
                (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
            case 7 where year == nil && index == 0:
                year = value / 1000
                setDayOfYear(value % 1000)
            case 6 where index > 0 && tokens[index - 1].isWord("t"):
                (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100)
                if index + 2 < tokens.count, tokens[index + 1].isSign("."), case .number = tokens[index + 2] { tokens[index + 2] = .used }
            case 6 where index == 0 && tokens.count == 1:
                // `031231`: ISO 8601:1988 allowed dates without the century.
                (year, month, day) = (Self.century(value / 10_000), value / 100 % 100, value % 100)
            case 4 where index > 0 && tokens[index - 1].isWord("t") && year != nil:
                (hour, minute) = (value / 100, value % 100)
            default: continue
            }
            tokens[index] = .used
        }
    }

    private mutating func setDayOfYear(_ ordinal: Int) {
        guard let year, ordinal >= 1, ordinal <= 366 else { return }
        var rest = ordinal
        for candidate in 1...12 {
            let length = Timestamp.days(inMonth: candidate, of: year)
            if rest <= length {
                (month, day) = (candidate, rest)
                return
            }
            rest -= length
        }
    }

    // MARK: Numbers with a counter

    /// Reads East Asian dates, in which a word after each number says what it is: `2026年11月22日 10時15分`, `2026년 11월 22일`.
    private mutating func readMarkedNumbers() {
        for index in tokens.indices.dropLast() {
            guard case .number(let value, _) = tokens[index], case .word(let word) = tokens[index + 1], let mark = word.first else {
                continue
            }
            switch mark {
            case "年", "년": year = value < 100 ? Self.century(value) : value
            case "月", "월": month = value
            case "日", "일", "号", "號": day = value
            case "時", "时", "點", "点", "시": hour = value
            case "分", "분": minute = value
            case "秒", "초": second = value
            default: continue
            }
            tokens[index] = .used
            // The counter may be written together with the next word.
            tokens[index + 1] = word.count == 1 ? .used : .word(String(word.dropFirst()))
        }
    }

    // MARK: Time

    /// Reads `10:15`, `10:15:30.5`, `10h15`, `10ч15`.
    private mutating func readTime() {
        guard hour == nil else { return }
        for index in tokens.indices {
            guard case .number(let hours, let digits) = tokens[index], digits <= 2, index + 2 < tokens.count,
                case .number(let minutes, let minuteDigits) = tokens[index + 2], minuteDigits <= 2,
                tokens[index + 1].isSign(":") || tokens[index + 1].isWord("h") || tokens[index + 1].isWord("ч")
            else { continue }
            // After `+` it is a time zone, and after a colon it is not an hour.
            if index > 0, tokens[index - 1].isSign("+") || tokens[index - 1].isSign(":") { continue }
            (hour, minute) = (hours, minutes)
            use(index...index + 2)
            var next = index + 3
            if next + 1 < tokens.count, tokens[next].isSign(":") || tokens[next].isWord("m") || tokens[next].isWord("min"),
                case .number(let seconds, let secondDigits) = tokens[next + 1], secondDigits <= 2
            {
                second = seconds
                use(next...next + 1)
                next += 2
                if next + 1 < tokens.count, tokens[next].isSign(".") || tokens[next].isSign(",") || tokens[next].isSign(":"),
                    case .number(let fraction, let fractionDigits) = tokens[next + 1], tokens[next].isSign(".") || fractionDigits == 3
                {
                    millisecond = Self.milliseconds(fraction, digits: fractionDigits)
                    use(next...next + 1)
                }
            }
            return
        }
        readLoneHour()
    }

    /// Reads an hour without minutes: `10 AM`.
    private mutating func readLoneHour() {
        for index in tokens.indices.dropLast() {
            guard case .number(let value, let digits) = tokens[index], digits <= 2, value <= 12, case .word(let word) = tokens[index + 1],
                DateWords.halfOfDay(word) != nil, word.utf8.count == 2
            else { continue }
            hour = value
            tokens[index] = .used
            return
        }
    }

    private static func milliseconds(_ fraction: Int, digits: Int) -> Int {
        var value = fraction
        for _ in 3..<max(3, digits) { value /= 10 }
        for _ in digits..<max(3, digits) { value *= 10 }
        return value
    }

    private mutating func readHalfOfDay() {
        guard hour != nil else { return }
        for index in tokens.indices {
            guard case .word(let word) = tokens[index], let half = DateWords.halfOfDay(word) else { continue }
            isAfternoon = half
            tokens[index] = .used
            return
        }
    }

    private mutating func use(_ range: ClosedRange<Int>) {
        for index in range where index < tokens.count { tokens[index] = .used }
    }

    // MARK: Zone

    /// Reads `+0200`, `+02:00`, `+2`, `GMT+2`, `EST`, `(CET)`. An offset takes precedence over a name.
    private mutating func readZone() {
        guard hour != nil else { return }
        guard let timeAt = tokens.lastIndex(of: .used) else { return }
        for index in tokens.indices where index >= timeAt || tokens[index].isSign("+") {
            guard tokens[index].isSign("+") || tokens[index].isSign("-"), index + 1 < tokens.count,
                case .number(let value, let digits) = tokens[index + 1], digits <= 4
            else { continue }
            // A minus sign begins an offset only directly after the time or the name of a zone.
            if tokens[index].isSign("-"), !(index > 0 && (tokens[index - 1] == .used || tokens[index - 1].isZoneName)) { continue }
            var offset = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100
            var last = index + 1
            if digits <= 2, index + 3 < tokens.count, tokens[index + 2].isSign(":"), case .number(let minutes, _) = tokens[index + 3],
                minutes < 60
            {
                offset += minutes
                last = index + 3
            }
            guard offset <= 24 * 60 else { continue }
            zone = tokens[index].isSign("+") ? offset : -offset
            use(index...last)
            break
        }
        for index in tokens.indices {
            guard case .word(let word) = tokens[index], let offset = DateWords.zone(word) else { continue }
            if zone == nil { zone = offset }
            tokens[index] = .used
        }
    }

    // MARK: Date

    /// Reads a week date of ISO 8601: `2026-W47-7`.
    private mutating func readWeekDate() -> Bool {
        guard year == nil, tokens.count >= 3, case .number(let weekYear, 4) = tokens[0] else { return false }
        let rest = tokens.dropFirst().filter { !$0.isSign("-") }
        guard rest.count >= 2, rest[rest.startIndex].isWord("w"), case .number(let number, let digits) = rest[rest.startIndex + 1] else {
            return false
        }
        var week = number
        var weekday = 1
        if digits == 3 {
            (week, weekday) = (number / 10, number % 10)
        } else if rest.count > 2, case .number(let value, 1) = rest[rest.startIndex + 2] {
            weekday = value
        }
        guard (1...53).contains(week), (1...7).contains(weekday) else { return false }
        // The first week of a year is the one with January 4. 1970-01-01 was a Thursday.
        let fourth = Timestamp.daysSinceEpoch(year: weekYear, month: 1, day: 4)
        let monday = fourth - ((fourth + 3) % 7 + 7) % 7
        (year, month, day) = Timestamp.civil(daysSinceEpoch: monday + (week - 1) * 7 + weekday - 1)
        return true
    }

    /// Reads a date with the name of its month: `22 Nov 2026`, `Nov 22, 2026`, `2026-Nov-22`, `22 ноември 2026 г.`
    private mutating func readNamedMonth() -> Bool {
        // A weekday may look like a month (Spanish and French `mar`). It comes before the month.
        guard month == nil, let index = tokens.lastIndex(where: { $0.month != nil }), let found = tokens[index].month else { return false }
        month = found
        let numbers = tokens.indices.compactMap { at -> (at: Int, value: Int, digits: Int)? in
            guard case .number(let value, let digits) = tokens[at] else { return nil }
            return (at, value, digits)
        }
        guard let first = numbers.first else { return false }
        guard numbers.count > 1 else {
            // A month and one number: the number is the year if it has four digits.
            guard first.digits == 4 else { return false }
            year = first.value
            return true
        }
        let second = numbers[1]
        if first.digits >= 3 || first.value > 31 {
            (year, day) = (Self.century(first.value), second.value)
        } else {
            (day, year) = (first.value, Self.century(second.value))
        }
        return true
    }

    /// Reads a date of numbers: `2026-11-22`, `22.11.2026`, `11/22/2026`, `2026-11`, `2026`.
    private mutating func readNumericDate() -> Bool {
        if year != nil, month != nil { return true }
        let numbers = tokens.indices.compactMap { at -> (at: Int, value: Int, digits: Int)? in
            guard case .number(let value, let digits) = tokens[at], digits <= 4 else { return nil }
            return (at, value, digits)
        }
        guard let first = numbers.first else { return false }
        if let month, year == nil {
            // `11月22日` with a year that has no counter.
            year = first.digits == 4 ? first.value : nil
            self.month = month
            return year != nil
        }
        guard numbers.count >= 2 else {
            guard first.digits == 4, hour == nil, tokens.count == 1, (1900...2999).contains(first.value) else { return false }
            (year, month) = (first.value, 1)
            return true
        }
        let second = numbers[1]
        if first.digits == 4 {
            year = first.value
            if second.digits == 3 {
                setDayOfYear(second.value)
            } else {
                (month, day) = (second.value, numbers.count > 2 ? numbers[2].value : nil)
                // Year, day, month: assumed only where there is no such month.
                if second.value > 12, let third = day, third <= 12 { (month, day) = (third, second.value) }
            }
            return true
        }
        guard numbers.count >= 3 else {
            guard second.digits == 4 else { return false }
            (month, year) = (first.value, second.value)
            return true
        }
        year = Self.century(numbers[2].value)
        let isSlashed = first.at + 1 < tokens.count && tokens[first.at + 1].isSign("/")
        if first.digits == 2, first.value > 31 {
            (year, month, day) = (Self.century(first.value), second.value, numbers[2].value)
        } else if isSlashed, first.value <= 12 {
            // The order of the United States.
            (month, day) = (first.value, second.value)
        } else {
            (day, month) = (first.value, second.value)
        }
        // Where there is no such month, the numbers are in the other order.
        if let day, let month, month > 12, day <= 12 { (self.day, self.month) = (month, day) }
        return true
    }

    /// The full year of a year with two digits, or with three digits by a program that counts from 1900 (RFC 5322, 4.3).
    private static func century(_ year: Int) -> Int {
        switch year {
        case 0..<50: year + 2000
        case 50..<1000: year + 1900
        default: year
        }
    }
}
