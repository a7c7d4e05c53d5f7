public import Bytes

/// A format of dates with the tokens of `strptime`: `%d.%m.%Y %H:%M`.
///
/// `%d %e` day, `%m` month, `%b %B %h` name of the month in any language of ``DateWords``, `%Y` year, `%y` year of two digits, `%H %k` hour, `%I %l` hour of
/// twelve, `%M` minute, `%S` second, `%p` half of the day, `%z` offset, `%Z` name of the time zone, `%a %A` weekday, `%j` day of the year, `%s` seconds since 1970,
/// `%%` a percent sign. White space stands for any white space or none.
public struct DateFormat: Sendable, Hashable {
    public let text: String
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case field(Character)
        case text(Character)
        case space
    }

    /// Why a text is no format.
    public struct Mistake: Error, Hashable {
        /// In bytes from the beginning.
        public var offset: Int
        public var message: String
        public var hint: String
    }

    private static let fields = "demYbBhyHkIlMSpzZaAjs"

    public init(_ text: String) throws(Mistake) {
        var parts: [Part] = []
        var offset = 0
        var characters = Array(text)[...]
        while let character = characters.popFirst() {
            if character == "%" {
                guard let field = characters.popFirst() else {
                    throw Mistake(
                        offset: offset, message: "nothing follows '%'", hint: "write a letter such as %d, or %% for a percent sign")
                }
                // Aliases for whole dates and times.
                if let long = ["F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y"][field] {
                    characters = Array(long)[...] + characters
                } else if field == "%" {
                    parts.append(.text("%"))
                } else if Self.fields.contains(field) {
                    parts.append(.field(field))
                } else {
                    throw Mistake(
                        offset: offset, message: "'%\(field)' is no token of a date",
                        hint: "write %d %m %Y for the date and %H:%M for the time")
                }
                offset += 1 + String(field).utf8.count
                continue
            }
            parts.append(character.isWhitespace ? .space : .text(character))
            offset += String(character).utf8.count
        }
        let fields = parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
        let hasDay = fields.contains { "dejs".contains($0) }
        let hasMonth = fields.contains { "mbBhjs".contains($0) }
        if !hasMonth || !hasDay && !fields.contains("Y") {
            throw Mistake(
                offset: 0, message: "the format has no \(hasMonth ? "day" : "month")",
                hint: text.contains("YYYY") || text.contains("yyyy")
                    ? "write %Y for the year, %m for the month, %d for the day" : "write %d, and %m or %B")
        }
        self.text = text
        self.parts = parts
    }

    /// Whether its dates have a year; that of others is a guess.
    public var hasYear: Bool { parts.contains { $0 == .field("Y") || $0 == .field("y") || $0 == .field("s") } }

    /// The first date of this format in a text.
    ///
    /// - Parameters:
    ///   - now: a date without a year is the last one that is not later than two days after it.
    ///   - zoneMinutes: the time zone where the text has none.
    public func parse(_ text: String, now: Timestamp, zoneMinutes: Int = 0) -> Timestamp? {
        let characters = Array(text.prefix(512))
        for start in characters.indices where start == 0 || !(characters[start].isNumber && characters[start - 1].isNumber) {
            var reading = Reading(characters: characters, at: start)
            if reading.read(parts), let date = reading.date(now: now, zoneMinutes: zoneMinutes) { return date }
        }
        return nil
    }

    private struct Reading {
        let characters: [Character]
        var at: Int
        var year: Int?
        var month: Int?
        var day: Int?
        var hour = 0
        var minute = 0
        var second = 0
        var isAfternoon: Bool?
        var zone: Int?
        var dayOfYear: Int?
        var epoch: Int64?

        mutating func read(_ parts: [Part]) -> Bool {
            for part in parts {
                switch part {
                case .space: skipSpace()
                case .text(let character):
                    guard at < characters.count, characters[at] == character || characters[at].lowercased() == character.lowercased() else {
                        return false
                    }
                    at += 1
                case .field(let field): if !read(field) { return false }
                }
            }
            return true
        }

        private mutating func read(_ field: Character) -> Bool {
            switch field {
            case "d", "e": return number(1...2) { $0.day = $1 }
            case "m": return number(1...2) { $0.month = $1 }
            case "Y": return number(4...4) { $0.year = $1 }
            case "y": return number(2...2) { $0.year = $1 < 50 ? 2000 + $1 : 1900 + $1 }
            case "H", "k", "I", "l": return number(1...2) { $0.hour = $1 }
            case "M": return number(2...2) { $0.minute = $1 }
            case "S": return number(2...2) { $0.second = $1 }
            case "j": return number(1...3) { $0.dayOfYear = $1 }
            case "s": return number(9...10) { $0.epoch = Int64($1) * 1000 }
            case "b", "B", "h":
                month = DateWords.month(word())
                return month != nil
            case "p":
                isAfternoon = DateWords.halfOfDay(word().filter { $0 != "." })
                return isAfternoon != nil
            case "z", "Z": return readZone()
            default: return !word().isEmpty
            }
        }

        private mutating func readZone() -> Bool {
            guard at < characters.count else { return false }
            let sign = characters[at]
            guard sign == "+" || sign == "-" || sign == "\u{2212}" else {
                zone = DateWords.zone(word())
                return zone != nil
            }
            at += 1
            var digits: [Int] = []
            while at < characters.count, digits.count < 4, let digit = characters[at].wholeNumberValue ?? (characters[at] == ":" ? -1 : nil)
            {
                if digit >= 0 { digits.append(digit) }
                at += 1
            }
            guard digits.count == 2 || digits.count == 4 else { return false }
            let minutes = (digits[0] * 10 + digits[1]) * 60 + (digits.count == 4 ? digits[2] * 10 + digits[3] : 0)
            zone = sign == "+" ? minutes : -minutes
            return true
        }

        private mutating func skipSpace() {
            while at < characters.count, characters[at].isWhitespace { at += 1 }
        }

        private mutating func word() -> String {
            var word = ""
            while at < characters.count, characters[at].isLetter || characters[at] == "." && !word.isEmpty && word.count < 5 {
                word.append(contentsOf: characters[at].lowercased())
                at += 1
            }
            while word.last == "." { word.removeLast() }
            return word
        }

        private mutating func number(_ digits: ClosedRange<Int>, _ set: (inout Reading, Int) -> Void) -> Bool {
            var value = 0
            var count = 0
            while at < characters.count, count < digits.upperBound, let digit = characters[at].wholeNumberValue, digit < 10 {
                value = value * 10 + digit
                count += 1
                at += 1
            }
            guard count >= digits.lowerBound else { return false }
            set(&self, value)
            return true
        }

        func date(now: Timestamp, zoneMinutes: Int) -> Timestamp? {
            if let epoch { return Timestamp(milliseconds: epoch) }
            let hour = isAfternoon.map { self.hour % 12 + ($0 ? 12 : 0) } ?? self.hour
            func date(in year: Int) -> Timestamp? {
                if let dayOfYear, month == nil {
                    let first = Timestamp(
                        year: year, month: 1, day: 1, hour: hour, minute: minute, second: second, zoneMinutes: zone ?? zoneMinutes)
                    return first.map { Timestamp(milliseconds: $0.milliseconds + Int64(dayOfYear - 1) * 86_400_000) }
                }
                return Timestamp(
                    year: year, month: month ?? 1, day: day ?? 1, hour: hour, minute: minute, second: second,
                    zoneMinutes: zone ?? zoneMinutes)
            }
            if let year { return date(in: year) }
            return DateText.latest(now: now, date)
        }
    }
}
