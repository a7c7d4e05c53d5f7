@testable import Configuration

/// A document's values on one line, keys sorted: `{a: 1, b: ["x", {c: true}], d: 1979-05-27}`.
func rendered(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "\"" + escaped(text) + "\""
    case .integer(let number): "\(number)"
    case .float(let number): rendered(number)
    case .boolean(let boolean): "\(boolean)"
    case .dateTime(let dateTime): rendered(dateTime)
    case .array(let array): "[" + array.elements.map { rendered($0.value) }.joined(separator: ", ") + "]"
    case .table(let table): rendered(table)
    }
}

func rendered(_ table: TOMLTable) -> String {
    let entries = table.entries.sorted { $0.key < $1.key }
    return "{" + entries.map { "\(escaped($0.key)): \(rendered($0.value))" }.joined(separator: ", ") + "}"
}

/// Quotes, backslashes and control characters as in a basic string.
func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\u" + "\(CodePoint(scalar.value))".dropFirst(2)
        default: String(scalar)
        }
    }.joined()
}

/// Always with a fraction or an exponent, so that it is not taken for an integer.
func rendered(_ number: Double) -> String {
    number.isNaN ? "nan" : "\(number)"
}

private func rendered(_ dateTime: TOMLDateTime) -> String {
    switch dateTime {
    case .offset(let date, let time, let minutes):
        let offset = (minutes < 0 ? "-" : "+") + padded(Int(abs(minutes)) / 60, 2) + ":" + padded(Int(abs(minutes)) % 60, 2)
        return rendered(date) + "T" + rendered(time) + (minutes == 0 ? "Z" : offset)
    case .local(let date, let time): return rendered(date) + "T" + rendered(time)
    case .date(let date): return rendered(date)
    case .time(let time): return rendered(time)
    }
}

private func rendered(_ date: TOMLDateTime.Date) -> String {
    padded(Int(date.year), 4) + "-" + padded(Int(date.month), 2) + "-" + padded(Int(date.day), 2)
}

private func rendered(_ time: TOMLDateTime.Time) -> String {
    let text = padded(Int(time.hour), 2) + ":" + padded(Int(time.minute), 2) + ":" + padded(Int(time.second), 2)
    return time.nanosecond == 0 ? text : withoutTrailingZeros(text + "." + padded(Int(time.nanosecond), 9))
}

func withoutTrailingZeros(_ fraction: String) -> String {
    var fraction = fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
