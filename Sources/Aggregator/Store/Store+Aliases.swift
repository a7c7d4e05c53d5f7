import GRDB

/// A name, and the item that is to be found under it.
struct LearntAlias {
    let alias: Alias
    let item: Int64
}

extension StoreWriting {
    func learn(_ aliases: [Alias], of item: Int64) throws {
        try learn(aliases.map { LearntAlias(alias: $0, item: item) })
    }

    /// Writes many rows with one statement: most of a statement's cost is to begin and to end it.
    ///
    /// In the order of the hashes, so that a page of the table is come to once.
    func learn(_ aliases: [LearntAlias]) throws {
        var rest = aliases.sorted { Int64(bitPattern: $0.alias.hash) < Int64(bitPattern: $1.alias.hash) }[...]
        for (count, sql) in [(32, Self.thirtyTwo), (4, Self.four), (1, Self.one)] {
            while rest.count >= count {
                try insert(rest.prefix(count), sql)
                rest = rest.dropFirst(count)
            }
        }
    }

    private func insert(_ aliases: ArraySlice<LearntAlias>, _ sql: StaticString) throws {
        var insert = try statements(sql)
        for learnt in aliases {
            try insert.bind(learnt.alias.hash)
            try insert.bind(learnt.item)
        }
        try insert.run()
    }

    private static let one: StaticString = "INSERT OR IGNORE INTO alias (hash, item) VALUES (?, ?)"
    private static let four: StaticString = "INSERT OR IGNORE INTO alias (hash, item) VALUES (?, ?), (?, ?), (?, ?), (?, ?)"
    private static let thirtyTwo: StaticString = """
        INSERT OR IGNORE INTO alias (hash, item) VALUES
            (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?),
            (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?)
        """
}
