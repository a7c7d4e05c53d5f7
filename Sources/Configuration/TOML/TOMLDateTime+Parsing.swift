import Bytes

extension TOMLDateTime {
    /// Whether `text` begins as only a date or a time does: with a year and `-`, or with an hour and `:`.
    static func begins(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if takeDigits(4, from: &rest) != nil, rest.first == UInt8(ascii: "-") { return true }
        rest = text
        return takeDigits(2, from: &rest) != nil && rest.first == UInt8(ascii: ":")
    }

    init(_ text: ArraySlice<UInt8>) throws(TOMLMistake) {
        var rest = text
        let date = try Self.takeDate(&rest)
        if let date, rest.isEmpty {
            self = .date(date)
            return
        }
        if date != nil {
            guard let separator = rest.popFirst(), "Tt ".utf8.contains(separator) else { throw Self.malformed(text) }
        }
        guard let time = try Self.takeTime(&rest, of: text) else { throw Self.malformed(text) }
        let minutes = date == nil ? nil : try Self.takeOffset(&rest)
        guard rest.isEmpty else { throw Self.malformed(text) }
        switch (date, minutes) {
        case (let date?, let minutes?): self = .offset(date, time, minutes: Int16(minutes))
        case (let date?, nil): self = .local(date, time)
        case (nil, _): self = .time(time)
        }
    }

    // MARK: - Parts

    /// Nil, with nothing taken, where no date comes.
    private static func takeDate(_ text: inout ArraySlice<UInt8>) throws(TOMLMistake) -> Date? {
        var rest = text
        guard let year = takeDigits(4, from: &rest), takeOne("-", from: &rest), let month = takeDigits(2, from: &rest),
            takeOne("-", from: &rest), let day = takeDigits(2, from: &rest)
        else { return nil }
        guard (1...12).contains(month) else { throw TOMLMistake("there is no month \(month)", "write 01 to 12") }
        let days = days(in: month, of: year)
        guard (1...days).contains(day) else {
            throw TOMLMistake("there is no day \(day) in month \(month) of \(year)", "write 01 to \(days)")
        }
        text = rest
        return Date(year: Int16(year), month: Int8(month), day: Int8(day))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func takeTime(_ text: inout ArraySlice<UInt8>, of whole: ArraySlice<UInt8>) throws(TOMLMistake) -> Time? {
        guard let (hour, minute) = try takeHourAndMinute(&text) else { return nil }
        guard takeOne(":", from: &text), let second = takeDigits(2, from: &text) else {
            throw TOMLMistake(
                "the time in '\(String(decoding: whole, as: UTF8.self).printable)' has no seconds", "write them too, such as 07:32:00")
        }
        guard second <= 60 else { throw TOMLMistake("there is no second \(second)", "write 00 to 59") }
        var nanosecond = 0
        if takeOne(".", from: &text) {
            var scale = 100_000_000
            guard let first = text.first, isDigit(first) else { return nil }
            while let digit = text.first, isDigit(digit) {
                nanosecond += Int(digit - UInt8(ascii: "0")) * scale
                scale /= 10
                text.removeFirst()
            }
        }
        return Time(hour: Int8(hour), minute: Int8(minute), second: Int8(second), nanosecond: Int32(nanosecond))
    }

    /// `Z` or `+hh:mm` or `-hh:mm`; nil where there is none.
    private static func takeOffset(_ text: inout ArraySlice<UInt8>) throws(TOMLMistake) -> Int? {
        if takeOne("Z", from: &text) || takeOne("z", from: &text) { return 0 }
        guard let sign = text.first, "+-".utf8.contains(sign) else { return nil }
        text.removeFirst()
        guard let (hour, minute) = try takeHourAndMinute(&text) else {
            throw TOMLMistake("the offset from UTC is incomplete", "write it like +02:00, or Z")
        }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hour * 60 + minute)
    }

    private static func takeHourAndMinute(_ text: inout ArraySlice<UInt8>) throws(TOMLMistake) -> (hour: Int, minute: Int)? {
        guard let hour = takeDigits(2, from: &text), takeOne(":", from: &text), let minute = takeDigits(2, from: &text) else { return nil }
        guard hour <= 23 else { throw TOMLMistake("there is no hour \(hour)", "write 00 to 23") }
        guard minute <= 59 else { throw TOMLMistake("there is no minute \(minute)", "write 00 to 59") }
        return (hour, minute)
    }

    private static func malformed(_ text: ArraySlice<UInt8>) -> TOMLMistake {
        let shown = String(decoding: text, as: UTF8.self).printable
        return TOMLMistake(
            "'\(shown)' is not a date or time", "write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes")
    }

    // MARK: - Characters

    private static func takeOne(_ character: Unicode.Scalar, from text: inout ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, UInt32(first) == character.value else { return false }
        text.removeFirst()
        return true
    }

    private static func takeDigits(_ count: Int, from text: inout ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        text = text.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
