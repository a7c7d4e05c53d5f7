import GRDB
package import Identity

/// An alias, and the item that is to be found under it.
package struct LearntAlias {
    package let alias: Alias
    package let item: Int64

    package init(alias: Alias, item: Int64) {
        self.alias = alias
        self.item = item
    }
}

extension StoreWriting {
    package func learn(_ aliases: [Alias], of item: Int64) throws {
        try learn(aliases.map { LearntAlias(alias: $0, item: item) })
    }

    /// Inserts in the order of the hashes, so that each page of the table is visited once.
    package func learn(_ aliases: [LearntAlias]) throws {
        let rows = aliases.sorted { Int64(bitPattern: $0.alias.hash) < Int64(bitPattern: $1.alias.hash) }
        try Self.insertion.write(rows, in: db) { learnt, insert in
            try insert.bind(learnt.alias.hash)
            try insert.bind(learnt.item)
        }
    }

    private static let insertion = RowInsertion("INSERT OR IGNORE INTO alias (hash, item)", columns: 2)
}
