package import Bytes
import GRDB
package import Identity
import Syndication

/// How far forgetting has come: it goes through the tables a piece at a time, round and round.
package struct Sweep: Sendable, Equatable {
    /// The last item that was looked at.
    package var item: Int64 = 0
    /// The last alias that was looked at.
    package var aliasHash: Int64 = .min
    package var aliasItem: Int64 = 0
    /// Rounds through the aliases until none of a forgotten item is left: two behind the last that was forgotten.
    package var rounds = 0

    package init(
        item: Int64 = 0, aliasHash: Int64 = .min, aliasItem: Int64 = 0, rounds: Int = 0
    ) {
        self.item = item
        self.aliasHash = aliasHash
        self.aliasItem = aliasItem
        self.rounds = rounds
    }
}

extension StoreReading {
    package func sweep() throws -> Sweep {
        let row = try Row.fetchOne(try db.cachedStatement(sql: "SELECT item, alias_hash, alias_item, rounds FROM sweep"))
        return row.map { Sweep(item: $0[0], aliasHash: $0[1], aliasItem: $0[2], rounds: $0[3]) } ?? Sweep()
    }

    /// Calls `body` with the retention of each of the next items behind `item`, in the order of their numbers.
    package func eachRetention(behind item: Int64, limit: Int, _ body: (Int64, Retention) -> Void) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT item.id, item.left_on, source.remember, source.last_success FROM item JOIN source ON source.id = item.source
                WHERE item.id > ? ORDER BY item.id LIMIT ?
                """)
        let rows = try Row.fetchCursor(statement, arguments: [item, limit])
        while let row = try rows.next() {
            let retention = Retention(
                left: row[1], remember: (row[2] as Int64?).map { .seconds($0) },
                lastSuccess: (row[3] as Int64?).map(Timestamp.init(milliseconds:)))
            body(row[0], retention)
        }
    }

    /// The highest number that an item has.
    package func lastItem() throws -> Int64? {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(id) FROM item"))
    }

    /// The next aliases behind a place, and whether the item of each is forgotten.
    package func aliases(behind sweep: Sweep, limit: Int) throws -> [(hash: Int64, item: Int64, isOrphan: Bool)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT alias.hash, alias.item, item.id IS NULL FROM alias LEFT JOIN item ON item.id = alias.item
                WHERE (alias.hash, alias.item) > (?, ?) ORDER BY alias.hash, alias.item LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: [sweep.aliasHash, sweep.aliasItem, limit]).map { ($0[0], $0[1], $0[2]) }
    }
}

extension StoreWriting {
    package func save(_ sweep: Sweep) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO sweep (id, item, alias_hash, alias_item, rounds) VALUES (1, ?, ?, ?, ?)")
            .execute(arguments: [sweep.item, sweep.aliasHash, sweep.aliasItem, sweep.rounds])
    }

    /// Forgets the item, but for its aliases: they lead nowhere from now on.
    package func forget(_ item: Int64) throws {
        for table in ["item WHERE id", "version WHERE item", "pace WHERE item", "held WHERE item", "awaited WHERE item"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) = ?").execute(arguments: [item])
        }
    }

    package func forgetAlias(hash: Int64, item: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM alias WHERE hash = ? AND item = ?").execute(arguments: [hash, item])
    }

    /// Forgets when the items from one to another were updated, where that was before a moment.
    package func forgetPaces(of items: ClosedRange<Int64>, before moment: Timestamp) throws {
        try db.cachedStatement(sql: "DELETE FROM pace WHERE item BETWEEN ? AND ? AND changed < ?")
            .execute(arguments: [items.lowerBound, items.upperBound, moment.milliseconds])
    }

    /// The source shows an item no more. One of another source's, which still shows it, is not touched; one that its own left, too, counts from now.
    package func leave(_ item: Int64, of source: Int64, on day: Int) throws {
        try db.cachedStatement(sql: "UPDATE item SET left_on = ? WHERE id = ? AND (source = ? OR left_on IS NOT NULL)")
            .execute(arguments: [day, item, source])
    }
}
