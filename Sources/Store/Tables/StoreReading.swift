package import Bytes
import GRDB
import Identity
package import Journal

/// The queries that a reader may make.
package struct StoreReading {
    let db: Database
    let statements: StatementCache
    /// Stories that the transaction has not written yet, where the queries are made within one.
    let pending: PendingStories

    init(_ db: Database) {
        self.init(db: db, statements: StatementCache(db), pending: PendingStories(db))
    }

    init(db: Database, statements: StatementCache, pending: PendingStories) {
        self.db = db
        self.statements = statements
        self.pending = pending
    }

    // MARK: - Sources

    /// nil where the source has never been polled.
    package func state(of name: String) throws -> SourceState? {
        var row = try RawStatement(SourceRow.byName, in: db)
        try row.bind(name)
        defer { row.rewind() }
        return try row.next() ? SourceRow.state(row) : nil
    }

    /// Whether any source has ever been polled.
    package func hasSources() throws -> Bool {
        var row = try statements("SELECT 1 FROM source LIMIT 1")
        defer { row.rewind() }
        return try row.next()
    }

    /// Calls `body` with every source's name and state, in no order.
    package func eachSource(_ body: (String, SourceState) throws -> Void) throws {
        var row = try RawStatement(SourceRow.all, in: db)
        defer { row.rewind() }
        while try row.next() { try body(SourceRow.name(row), SourceRow.state(row)) }
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

    // MARK: - The journal

    /// The journal's last record that the store knows; nil before the first.
    package func position() throws -> JournalPosition? {
        var row = try statements("SELECT seq, key FROM position")
        defer { row.rewind() }
        guard try row.next(), let key = row.blob(1, ItemKey.init(bytes:)) else { return nil }
        return JournalPosition(seq: row.bits(0), key: key)
    }

    /// What is known to be lost of the journal.
    package func journalLoss() throws -> JournalLoss {
        var row = try statements("SELECT reported, epoch FROM journal_loss")
        defer { row.rewind() }
        return try row.next() ? JournalLoss(reported: row.bits(0), epoch: row.integer(1)) : JournalLoss()
    }
}

/// What the poller needs to know of a source at start.
package struct KnownSchedule: Sendable {
    /// `Source.digest` of the configuration that it holds for.
    package let configuration: UInt64
    package let nextDue: Timestamp?
    package let notBefore: Timestamp?
    package let isStopped: Bool

    package init(configuration: UInt64, nextDue: Timestamp?, notBefore: Timestamp?, isStopped: Bool) {
        self.configuration = configuration
        self.nextDue = nextDue
        self.notBefore = notBefore
        self.isStopped = isStopped
    }
}
