import Bytes

/// TOML's rules on defining keys and tables once: https://toml.io/en/v1.0.0#table
extension TOMLTable {
    /// Adds the value of `key = value`.
    func define(_ path: [TOMLKey], as value: TOMLValue, at valuePosition: TextPosition) throws(TOMLError) {
        guard let last = path.last else { return }
        var table = self
        for index in path.indices.dropLast() { table = try table.dottedTable(path[...index]) }
        if let earlier = table[last.name] {
            throw TOMLError(
                last.position, "the key '\(path.dotted)' is defined twice", earlier: earlier.position, "remove one of the two")
        }
        table.add(Entry(key: last.name, position: last.position, value: value, valuePosition: valuePosition))
    }

    /// The table of the header `[path]`, new or implied by the header of a table below it.
    ///
    /// - Parameter position: the opening bracket.
    func openTable(_ path: [TOMLKey], at position: TextPosition) throws(TOMLError) -> TOMLTable {
        guard let last = path.last else { return self }
        let parent = try parent(of: path)
        guard let entry = parent[last.name] else {
            let table = TOMLTable(.header, at: position)
            parent.add(Entry(key: last.name, position: last.position, value: .table(table), valuePosition: position))
            return table
        }
        switch entry.value {
        case .table(let table):
            switch table.definition {
            case .implicit:
                table.define(.header, at: position)
                return table
            case .header:
                throw TOMLError(
                    position, "the table [\(path.dotted)] is defined twice", earlier: table.position, "put its keys under one header")
            case .dotted:
                throw TOMLError(
                    position, "the table '\(path.dotted)' is already defined by dotted keys", earlier: table.position,
                    "put its keys either there or here")
            case .inline:
                throw Self.closed(path[...], at: position, table)
            }
        case .array(let array) where array.isOfTables:
            throw TOMLError(
                position, "'\(path.dotted)' is an array of tables", earlier: entry.position, "write [[\(path.dotted)]]")
        default:
            throw Self.isNoTable(path[...], at: position, entry)
        }
    }

    /// A new element of the array of tables `[[path]]`.
    ///
    /// - Parameter position: the opening bracket.
    func appendTable(_ path: [TOMLKey], at position: TextPosition) throws(TOMLError) -> TOMLTable {
        guard let last = path.last else { return self }
        let parent = try parent(of: path)
        let table = TOMLTable(.header, at: position)
        guard let entry = parent[last.name] else {
            let array = TOMLArray(isOfTables: true)
            array.append(.table(table), at: position)
            parent.add(Entry(key: last.name, position: last.position, value: .array(array), valuePosition: position))
            return table
        }
        switch entry.value {
        case .array(let array) where array.isOfTables:
            array.append(.table(table), at: position)
            return table
        case .array:
            throw TOMLError(
                position, "'\(path.dotted)' is already an array in brackets", earlier: entry.position,
                "write all its tables there, or all as [[\(path.dotted)]]")
        case .table:
            throw TOMLError(
                position, "'\(path.dotted)' is already one table", earlier: entry.position, "write [[\(path.dotted)]] for each of them")
        default:
            throw Self.isNoTable(path[...], at: position, entry)
        }
    }

    // MARK: - Ways through

    /// The table that holds the last key of a header: intermediate tables are made where they are missing; of an array of tables it is the
    /// last element.
    private func parent(of path: [TOMLKey]) throws(TOMLError) -> TOMLTable {
        var table = self
        for index in path.indices.dropLast() {
            let key = path[index]
            guard let entry = table[key.name] else {
                table = table.addTable(.implicit, under: key)
                continue
            }
            switch entry.value {
            case .table(let next):
                if next.definition == .inline { throw Self.closed(path[...index], at: key.position, next) }
                table = next
            case .array(let array):
                guard array.isOfTables, case .table(let next)? = array.elements.last?.value else {
                    throw Self.isNoTable(path[...index], at: key.position, entry)
                }
                table = next
            default:
                throw Self.isNoTable(path[...index], at: key.position, entry)
            }
        }
        return table
    }

    /// The table that a dotted key, up to the last part of `path`, adds to.
    private func dottedTable(_ path: ArraySlice<TOMLKey>) throws(TOMLError) -> TOMLTable {
        guard let key = path.last else { return self }
        guard let entry = self[key.name] else { return addTable(.dotted, under: key) }
        guard case .table(let table) = entry.value else { throw Self.isNoTable(path, at: key.position, entry) }
        switch table.definition {
        case .dotted:
            return table
        case .implicit:
            table.define(.dotted, at: key.position)
            return table
        case .header:
            throw TOMLError(
                key.position, "the table '\(path.dotted)' already has a header", earlier: table.position,
                "put this key below that header")
        case .inline:
            throw Self.closed(path, at: key.position, table)
        }
    }

    private func addTable(_ definition: Definition, under key: TOMLKey) -> TOMLTable {
        let table = TOMLTable(definition, at: key.position)
        add(Entry(key: key.name, position: key.position, value: .table(table), valuePosition: key.position))
        return table
    }

    // MARK: - Errors

    private static func closed(_ path: ArraySlice<TOMLKey>, at position: TextPosition, _ table: TOMLTable) -> TOMLError {
        TOMLError(
            position, "the inline table '\(path.dotted)' cannot be extended", earlier: table.position,
            "write all its keys between its braces, or give it a header")
    }

    private static func isNoTable(_ path: ArraySlice<TOMLKey>, at position: TextPosition, _ entry: Entry) -> TOMLError {
        TOMLError(
            position, "'\(path.dotted)' is already \(entry.value.kind), not a table", earlier: entry.position, "rename one of the two")
    }
}
