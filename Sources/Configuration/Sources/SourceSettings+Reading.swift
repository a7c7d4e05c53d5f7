import Bytes
import Filter

extension SourceSettings {
    private static let intervals: ClosedRange<Duration> = .seconds(1) ... .seconds(365 * 86_400)
    private static let memories = 16 << 20...1 << 40
    private static let remembrances: ClosedRange<Duration> = .seconds(86_400) ... .seconds(36_500 * 86_400)

    /// Overwrites what `table` sets.
    mutating func read(_ table: TableReader, into diagnostics: inout Diagnostics) {
        readIntervals(table, into: &diagnostics)
        fullText = table.boolean("full_text", into: &diagnostics) ?? fullText
        backlog = Self.backlog(table, into: &diagnostics) ?? backlog
        updates = table.boolean("updates", into: &diagnostics) ?? updates
        remember = table.duration("remember", in: Self.remembrances, example: "400d", into: &diagnostics) ?? remember
        tags = Self.tags(table, into: &diagnostics) ?? tags
        enabled = table.boolean("enabled", into: &diagnostics) ?? enabled
        nearDuplicates = table.choice("near_duplicates", as: NearDuplicatePolicy.self, into: &diagnostics) ?? nearDuplicates
        timeout = table.duration("timeout", in: FetchSettings.timeouts, example: "60s", into: &diagnostics) ?? timeout
        maxBody = table.size("max_body", in: FetchSettings.bodySizes, example: "16MiB", into: &diagnostics) ?? maxBody
        maxMemory = table.size("max_memory", in: Self.memories, example: "512MiB", into: &diagnostics) ?? maxMemory
        allowPrivateAddresses = table.boolean("allow_private_addresses", into: &diagnostics) ?? allowPrivateAddresses
        if let own = FilterRules(table, into: &diagnostics) { filter = filter.adding(own) }
    }

    // MARK: - Intervals

    private mutating func readIntervals(_ table: TableReader, into diagnostics: inout Diagnostics) {
        let keys = ["interval", "interval_min", "interval_max"].filter(table.has)
        if keys.isEmpty { return }
        var isValid = true
        let read = { (key: String, kept: Duration, example: String, diagnostics: inout Diagnostics) -> Duration in
            guard let value = Self.interval(key, table, example: example, into: &diagnostics) else {
                isValid = isValid && !table.has(key)
                return kept
            }
            return value
        }
        interval = read("interval", interval, "30m", &diagnostics)
        intervalMin = read("interval_min", intervalMin, "10m", &diagnostics)
        intervalMax = read("interval_max", intervalMax, "1d", &diagnostics)
        if isValid { checkOrder(table, keys: keys, into: &diagnostics) }
    }

    private static func interval(_ key: String, _ table: TableReader, example: String, into diagnostics: inout Diagnostics) -> Duration? {
        if key == "interval", let entry = table.table[key], case .string("auto") = entry.value {
            diagnostics.error(
                table.file, entry.valuePosition, "'interval = \"auto\"' \(table.place) is not supported yet",
                "write a duration such as \"\(example)\"")
            return nil
        }
        return table.duration(key, in: intervals, example: example, into: &diagnostics)
    }

    /// Checks that `interval_min` ≤ `interval` ≤ `interval_max`.
    ///
    /// - Parameter keys: those of the three that `table` sets; an error is reported at the first of them that takes part.
    private func checkOrder(_ table: TableReader, keys: [String], into diagnostics: inout Diagnostics) {
        let values = ["interval_min": intervalMin, "interval": interval, "interval_max": intervalMax]
        for (low, high) in [("interval_min", "interval"), ("interval", "interval_max")] {
            guard let lower = values[low], let upper = values[high], lower > upper else { continue }
            // If the table sets neither of the two, the error was reported for the table that does.
            guard let key = keys.first(where: { $0 == low || $0 == high }) else { continue }
            let describe = { (key: String, value: Duration) in
                "'\(key)' (\(DurationText.write(value))\(table.has(key) ? "" : ", not set here"))"
            }
            diagnostics.error(
                table.file, table.position(of: key), "\(describe(low, lower)) \(table.place) is longer than \(describe(high, upper))",
                keys.contains(low) && keys.contains(high) ? "change one of them" : "set '\(keys.contains(low) ? high : low)' too")
        }
    }

    // MARK: - Backlog and tags

    private static func backlog(_ table: TableReader, into diagnostics: inout Diagnostics) -> Backlog? {
        guard let entry = table.table["backlog"] else { return nil }
        let forms = "\"all\", a number of items such as 10, or an age such as \"7d\""
        switch entry.value {
        case .string("all"): return .all
        case .integer: return table.integer("backlog", in: 0...1_000_000, into: &diagnostics).map { .items($0) }
        case .string(let text):
            if let age = DurationText.parse(text) { return .age(age) }
            var suggestion = "write \(forms)"
            if let number = Int(text), number >= 0 {
                suggestion = "write \(number), without quotes, for a number of items"
            } else if text == "none" {
                suggestion = "write 0"
            } else if let age = DurationText.guess(text) {
                suggestion = "did you mean \"\(age)\"?"
            } else if let meant = Suggestion.nearest(to: text, among: ["all"]) {
                suggestion = "did you mean \"\(meant)\"?"
            }
            diagnostics.error(table.file, entry.valuePosition, "'backlog' \(table.place) is \"\(text.printable)\"", suggestion)
        default: table.wrongType(entry, forms, nil, into: &diagnostics)
        }
        return nil
    }

    private static func tags(_ table: TableReader, into diagnostics: inout Diagnostics) -> [String]? {
        guard let texts = table.strings("tags", example: "news", into: &diagnostics) else { return nil }
        var tags: [String] = []
        var known: Set<String> = []
        for (tag, position) in texts {
            if !tag.contains(where: { !$0.isWhitespace }) {
                diagnostics.error(table.file, position, "'tags' \(table.place) has an empty tag", "remove it")
            } else if tag.hasControlCharacters {
                diagnostics.error(
                    table.file, position, "'tags' \(table.place) has a tag with a control character: \"\(tag.printable)\"",
                    "remove the character")
            } else if known.insert(tag).inserted {
                tags.append(tag)
            }
        }
        return tags
    }
}
