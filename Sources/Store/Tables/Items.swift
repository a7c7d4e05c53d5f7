import GRDB
package import Identity
package import Journal

extension StoreReading {
    /// The items under an alias, at most eight: an alias that more items share identifies none of them.
    package func items(under alias: Alias) throws -> [KnownItem] {
        var row = try statements(
            """
            SELECT item.id, source, revision NOT IN (0, -2), guid, url, title, text, published
            FROM alias JOIN item ON item.id = alias.item WHERE alias.hash = ? LIMIT 8
            """)
        try row.bind(alias.hash)
        var items: [KnownItem] = []
        while try row.next() {
            items.append(
                KnownItem(
                    id: row.integer(0), source: row.integer(1), isJournaled: row.integer(2) != 0, guid: row.bits(3), url: row.bits(4),
                    title: row.bits(5), text: row.bits(6), published: row.optionalInteger(7)))
        }
        return items
    }

    package func item(_ id: Int64) throws -> StoredItem? {
        var row = try statements(
            """
            SELECT key, source, revision, version, cleaner, guid, url, title, text, published, public_id, left_on FROM item WHERE id = ?
            """)
        try row.bind(id)
        defer { row.rewind() }
        guard try row.next(), let key = row.blob(0, ItemKey.init(bytes:)) else { return nil }
        return StoredItem(
            id: id, key: key, source: row.integer(1), standing: .init(stored: Int(row.integer(2))), contentHash: row.hash(3),
            cleaningRelease: Int(row.integer(4)), guid: row.hash(5), url: row.hash(6), title: row.hash(7), text: row.hash(8),
            published: row.optionalInteger(9), publicID: row.text(10), absentSince: row.optionalInteger(11).map(Int.init))
    }

    /// Whether the item had a content with this hash before the one in its row.
    package func hadContent(_ hash: UInt64, item: Int64) throws -> Bool {
        var row = try statements("SELECT 1 FROM version WHERE item = ? AND version = ?")
        try row.bind(item)
        try row.bind(hash)
        defer { row.rewind() }
        return try row.next()
    }
}

extension StoreWriting {
    /// The number that the next item is given.
    package func nextItem() throws -> Int64 {
        var last = try statements("SELECT max(id) FROM item")
        defer { last.rewind() }
        return try last.next() ? last.integer(0) + 1 : 1
    }

    /// Inserts an item, and gives it a number if it has none.
    package func insert(_ item: StoredItem) throws -> Int64 {
        try insert([item])
        return db.lastInsertedRowID
    }

    /// Inserts items; those without a number are given one.
    package func insert(_ items: [StoredItem]) throws {
        try Self.insertion.write(items, in: db) { item, insert in
            try insert.bind(item.id == 0 ? nil : item.id)
            try insert.bind(item.key)
            try insert.bind(item.source)
            try insert.bind(item.standing.stored)
            try insert.bind(hash: item.contentHash)
            try insert.bind(item.cleaningRelease)
            try insert.bind(hash: item.guid)
            try insert.bind(hash: item.url)
            try insert.bind(hash: item.title)
            try insert.bind(hash: item.text)
            try insert.bind(item.published)
            try insert.bind(item.publicID)
            try insert.bind(item.absentSince.map(Int64.init))
        }
    }

    private static let insertion = RowInsertion(
        "INSERT INTO item (id, key, source, revision, version, cleaner, guid, url, title, text, published, public_id, left_on)", columns: 13
    )

    package func update(_ item: StoredItem) throws {
        var update = try statements(
            """
            UPDATE item SET revision = ?, version = ?, cleaner = ?, guid = ?, url = ?, title = ?, text = ?, published = ?, left_on = ?
                WHERE id = ?
            """)
        try update.bind(item.standing.stored)
        try update.bind(hash: item.contentHash)
        try update.bind(item.cleaningRelease)
        try update.bind(hash: item.guid)
        try update.bind(hash: item.url)
        try update.bind(hash: item.title)
        try update.bind(hash: item.text)
        try update.bind(item.published)
        try update.bind(item.absentSince.map(Int64.init))
        try update.bind(item.id)
        try update.run()
    }

    /// Remembers that the item had a content with this hash.
    package func remember(contentHash hash: UInt64, of item: Int64) throws {
        var insert = try statements("INSERT OR IGNORE INTO version (item, version) VALUES (?, ?)")
        try insert.bind(item)
        try insert.bind(hash)
        try insert.run()
    }

    /// The item with a key, by its aliases, else by a scan: for recovery, over the few records that the store had not seen.
    package func item(key: ItemKey, source: Int64, under aliases: [Alias]) throws -> StoredItem? {
        for alias in aliases {
            for known in try reading.items(under: alias) {
                if let item = try reading.item(known.id), item.key == key { return item }
            }
        }
        var row = try statements("SELECT id FROM item WHERE source = ? AND key = ?")
        try row.bind(source)
        try row.bind(key)
        defer { row.rewind() }
        return try row.next() ? reading.item(row.integer(0)) : nil
    }
}

/// The columns of an item's hashes, which have 0 for none.
extension RawStatement {
    fileprivate func hash(_ column: Int32) -> UInt64? {
        let bits = bits(column)
        return bits == 0 ? nil : bits
    }

    fileprivate mutating func bind(hash: UInt64?) throws { try bind(hash ?? 0) }
}
