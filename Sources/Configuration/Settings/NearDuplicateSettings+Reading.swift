extension NearDuplicateSettings {
    init(_ table: TableReader, into diagnostics: inout Diagnostics) {
        self.init()
        Schema.nearDuplicates.check(table, into: &diagnostics)
        window = table.duration("window", in: .seconds(3_600) ... .seconds(365 * 86_400), example: "7d", into: &diagnostics) ?? window
        threshold = table.number("threshold", in: 0.3...1, example: "0.6", into: &diagnostics) ?? threshold
    }
}
