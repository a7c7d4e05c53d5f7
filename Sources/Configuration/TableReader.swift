/// Reads the values of one table; reports those of the wrong type or out of range, and leaves them out.
package struct TableReader {
    package let table: LocatedTable
    /// How messages name the table's place: `in [fetch]`, `in [[source]] 'x'`.
    package let place: String
    package let file: String

    package func has(_ key: String) -> Bool { table[key] != nil }

    package func line(of key: String) -> Int { table[key]?.line ?? table.line }

    // MARK: - Types

    package func boolean(_ key: String, into diagnostics: inout Diagnostics) -> Bool? {
        guard let entry = table[key] else { return nil }
        if case .boolean(let value) = entry.value { return value }
        var suggestion = "write true or false"
        if case .string(let text) = entry.value, ["true", "false"].contains(text) { suggestion = "write \(text), without quotes" }
        wrongType(entry, "true or false", suggestion, into: &diagnostics)
        return nil
    }

    package func string(_ key: String, example: String, into diagnostics: inout Diagnostics) -> String? {
        guard let entry = table[key] else { return nil }
        if case .string(let text) = entry.value { return text }
        wrongType(entry, "a string such as \"\(example)\"", nil, into: &diagnostics)
        return nil
    }

    package func integer(_ key: String, in range: ClosedRange<Int>, into diagnostics: inout Diagnostics) -> Int? {
        guard let entry = table[key] else { return nil }
        guard case .integer(let value) = entry.value else {
            var suggestion: String?
            if case .string(let text) = entry.value, let number = Int(text), range.contains(number) {
                suggestion = "write \(number), without quotes"
            }
            wrongType(entry, "an integer", suggestion, into: &diagnostics)
            return nil
        }
        guard let number = Int(exactly: value), range.contains(number) else {
            diagnostics.error(
                file, entry.line, "'\(key)' \(place) is \(value)", "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A number with or without a fraction.
    package func number(_ key: String, in range: ClosedRange<Double>, example: String, into diagnostics: inout Diagnostics) -> Double? {
        guard let entry = table[key] else { return nil }
        let number: Double
        switch entry.value {
        case .integer(let value): number = Double(value)
        case .fraction(let value): number = value
        default:
            var suggestion: String?
            if case .string(let text) = entry.value, let number = Double(text), range.contains(number) {
                suggestion = "write \(number), without quotes"
            }
            wrongType(entry, "a number such as \(example)", suggestion, into: &diagnostics)
            return nil
        }
        if range.contains(number) { return number }
        diagnostics.error(
            file, entry.line, "'\(key)' \(place) is \(number)", "write a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// A string that is one of `cases`.
    package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, as: Choice.Type, into diagnostics: inout Diagnostics)
        -> Choice?
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard let text = string(key, example: names.first ?? "", into: &diagnostics) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let quoted = names.map { "\"\($0)\"" }
        let meant = Suggestion.nearest(to: text, among: names)
        diagnostics.error(
            file, line(of: key), "'\(key)' \(place) is \"\(text.printable)\"",
            meant.map { "did you mean \"\($0)\"?" } ?? "write \(quoted.dropLast().joined(separator: ", ")) or \(quoted.last ?? "")")
        return nil
    }

    package func strings(_ key: String, example: String, into diagnostics: inout Diagnostics) -> [(text: String, line: Int)]? {
        guard let entry = table[key] else { return nil }
        guard case .array(let elements) = entry.value else {
            var suggestion: String?
            if case .string(let text) = entry.value, !text.contains("\"") { suggestion = "write [\"\(text.printable)\"]" }
            wrongType(entry, "an array of strings such as [\"\(example)\"]", suggestion, into: &diagnostics)
            return nil
        }
        var texts: [(String, Int)] = []
        for element in elements {
            if case .string(let text) = element.value {
                texts.append((text, element.line))
            } else {
                diagnostics.error(
                    file, element.line, "'\(key)' \(place) takes strings alone, and one of its values is \(element.value.kind)")
            }
        }
        return texts
    }

    // MARK: - Quantities

    package func duration(_ key: String, in range: ClosedRange<Duration>, example: String, into diagnostics: inout Diagnostics) -> Duration?
    {
        guard let entry = table[key] else { return nil }
        guard case .string(let text) = entry.value else {
            var suggestion: String?
            if case .integer(let number) = entry.value, number >= 0 { suggestion = "write a unit, such as \"\(number)s\"" }
            wrongType(entry, "a duration such as \"\(example)\"", suggestion, into: &diagnostics)
            return nil
        }
        guard let duration = DurationText.parse(text) else {
            badDuration(entry, text, example: example, into: &diagnostics)
            return nil
        }
        return checked(duration, in: range, entry, into: &diagnostics)
    }

    package func badDuration(_ entry: LocatedTable.Entry, _ text: String, example: String, into diagnostics: inout Diagnostics) {
        let suggestion =
            DurationText.guess(text).map { "did you mean \"\($0)\"?" }
            ?? "write a whole number and one of s, m, h, d, such as \"\(example)\""
        diagnostics.error(file, entry.line, "'\(entry.key)' \(place) is no duration: \"\(text.printable)\"", suggestion)
    }

    package func checked(
        _ duration: Duration, in range: ClosedRange<Duration>, _ entry: LocatedTable.Entry, into diagnostics: inout Diagnostics
    ) -> Duration? {
        if range.contains(duration) { return duration }
        diagnostics.error(
            file, entry.line, "'\(entry.key)' \(place) is \(DurationText.write(duration))",
            "write a duration from \(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound))")
        return nil
    }

    /// A number of bytes, written as an integer or as a string with a unit.
    package func size(_ key: String, in range: ClosedRange<Int>, example: String, into diagnostics: inout Diagnostics) -> Int? {
        guard let entry = table[key] else { return nil }
        let size: Int
        switch entry.value {
        case .integer(let number):
            size = Int(clamping: number)
        case .string(let text):
            guard let parsed = SizeText.parse(text) else {
                let suggestion =
                    SizeText.guess(text).map { "did you mean \"\($0)\"?" }
                    ?? "write a whole number and one of KB, MB, GB, KiB, MiB, GiB, such as \"\(example)\""
                diagnostics.error(file, entry.line, "'\(key)' \(place) is no size: \"\(text.printable)\"", suggestion)
                return nil
            }
            size = parsed
        default:
            wrongType(entry, "a size such as \"\(example)\"", nil, into: &diagnostics)
            return nil
        }
        if range.contains(size) { return size }
        diagnostics.error(
            file, entry.line, "'\(key)' \(place) is \(SizeText.write(size))",
            "write a size from \(SizeText.write(range.lowerBound)) to \(SizeText.write(range.upperBound))")
        return nil
    }

    package func wrongType(_ entry: LocatedTable.Entry, _ expected: String, _ suggestion: String?, into diagnostics: inout Diagnostics) {
        diagnostics.error(
            file, entry.line, "'\(entry.key)' \(place) takes \(expected), not \(entry.value.kind)", suggestion)
    }
}
