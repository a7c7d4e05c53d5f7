extension ConfigurationReader {
    /// The table under `key`, of which there may be one; reports anything else.
    mutating func table(_ key: String, of root: TOMLTable, file: String) -> TableReader? {
        guard let entry = root[key] else { return nil }
        switch entry.value {
        case .table(let table): return TableReader(table: table, place: "in [\(key)]", file: file, places: places[file] ?? StringPlaces())
        case .array: diagnostics.error(file, entry.position, "[\(key)] may appear only once", "write [\(key)], not [[\(key)]]")
        default:
            diagnostics.error(
                file, entry.valuePosition, "'\(key)' is a table, not \(entry.value.kind)", "write [\(key)] on a line of its own")
        }
        return nil
    }

    /// The tables `[[source]]`; reports anything else.
    mutating func sourceTables(of root: TOMLTable, file: String) -> [TOMLTable] {
        guard let entry = root["source"] else { return [] }
        let header = "write [[source]] above each source"
        guard case .array(let array) = entry.value else {
            if case .table = entry.value {
                diagnostics.error(file, entry.position, "[source] is a single table", header)
            } else {
                diagnostics.error(file, entry.valuePosition, "'source' is an array of tables, not \(entry.value.kind)", header)
            }
            return []
        }
        var tables: [TOMLTable] = []
        for element in array.elements {
            if case .table(let table) = element.value {
                tables.append(table)
            } else {
                diagnostics.error(
                    file, element.position, "'source' is an array of tables, and one of its values is \(element.value.kind)", header)
            }
        }
        return tables
    }
}
