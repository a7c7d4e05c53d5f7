/// The keys a table may hold.
package struct Schema {
    /// As messages name the table's place.
    package let title: String
    package let keys: [String]
    /// Keys of features that do not exist yet.
    package let planned: [String]

    package static let root = Schema(
        title: "at the top level", keys: ["include", "near_duplicates", "journal", "fetch", "defaults", "source"], planned: [])
    package static let nearDuplicates = Schema(title: "in [near_duplicates]", keys: ["window", "threshold"], planned: [])
    package static let journal = Schema(
        title: "in [journal]", keys: ["directory", "sync", "content"], planned: ["segment_size", "segment_age", "keep", "keep_size"])
    package static let fetch = Schema(
        title: "in [fetch]",
        keys: ["contact", "connections", "per_host", "delay_per_host", "timeout", "max_body", "allow_private_addresses"], planned: [])
    package static let defaults = Schema(
        title: "in [defaults]",
        keys: [
            "interval", "interval_min", "interval_max", "full_text", "backlog", "updates", "remember", "tags", "enabled", "near_duplicates",
            "timeout",
            "max_body",
        ],
        planned: ["headers", "credential", "private", "filter", "page"])
    package static let source = Schema(title: "in [[source]]", keys: ["name", "url"] + defaults.keys, planned: defaults.planned)

    private static let tables = [nearDuplicates, journal, fetch, source, defaults]

    /// Reports every key of `table` that may not stand there. `place` is how messages name its place.
    package func check(_ table: LocatedTable, place: String, file: String, into diagnostics: inout Diagnostics) {
        for entry in table.entries where !keys.contains(entry.key) {
            let key = entry.key.printable
            if planned.contains(entry.key) {
                diagnostics.error(
                    file, entry.line, "'\(key)' \(place) is not supported yet", "remove it; a later release of feedd will read it")
            } else {
                diagnostics.error(file, entry.line, "unknown key '\(key)' \(place)", suggestion(for: entry.key))
            }
        }
    }

    private func suggestion(for key: String) -> String? {
        if let owner = Self.tables.first(where: { $0.keys.contains(key) }) { return "it belongs \(owner.title)" }
        if Self.root.keys.contains(key) {
            return key == "include" ? "write it above the first table" : "write \(Self.header(key)) at the beginning of a line"
        }
        guard let meant = Suggestion.nearest(to: key, among: keys) else { return nil }
        let isTable = title == Self.root.title && meant != "include"
        return "did you mean \(isTable ? Self.header(meant) : "'\(meant)'")?"
    }

    private static func header(_ key: String) -> String {
        key == "source" ? "[[source]]" : "[\(key)]"
    }
}
