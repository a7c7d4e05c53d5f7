import Bytes
import Extraction
import Syndication

/// How the document of a source becomes items: `page` and `json`.
extension ConfigurationReader {
    /// - Returns: nil where that was reported as a mistake.
    mutating func readReading(_ table: TableReader) -> SourceReading? {
        switch (table.table["page"], table.table["json"]) {
        case (nil, nil): return .feed
        case (let page?, nil): return readPage(page, table)
        case (nil, let json?): return readJSON(json, table).map { .json($0) }
        case (_?, let json?):
            diagnostics.error(
                table.file, json.position, "both 'page' and 'json' are set \(table.place)", "remove one: the document is one or the other")
            return nil
        }
    }

    private mutating func readPage(_ entry: TOMLTable.Entry, _ table: TableReader) -> SourceReading? {
        if case .string("sitemap") = entry.value { return .sitemap }
        return PageRules.read(entry, of: table, into: &diagnostics).map { .page($0) }
    }

    // MARK: - JSON

    private mutating func readJSON(_ entry: TOMLTable.Entry, _ source: TableReader) -> JSONRules? {
        guard case .table(let inner) = entry.value else {
            source.wrongType(
                entry, "a table of paths", "write json = { items = \"data.items\", title = \"title\", link = \"url\" }", into: &diagnostics)
            return nil
        }
        let table = TableReader(table: inner, place: "in json \(source.place)", file: source.file, places: source.places)
        let errors = diagnostics.errorCount
        Schema.json.check(table, into: &diagnostics)
        let items = readPaths("items", table).first ?? (try? JSONPath(""))
        var fields: [JSONRules.Field: [JSONPath]] = [:]
        for field in JSONRules.Field.allCases where table.has(field.rawValue) { fields[field] = readPaths(field.rawValue, table) }
        if fields.isEmpty, diagnostics.errorCount == errors {
            diagnostics.error(
                table.file, entry.valuePosition, "json \(source.place) names no field of the items", "add title, link, id or content")
        }
        guard let items, diagnostics.errorCount == errors else { return nil }
        return JSONRules(items: items, fields: fields)
    }

    /// A path, or several of which the first that gives a value counts.
    private mutating func readPaths(_ key: String, _ table: TableReader) -> [JSONPath] {
        guard let entry = table.table[key] else { return [] }
        var texts: [(text: String, position: TextPosition)] = []
        if case .string(let text) = entry.value {
            texts = [(text, entry.valuePosition)]
        } else if key == "items" {
            table.wrongType(entry, "a path such as \"data.items\"", nil, into: &diagnostics)
        } else {
            texts = table.strings(key, example: "data.\(key)", into: &diagnostics) ?? []
        }
        var paths: [JSONPath] = []
        for (text, position) in texts {
            do {
                paths.append(try JSONPath(text))
            } catch {
                diagnostics.error(
                    table.file, table.places.position(ofByte: error.offset, of: text, at: position),
                    "'\(key)' \(table.place): \(error.message)", error.suggestion
                )
            }
        }
        return paths
    }
}
