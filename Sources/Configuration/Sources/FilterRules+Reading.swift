import Bytes
import Filter

extension FilterRules {
    private static let example = "{ exclude = [\"title ~ 'horoscope'\"] }"

    /// The rules under `filter`; nil without any.
    init?(_ owner: TableReader, into diagnostics: inout Diagnostics) {
        guard let entry = owner.table["filter"] else { return nil }
        guard case .table(let table) = entry.value else {
            var suggestion = "write filter = \(Self.example)"
            if case .array = entry.value { suggestion = "write filter = { exclude = […] }, or include" }
            owner.wrongType(entry, "a table such as \(Self.example)", suggestion, into: &diagnostics)
            return nil
        }
        let reader = TableReader(table: table, place: "in 'filter' \(owner.place)", file: owner.file, places: owner.places)
        Schema.filter.check(reader, into: &diagnostics)
        self.init(include: reader.rules("include", into: &diagnostics), exclude: reader.rules("exclude", into: &diagnostics))
    }
}

extension TableReader {
    fileprivate func rules(_ key: String, into diagnostics: inout Diagnostics) -> [FilterRule] {
        guard let texts = strings(key, example: "title ~ 'horoscope'", into: &diagnostics) else { return [] }
        var rules: [FilterRule] = []
        for (text, position) in texts {
            do {
                rules.append(try FilterRule(text))
            } catch {
                let place = places.position(ofByte: error.offset, of: text, at: position)
                diagnostics.error(file, place, "'\(key)' \(self.place) has a mistake: \(error.message)", error.hint)
            }
        }
        return rules
    }
}
