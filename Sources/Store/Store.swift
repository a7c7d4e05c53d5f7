package import Bytes
import Configuration
package import Foundation
package import GRDB
package import Identity
package import Journal
import Syndication
import Transfer

/// `state.sqlite`: what feedd remembers between polls and between runs. Everything in it can be learnt again, from the journal or from the sources.
package final class Store: Sendable {
    package static let fileName = "state.sqlite"

    private let pool: DatabasePool

    /// Opens the store, making it where it is missing.
    ///
    /// - Throws: `StoreError.damaged` where the file is no store or cannot be read as one, `StoreError.failed` otherwise.
    package init(path: String) throws(StoreError) {
        do {
            var configuration = GRDB.Configuration()
            configuration.maximumReaderCount = 2
            configuration.label = "feedd.store"
            configuration.prepareDatabase { db in
                // The journal is synced before the store is committed: what a power cut takes from the store is replayed from the journal.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                try StorePages.fitCache(of: db)
            }
            pool = try DatabasePool(path: path, configuration: configuration)
            try StoreSchema.migrator.migrate(pool)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Opens the store beside a running daemon, to look at it.
    ///
    /// - Throws: `StoreError` where there is none or it cannot be read.
    package init(readingFrom path: String) throws(StoreError) {
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.maximumReaderCount = 1
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    package var path: String { pool.path }

    package static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Reads beside the writer, from the last commit.
    package func read<T>(_ body: (StoreReading) throws -> T) throws(StoreError) -> T {
        do {
            // Every look is one statement, which needs no transaction to see one state of things.
            return try pool.unsafeRead { db in try body(StoreReading(db: db)) }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// One transaction: committed when `body` returns, rolled back when it throws.
    ///
    /// - Throws: what `body` throws, or `StoreError`.
    package func write<T>(_ body: (StoreWriting) throws -> T) throws -> T {
        do {
            return try pool.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    let store = StoreWriting(db: db)
                    result = try body(store)
                    try store.pending.write()
                    return .commit
                }
                guard let result else { throw StoreError.failed(path: path, why: "the transaction was not carried out") }
                return result
            }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Tries whether a commit would find room.
    ///
    /// - Throws: `StoreError`.
    package func probe() throws {
        try write { try $0.takeRoom() }
        try write { try $0.giveRoomBack() }
    }

    /// Has the next start put the store aside and make it anew from the journal.
    package func condemn() {
        _ = FileManager.default.createFile(atPath: Self.condemnation(of: path), contents: nil)
    }

    /// Where `condemn` says so.
    package static func condemnation(of path: String) -> String { path + ".condemned" }

    /// Folds the write-ahead log into the file, so that a copy of the file alone is whole.
    package func checkpoint() {
        _ = try? pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    }
}

/// What can be asked of the store.
package struct StoreReading {
    package let db: Database
    package let statements: HotStatements
    /// Of the transaction, where it is looked at within one.
    package let pending: PendingStories

    package init(db: Database) {
        self.init(db: db, statements: HotStatements(db), pending: PendingStories(db))
    }

    fileprivate init(db: Database, statements: HotStatements, pending: PendingStories) {
        self.db = db
        self.statements = statements
        self.pending = pending
    }

    /// nil where the source has never been polled.
    package func state(of name: String) throws -> SourceState? {
        var row = try HotStatement(SourceRow.byName, in: db)
        try row.bind(name)
        defer { row.rewind() }
        return try row.next() ? SourceRow.state(row) : nil
    }

    /// Calls `body` with every source's name and state, in no order.
    package func eachSource(_ body: (String, SourceState) throws -> Void) throws {
        var row = try HotStatement(SourceRow.all, in: db)
        defer { row.rewind() }
        while try row.next() { try body(row.text(SourceRow.name) ?? "", SourceRow.state(row)) }
    }

    /// When each source is due, by name.
    package func schedules() throws -> [String: KnownSchedule] {
        var schedules: [String: KnownSchedule] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT name, configuration, next_due, not_before, gone_count FROM source")
        while let row = try rows.next() {
            schedules[row[0]] = KnownSchedule(
                configuration: UInt64(bitPattern: row[1] as Int64), nextDue: (row[2] as Int64?).map(Timestamp.init(milliseconds:)),
                notBefore: (row[3] as Int64?).map(Timestamp.init(milliseconds:)), isStopped: SourceState.isStopped(goneCount: row[4]))
        }
        return schedules
    }

    /// The journal's last record that the store knows; nil before the first.
    package func position() throws -> JournalPosition? {
        guard let row = try Row.fetchOne(db, sql: "SELECT seq, key FROM position"), let key = ItemKey(stored: row[1]) else { return nil }
        return JournalPosition(seq: UInt64(bitPattern: row[0] as Int64), key: key)
    }

    /// The items under an alias, eight at most: an alias that more share tells none of them.
    package func items(under alias: Alias) throws -> [KnownItem] {
        var row = try statements(
            """
            SELECT item.id, source, revision <> 0, guid, url, title, text, published
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
        let statement = try db.cachedStatement(
            sql: """
                SELECT key, source, revision, version, cleaner, guid, url, title, text, published, public_id, left_on FROM item WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]), let key = ItemKey(stored: row[0]) else { return nil }
        return StoredItem(
            id: id, key: key, source: row[1], revision: row[2], version: UInt64(bitPattern: row[3] as Int64), cleaner: row[4],
            guid: UInt64(bitPattern: row[5] as Int64), url: UInt64(bitPattern: row[6] as Int64),
            title: UInt64(bitPattern: row[7] as Int64), text: UInt64(bitPattern: row[8] as Int64), published: row[9], publicID: row[10],
            left: row[11])
    }

    package func hadVersion(_ version: UInt64, item: Int64) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM version WHERE item = ? AND version = ?")
        return try Row.fetchOne(statement, arguments: [item, Int64(bitPattern: version)]) != nil
    }
}

/// What the poller needs to know of a source at start.
package struct KnownSchedule: Sendable {
    /// `Source.digest` of the configuration that it holds for.
    package let configuration: UInt64
    package let nextDue: Timestamp?
    package let notBefore: Timestamp?
    package let isStopped: Bool
}

/// What can be asked of the store, and changed in it, inside one transaction.
package struct StoreWriting {
    package let db: Database
    package let statements: HotStatements
    package let pending: PendingStories

    package init(db: Database) {
        self.db = db
        statements = HotStatements(db)
        pending = PendingStories(db)
    }

    package var reading: StoreReading { StoreReading(db: db, statements: statements, pending: pending) }

    /// The source's state, made where there is none.
    package func state(of name: String) throws -> SourceState {
        try reading.state(of: name) ?? SourceState(id: number(of: name))
    }

    /// The source's number, given where it has none.
    package func number(of name: String) throws -> Int64 {
        var known = try statements("SELECT id FROM source WHERE name = ?")
        try known.bind(name)
        defer { known.rewind() }
        if try known.next() { return known.integer(0) }
        var insert = try statements("INSERT INTO source (name) VALUES (?)")
        try insert.bind(name)
        try insert.run()
        return db.lastInsertedRowID
    }

    /// Writes what of the state is another than it was.
    package func save(_ state: SourceState, after before: SourceState) throws {
        try SourceRow.save(state, after: before, in: db)
    }

    package func update(_ item: StoredItem) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE item SET revision = ?, version = ?, cleaner = ?, guid = ?, url = ?, title = ?, text = ?, published = ?, left_on = ?
                    WHERE id = ?
                """)
        try statement.execute(arguments: [
            item.revision, Int64(bitPattern: item.version), item.cleaner, Int64(bitPattern: item.guid), Int64(bitPattern: item.url),
            Int64(bitPattern: item.title), Int64(bitPattern: item.text), item.published, item.left, item.id,
        ])
    }

    package func remember(version: UInt64, of item: Int64) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO version (item, version) VALUES (?, ?)")
        try statement.execute(arguments: [item, Int64(bitPattern: version)])
    }

    package func setPosition(_ position: JournalPosition) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO position (id, seq, key) VALUES (1, ?, ?)")
        try statement.execute(arguments: [Int64(bitPattern: position.seq), position.key.stored])
    }

    /// Forgets all items that the journal tells of, and what was learnt of documents. The position stays, so that no sequence number is spent twice, and
    /// so do the sources' numbers, which polls under way go by, and what waits for its page.
    package func forgetItems() throws {
        try pending.write()
        try db.execute(
            sql: """
                DELETE FROM item WHERE revision <> \(StoredItem.awaitingPage);
                DELETE FROM awaited WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM alias WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM version WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM pace; DELETE FROM held; DELETE FROM sweep; DELETE FROM signature; DELETE FROM content
                """)
        try db.execute(
            sql: """
                UPDATE source SET configuration = 0, etag = NULL, last_modified = NULL, body_digest = NULL, moved_url = NULL, moving_url = NULL,
                    habits = 0, items = 0, has_been_read = 0
                """)
    }

    /// Takes room as a commit would.
    package func takeRoom() throws {
        try db.execute(sql: "INSERT INTO scratch (data) VALUES (zeroblob(262144))")
    }

    package func giveRoomBack() throws {
        try db.execute(sql: "DELETE FROM scratch")
    }

    /// The item with a key, by a scan: for recovery alone, over the few records that the store had not seen.
    package func item(key: ItemKey, source: Int64, under aliases: [Alias]) throws -> StoredItem? {
        for alias in aliases {
            for known in try reading.items(under: alias) {
                if let item = try reading.item(known.id), item.key == key { return item }
            }
        }
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM item WHERE source = ? AND key = ?", arguments: [source, key.stored])
        else { return nil }
        return try reading.item(id)
    }
}

extension ItemKey {
    package init?(stored data: Data) {
        guard let key = data.withUnsafeBytes(ItemKey.init(bytes:)) else { return nil }
        self = key
    }

    package var stored: Data {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }
    }
}
