package import Bytes
import GRDB
import Identity

/// Forgets the items that their sources have not shown for as long as they are to be remembered: inside the commits, a few hundred items at a time, so
/// that no commit takes noticeably longer. Ten million items are gone through in five days, where there is a commit every ten seconds.
package struct Forgetting {
    private static let interval = Duration.seconds(10)
    private static let itemsAtOnce = 256
    private static let aliasesAtOnce = 1_024
    /// Two passes over the aliases: one that was passed before its item was deleted is removed in the second.
    private static let roundsAfter = 2

    private var last: Timestamp?

    package init() {}

    /// Goes on from where the last step ended, if that was a while ago.
    package mutating func step(_ store: StoreWriting, at now: Timestamp) throws {
        if let last, now >= last, now.since(last) < Self.interval { return }
        last = now
        let before = try store.reading.sweep()
        var sweep = before
        try forgetItems(store, &sweep, at: now)
        if sweep.rounds > 0 { try forgetAliases(store, &sweep) }
        if sweep != before { try store.save(sweep) }
        // The store may have grown.
        try store.fitCache()
    }

    private func forgetItems(_ store: StoreWriting, _ sweep: inout Sweep, at now: Timestamp) throws {
        var seen = 0
        var last = sweep.item
        var over: [Int64] = []
        try store.reading.eachRetention(after: sweep.item, limit: Self.itemsAtOnce) { item, retention in
            seen += 1
            last = item
            if retention.isOver(at: now) { over.append(item) }
        }
        // A new item gets the number after the highest one: the highest stays, so that no number is given twice.
        let highest = try over.isEmpty ? nil : store.reading.lastItem()
        for item in over where item != highest {
            try store.forget(item)
            sweep.rounds = Self.roundsAfter
        }
        if last > sweep.item { try store.forgetPaces(of: (sweep.item + 1)...last, before: now - UpdatePace.longestWait) }
        sweep.item = seen < Self.itemsAtOnce ? 0 : last
    }

    private func forgetAliases(_ store: StoreWriting, _ sweep: inout Sweep) throws {
        let aliases = try store.reading.aliases(after: sweep, limit: Self.aliasesAtOnce)
        for alias in aliases where alias.isOrphan { try store.forgetAlias(hash: alias.hash, item: alias.item) }
        if aliases.count == Self.aliasesAtOnce, let last = aliases.last {
            (sweep.aliasHash, sweep.aliasItem) = (last.hash, last.item)
        } else {
            (sweep.aliasHash, sweep.aliasItem) = (.min, 0)
            sweep.rounds -= 1
        }
    }
}

/// How far forgetting has come: it goes through the tables a piece at a time, round after round.
struct Sweep: Equatable {
    /// The last item that was looked at.
    var item: Int64 = 0
    /// The last alias that was looked at.
    var aliasHash: Int64 = .min
    var aliasItem: Int64 = 0
    /// Rounds through the aliases until none of a forgotten item is left.
    var rounds = 0
}

extension StoreReading {
    func sweep() throws -> Sweep {
        let row = try Row.fetchOne(try db.cachedStatement(sql: "SELECT item, alias_hash, alias_item, rounds FROM sweep"))
        return row.map { Sweep(item: $0[0], aliasHash: $0[1], aliasItem: $0[2], rounds: $0[3]) } ?? Sweep()
    }

    /// Calls `body` with the retention of each of the next items after `item`, in the order of their numbers.
    func eachRetention(after item: Int64, limit: Int, _ body: (Int64, Retention) -> Void) throws {
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
    fileprivate func lastItem() throws -> Int64? {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(id) FROM item"))
    }

    /// The next aliases after a place, and whether the item of each is forgotten.
    func aliases(after sweep: Sweep, limit: Int) throws -> [(hash: Int64, item: Int64, isOrphan: Bool)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT alias.hash, alias.item, item.id IS NULL FROM alias LEFT JOIN item ON item.id = alias.item
                WHERE (alias.hash, alias.item) > (?, ?) ORDER BY alias.hash, alias.item LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: [sweep.aliasHash, sweep.aliasItem, limit]).map { ($0[0], $0[1], $0[2]) }
    }
}

extension StoreWriting {
    func save(_ sweep: Sweep) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO sweep (id, item, alias_hash, alias_item, rounds) VALUES (1, ?, ?, ?, ?)")
            .execute(arguments: [sweep.item, sweep.aliasHash, sweep.aliasItem, sweep.rounds])
    }

    /// Forgets the item, but for its aliases: they are orphans from now on.
    fileprivate func forget(_ item: Int64) throws {
        for table in ["item WHERE id", "version WHERE item", "pace WHERE item", "held WHERE item", "awaited WHERE item"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) = ?").execute(arguments: [item])
        }
    }

    fileprivate func forgetAlias(hash: Int64, item: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM alias WHERE hash = ? AND item = ?").execute(arguments: [hash, item])
    }

    /// Forgets when the items from one to another were updated, where that was before a moment.
    fileprivate func forgetPaces(of items: ClosedRange<Int64>, before moment: Timestamp) throws {
        try db.cachedStatement(sql: "DELETE FROM pace WHERE item BETWEEN ? AND ? AND changed < ?")
            .execute(arguments: [items.lowerBound, items.upperBound, moment.milliseconds])
    }

    /// The source does not show an item any more. An item of another source that still shows it is not touched; if its own source has stopped
    /// showing it too, the retention period begins again.
    package func markAbsent(_ item: Int64, from source: Int64, on day: Int) throws {
        try db.cachedStatement(sql: "UPDATE item SET left_on = ? WHERE id = ? AND (source = ? OR left_on IS NOT NULL)")
            .execute(arguments: [day, item, source])
    }
}
