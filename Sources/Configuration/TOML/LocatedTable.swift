/// A table of a TOML document whose keys know their lines.
package final class LocatedTable {
    package struct Entry {
        package var key: String
        /// Where the key stands; of a table that was begun several times, the first place.
        package var line: Int
        package var value: LocatedValue
    }

    /// Where its header or its brace stands, or the first key that implied it.
    package let line: Int
    /// In the order of the text.
    package private(set) var entries: [Entry] = []
    /// From the key to its place in `entries`; only filled from `searched` entries on, for the sake of the many small tables.
    private var places: [String: Int] = [:]
    private static let searched = 24

    package init(line: Int) {
        self.line = line
    }

    package subscript(key: String) -> Entry? {
        place(of: key).map { entries[$0] }
    }

    private func place(of key: String) -> Int? {
        entries.count > Self.searched ? places[key] : entries.firstIndex { $0.key == key }
    }

    package func add(_ entry: Entry) {
        entries.append(entry)
        if entries.count == Self.searched + 1 {
            for (place, entry) in entries.enumerated() { places[entry.key] = place }
        } else if entries.count > Self.searched {
            places[entry.key] = entries.count - 1
        }
    }

    /// Adds a table to the array under `key`, which is made where it is missing.
    package func append(_ table: LocatedTable, to key: String) {
        let element = LocatedValue.Element(value: .table(table), line: table.line)
        guard let place = place(of: key) else {
            return add(Entry(key: key, line: table.line, value: .array([element])))
        }
        guard case .array(var elements) = entries[place].value else { return }
        // The array must not be shared while it grows, or every element is copied with every table.
        entries[place].value = .array([])
        elements.append(element)
        entries[place].value = .array(elements)
    }

    /// The table under `key`, of an array of tables its last; made where it is missing, nil where something else is there.
    package func table(under key: String, line: Int) -> LocatedTable? {
        guard let place = place(of: key) else {
            let table = LocatedTable(line: line)
            add(Entry(key: key, line: line, value: .table(table)))
            return table
        }
        switch entries[place].value {
        case .table(let table): return table
        case .array(let elements):
            guard case .table(let table)? = elements.last?.value else { return nil }
            return table
        default: return nil
        }
    }
}
