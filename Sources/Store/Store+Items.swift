import GRDB

extension StoreWriting {
    /// The number that the next item is given.
    package func nextItem() throws -> Int64 {
        var last = try statements("SELECT max(id) FROM item")
        defer { last.rewind() }
        return try last.next() ? last.integer(0) + 1 : 1
    }

    /// Gives the item its number.
    package func insert(_ item: StoredItem) throws -> Int64 {
        try insert([item])
        return db.lastInsertedRowID
    }

    /// An item without a number is given one.
    package func insert(_ items: [StoredItem]) throws {
        try Self.insertion.write(items, in: db) { item, insert in
            try insert.bind(item.id == 0 ? nil : item.id)
            try insert.bind(item.key)
            try insert.bind(item.source)
            try insert.bind(item.revision)
            try insert.bind(item.version)
            try insert.bind(item.cleaner)
            try insert.bind(item.guid)
            try insert.bind(item.url)
            try insert.bind(item.title)
            try insert.bind(item.text)
            try insert.bind(item.published)
            try insert.bind(item.publicID)
            try insert.bind(item.left.map(Int64.init))
        }
    }

    private static let insertion = RowInsertion(
        "INSERT INTO item (id, key, source, revision, version, cleaner, guid, url, title, text, published, public_id, left_on)", columns: 13
    )
}
