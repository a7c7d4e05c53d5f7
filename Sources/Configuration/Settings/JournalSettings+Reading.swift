import Bytes
import Syndication

extension JournalSettings {
    init(_ table: TableReader, into diagnostics: inout Diagnostics) {
        self.init()
        Schema.journal.check(table, into: &diagnostics)
        if let text = table.string("directory", example: "journal", into: &diagnostics) {
            if text.isEmpty || text.hasControlCharacters {
                diagnostics.error(
                    table.file, table.position(of: "directory"), "'directory' \(table.place) is not a path",
                    EscapeHint.suggestion(for: text) ?? "write one such as \"journal\", relative to the state directory")
            } else {
                directory = text
            }
        }
        if let entry = table.table["sync"] { sync = Self.sync(entry, table, into: &diagnostics) ?? sync }
        content = table.choice("content", as: ContentForm.self, into: &diagnostics) ?? content
        extensions = table.boolean("extensions", into: &diagnostics) ?? extensions
    }

    private static func sync(_ entry: TOMLTable.Entry, _ table: TableReader, into diagnostics: inout Diagnostics) -> Sync? {
        if case .string("always") = entry.value { return .always }
        if case .string(let text) = entry.value, DurationText.parse(text) == .zero {
            diagnostics.error(
                table.file, entry.valuePosition, "'sync' \(table.place) is \(text.printable)",
                "write \"always\" to sync every commit by itself")
            return nil
        }
        return table.duration("sync", in: .seconds(1) ... .seconds(3_600), example: "1s", into: &diagnostics).map { .every($0) }
    }
}
