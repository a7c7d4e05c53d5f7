import Bytes

/// Reads the values of one table. Reports those of the wrong type or out of range, and leaves them out.
struct TableReader {
    let table: TOMLTable
    /// How messages name the table: `in [fetch]`, `in [[source]] 'x'`.
    let place: String
    let file: String
    /// Where the characters of the file's strings stand.
    var places = StringPlaces()

    func has(_ key: String) -> Bool { table[key] != nil }

    /// Where the value of `key` stands; without one, where the table begins.
    func position(of key: String) -> TextPosition { table[key]?.valuePosition ?? table.position }

    // MARK: - Types

    func boolean(_ key: String, into diagnostics: inout Diagnostics) -> Bool? {
        guard let entry = table[key] else { return nil }
        if case .boolean(let value) = entry.value { return value }
        var suggestion = "write true or false"
        if case .string(let text) = entry.value, ["true", "false"].contains(text) { suggestion = "write \(text), without quotes" }
        wrongType(entry, "true or false", suggestion, into: &diagnostics)
        return nil
    }

    func string(_ key: String, example: String, into diagnostics: inout Diagnostics) -> String? {
        guard let entry = table[key] else { return nil }
        if case .string(let text) = entry.value { return text }
        wrongType(entry, "a string such as \"\(example)\"", nil, into: &diagnostics)
        return nil
    }

    func integer(_ key: String, in range: ClosedRange<Int>, into diagnostics: inout Diagnostics) -> Int? {
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
                file, entry.valuePosition, "'\(key)' \(place) is \(value)",
                "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A number with or without a fraction.
    func number(_ key: String, in range: ClosedRange<Double>, example: String, into diagnostics: inout Diagnostics) -> Double? {
        guard let entry = table[key] else { return nil }
        let number: Double
        switch entry.value {
        case .integer(let value): number = Double(value)
        case .float(let value): number = value
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
            file, entry.valuePosition, "'\(key)' \(place) is \(number)", "write a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// A string that is one of the cases of `Choice`.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, as: Choice.Type, into diagnostics: inout Diagnostics) -> Choice?
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard let text = string(key, example: names.first ?? "", into: &diagnostics) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let quoted = names.map { "\"\($0)\"" }
        let meant = Suggestion.nearest(to: text, among: names)
        diagnostics.error(
            file, position(of: key), "'\(key)' \(place) is \"\(text.printable)\"",
            meant.map { "did you mean \"\($0)\"?" } ?? "write \(quoted.dropLast().joined(separator: ", ")) or \(quoted.last ?? "")")
        return nil
    }

    func strings(_ key: String, example: String, into diagnostics: inout Diagnostics) -> [(text: String, position: TextPosition)]? {
        guard let entry = table[key] else { return nil }
        guard case .array(let array) = entry.value else {
            var suggestion: String?
            if case .string(let text) = entry.value {
                let word = text.trimmed
                if !word.contains("\""), !word.hasControlCharacters { suggestion = "write [\"\(word.printable)\"]" }
            }
            wrongType(entry, "an array of strings such as [\"\(example)\"]", suggestion, into: &diagnostics)
            return nil
        }
        var texts: [(String, TextPosition)] = []
        for element in array.elements {
            if case .string(let text) = element.value {
                texts.append((text, element.position))
            } else {
                diagnostics.error(
                    file, element.position, "'\(key)' \(place) takes only strings, and one of its values is \(element.value.kind)")
            }
        }
        return texts
    }

    // MARK: - Quantities

    func duration(_ key: String, in range: ClosedRange<Duration>, example: String, into diagnostics: inout Diagnostics) -> Duration? {
        guard let entry = table[key] else { return nil }
        guard case .string(let text) = entry.value else {
            var suggestion: String?
            if case .integer(let number) = entry.value, number >= 0 { suggestion = "write a unit, such as \"\(number)s\"" }
            wrongType(entry, "a duration such as \"\(example)\"", suggestion, into: &diagnostics)
            return nil
        }
        guard let duration = DurationText.parse(text) else {
            let suggestion =
                DurationText.guess(text).map { "did you mean \"\($0)\"?" }
                ?? "write a whole number and one of s, m, h, d, such as \"\(example)\""
            diagnostics.error(
                file, entry.valuePosition, "'\(key)' \(place) is not a duration: \"\(text.printable)\"", suggestion)
            return nil
        }
        if range.contains(duration) { return duration }
        diagnostics.error(
            file, entry.valuePosition, "'\(key)' \(place) is \(DurationText.write(duration))",
            "write a duration from \(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound))")
        return nil
    }

    /// A number of bytes, written as an integer or as a string with a unit.
    func size(_ key: String, in range: ClosedRange<Int>, example: String, into diagnostics: inout Diagnostics) -> Int? {
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
                diagnostics.error(file, entry.valuePosition, "'\(key)' \(place) is not a size: \"\(text.printable)\"", suggestion)
                return nil
            }
            size = parsed
        default:
            wrongType(entry, "a size such as \"\(example)\"", nil, into: &diagnostics)
            return nil
        }
        if range.contains(size) { return size }
        diagnostics.error(
            file, entry.valuePosition, "'\(key)' \(place) is \(SizeText.write(size))",
            "write a size from \(SizeText.write(range.lowerBound)) to \(SizeText.write(range.upperBound))")
        return nil
    }

    func wrongType(_ entry: TOMLTable.Entry, _ expected: String, _ suggestion: String?, into diagnostics: inout Diagnostics) {
        diagnostics.error(
            file, entry.valuePosition, "'\(entry.key)' \(place) takes \(expected), not \(entry.value.kind)", suggestion)
    }
}
