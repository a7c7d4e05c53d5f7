import GRDB
import Identity
package import Journal

/// The changes that may be made inside one transaction, and the queries in `reading`, which see them.
package struct StoreWriting {
    let db: Database
    let statements: StatementCache
    let pending: PendingStories

    init(_ db: Database) {
        self.db = db
        statements = StatementCache(db)
        pending = PendingStories(db)
    }

    package var reading: StoreReading { StoreReading(db: db, statements: statements, pending: pending) }

    /// Writes what was gathered. To be called before the transaction is committed.
    func finish() throws { try pending.write() }

    // MARK: - Sources

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

    /// Writes what of the state differs from before.
    package func save(_ state: SourceState, after before: SourceState) throws {
        try SourceRow.save(state, after: before, in: db)
    }

    // MARK: - The journal

    package func setPosition(_ position: JournalPosition) throws {
        var insert = try statements("INSERT OR REPLACE INTO position (id, seq, key) VALUES (1, ?, ?)")
        try insert.bind(position.seq)
        try insert.bind(position.key)
        try insert.run()
    }

    package func setJournalLoss(_ loss: JournalLoss) throws {
        var insert = try statements("INSERT OR REPLACE INTO journal_loss (id, reported, epoch) VALUES (1, ?, ?)")
        try insert.bind(loss.reported)
        try insert.bind(loss.epoch)
        try insert.run()
    }

    /// Forgets all items that the journal has, and what was learnt of documents. The position stays, so that no sequence number is given out twice, and so
    /// do the sources' numbers, which polls under way refer to, and what waits for its page.
    package func forgetItems() throws {
        try pending.write()
        try db.execute(
            sql: """
                DELETE FROM item WHERE revision <> \(StoredItem.Standing.awaitingPage.stored);
                DELETE FROM awaited WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM alias WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM version WHERE item NOT IN (SELECT id FROM item);
                DELETE FROM pace; DELETE FROM held; DELETE FROM sweep; DELETE FROM signature; DELETE FROM content
                """)
        try db.execute(
            sql: """
                UPDATE source SET configuration = 0, etag = NULL, last_modified = NULL, body_digest = NULL, moved_url = NULL, moving_url = NULL,
                    habits = 0, items = 0, filtered = 0, has_been_read = 0
                """)
    }

    // MARK: - Memory and space

    /// Gives the store's cache the size that the store asks for by now.
    package func fitCache() throws { try StorePages.fitCache(of: db) }

    /// Takes as much space as a commit might.
    func takeSpace() throws {
        try db.execute(sql: "INSERT INTO scratch (data) VALUES (zeroblob(262144))")
    }

    func giveSpaceBack() throws {
        try db.execute(sql: "DELETE FROM scratch")
    }
}
