/// Sizes in the configuration: a whole number of bytes, or a number and a unit, such as `16MiB` or `2GB`.
enum SizeText {
    private static let units: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("B", 1),
    ]

    static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard let number = Int(digits) else { return nil }
        guard !unit.isEmpty else { return number }
        guard let factor = units.first(where: { $0.name == unit })?.bytes else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : bytes
    }

    /// Uses the largest binary unit that divides the size.
    static func write(_ bytes: Int) -> String {
        for unit in units.prefix(3) where bytes >= unit.bytes && bytes.isMultiple(of: unit.bytes) {
            return "\(bytes / unit.bytes)\(unit.name)"
        }
        return "\(bytes)"
    }

    /// Guesses what a text that is not a size was meant to say: `16 mib` and `16M` mean `16MiB`, `16 mb` means `16MB`.
    static func guess(_ text: String) -> String? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let word = text.dropFirst(digits.count).filter { $0 != " " }.lowercased()
        guard !digits.isEmpty,
            let unit = units.first(where: { [$0.name.lowercased(), String($0.name.lowercased().prefix(1))].contains(word) })
        else { return nil }
        let meant = String(digits) + unit.name
        return parse(meant).map { _ in meant }
    }
}
