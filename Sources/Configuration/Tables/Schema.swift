import Bytes
import Syndication

/// The keys that a table may hold.
struct Schema {
    /// How messages name the table.
    let title: String
    let keys: [String]
    /// Keys of features that do not exist yet.
    let planned: [String]

    static let root = Schema(
        title: "at the top level", keys: ["include", "near_duplicates", "journal", "fetch", "defaults", "source"], planned: [])
    static let nearDuplicates = Schema(title: "in [near_duplicates]", keys: ["window", "threshold"], planned: [])
    static let journal = Schema(
        title: "in [journal]", keys: ["directory", "sync", "content", "extensions"],
        planned: ["segment_size", "segment_age", "keep", "keep_size"])
    static let fetch = Schema(
        title: "in [fetch]",
        keys: ["contact", "connections", "per_host", "delay_per_host", "timeout", "max_body", "allow_private_addresses"], planned: [])
    static let defaults = Schema(
        title: "in [defaults]",
        keys: [
            "interval", "interval_min", "interval_max", "full_text", "backlog", "updates", "remember", "tags", "enabled", "near_duplicates",
            "timeout", "max_body", "max_memory", "allow_private_addresses", "filter",
        ],
        planned: ["headers", "credential", "private"])
    static let filter = Schema(title: "in a filter", keys: ["include", "exclude"], planned: [])
    static let source = Schema(
        title: "in [[source]]", keys: ["name", "url", "exec", "convert", "page", "json"] + defaults.keys, planned: defaults.planned)

    static let json = Schema(title: "in json", keys: ["items"] + JSONRules.Field.allCases.map(\.rawValue), planned: ["in"])
    static let page = Schema(
        title: "in [source.page]",
        keys: [
            "item", "title", "link", "id", "date", "date_format", "timezone", "summary", "image", "author", "tags", "content", "remove",
            "next", "pages",
            "expect",
        ], planned: [])

    private static let tables = [nearDuplicates, journal, fetch, source, defaults, page, json, filter]

    /// Reports every key of `table` that does not belong there.
    func check(_ table: TableReader, into diagnostics: inout Diagnostics) {
        for entry in unknown(in: table.table) {
            let key = entry.key.printable
            if planned.contains(entry.key) {
                diagnostics.error(
                    table.file, entry.position, "'\(key)' \(table.place) is not supported yet",
                    "remove it; a later release of feedd will read it")
            } else {
                diagnostics.error(table.file, entry.position, "unknown key '\(key)' \(table.place)", suggestion(for: entry.key))
            }
        }
    }

    /// Whether `table` has an unknown key for which `key` is suggested, so that it is misspelt and not missing.
    func isMisspelt(_ key: String, in table: TOMLTable) -> Bool {
        unknown(in: table).contains { Suggestion.nearest(to: $0.key, among: keys) == key }
    }

    private func unknown(in table: TOMLTable) -> [TOMLTable.Entry] {
        table.entries.filter { !keys.contains($0.key) }
    }

    private func suggestion(for key: String) -> String? {
        // A filter has an `include` too; the one of other files is meant more often.
        if key != "include", let owner = Self.tables.first(where: { $0.keys.contains(key) }) { return "it belongs \(owner.title)" }
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
