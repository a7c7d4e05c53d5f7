/// A table of a TOML document, whose keys and values know their positions.
final class TOMLTable {
    /// How a table came to be, which decides what may be added to it later.
    enum Definition {
        /// By a header below it: `[a.b]` makes `a`. May still get a header of its own.
        case implicit
        /// By its own header, `[a]` or `[[a]]`.
        case header
        /// By a dotted key: `a.b = 1` makes `a`. Further dotted keys of the same section may extend it.
        case dotted
        /// In braces. Complete where it is written.
        case inline
    }

    struct Entry {
        var key: String
        /// Where the key stands; for a table, where it was named first.
        var position: TextPosition
        var value: TOMLValue
        var valuePosition: TextPosition
    }

    /// Where its header or its brace stands, or the first key that implied it.
    private(set) var position: TextPosition
    private(set) var definition: Definition
    /// In the order of the text.
    private(set) var entries: [Entry] = []
    /// The index in `entries` of each key. Only kept for more than `scanned` entries, since most tables are small.
    private var indexes: [String: Int] = [:]
    private static let scanned = 24

    init(_ definition: Definition, at position: TextPosition) {
        self.definition = definition
        self.position = position
    }

    subscript(key: String) -> Entry? {
        let index = entries.count > Self.scanned ? indexes[key] : entries.firstIndex { $0.key == key }
        return index.map { entries[$0] }
    }

    /// - Precondition: the table has no such key yet.
    func add(_ entry: Entry) {
        entries.append(entry)
        if entries.count == Self.scanned + 1 {
            for (index, entry) in entries.enumerated() { indexes[entry.key] = index }
        } else if entries.count > Self.scanned {
            indexes[entry.key] = entries.count - 1
        }
    }

    /// Turns an implicit table into one that is defined by a header or by dotted keys.
    func define(_ definition: Definition, at position: TextPosition) {
        self.definition = definition
        self.position = position
    }
}
