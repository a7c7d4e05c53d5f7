import Bytes
import GRDB
import Identity
import Syndication

/// A source's state as a row of the tables `source` and `content`. A new column is one line in `columns` or `contentColumns`, and a migration.
enum SourceRow {
    /// How one column is read and written.
    private struct Column: Sendable {
        let name: String
        /// What an update sets it to: `name = ?`.
        var assignment: String
        /// Sets a state's value from a column.
        let read: @Sendable (inout SourceState, RawStatement, Int32) -> Void
        /// Binds the value of the first state; the second one is the state before.
        let write: @Sendable (SourceState, SourceState, inout RawStatement) throws -> Void

        init(
            _ name: String, read: @escaping @Sendable (inout SourceState, RawStatement, Int32) -> Void,
            write: @escaping @Sendable (SourceState, inout RawStatement) throws -> Void
        ) {
            self.name = name
            assignment = "\(name) = ?"
            self.read = read
            self.write = { state, _, statement in try write(state, &statement) }
        }

        init(
            _ name: String, adding difference: @escaping @Sendable (SourceState, SourceState) -> Int64,
            read: @escaping @Sendable (inout SourceState, RawStatement, Int32) -> Void
        ) {
            self.name = name
            assignment = "\(name) = \(name) + ?"
            self.read = read
            write = { state, before, statement in try statement.bind(difference(state, before)) }
        }
    }

    /// What every poll changes: most polls change no more.
    private static let momentColumns = [
        Column("last_poll") {
            $0.schedule.lastPoll = timestamp($1, $2)
        } write: {
            try $1.bind($0.schedule.lastPoll?.milliseconds)
        },
        Column("last_success") {
            $0.schedule.lastSuccess = timestamp($1, $2)
        } write: {
            try $1.bind($0.schedule.lastSuccess?.milliseconds)
        },
        Column("next_due") {
            $0.schedule.nextDue = timestamp($1, $2)
        } write: {
            try $1.bind($0.schedule.nextDue?.milliseconds)
        },
        Column("status") {
            $0.schedule.status = number($1, $2)
        } write: {
            try $1.bind($0.schedule.status.map(Int64.init))
        },
    ]

    /// The rest of the table `source`.
    private static let columns = [
        Column("configuration") {
            $0.document.configuration = $1.bits($2)
        } write: {
            try $1.bind($0.document.configuration)
        },
        Column("etag") {
            $0.document.validators.etag = $1.text($2)
        } write: {
            try $1.bind($0.document.validators.etag)
        },
        Column("last_modified") {
            $0.document.validators.lastModified = $1.text($2)
        } write: {
            try $1.bind($0.document.validators.lastModified)
        },
        Column("body_digest") {
            $0.document.bodyDigest = $1.optionalInteger($2).map(UInt64.init(bitPattern:))
        } write: {
            try $1.bind($0.document.bodyDigest.map { Int64(bitPattern: $0) })
        },
        Column("moved_url") {
            $0.document.movedURL = $1.text($2)
        } write: {
            try $1.bind($0.document.movedURL)
        },
        Column("moving_url") {
            $0.document.movingURL = $1.text($2)
        } write: {
            try $1.bind($0.document.movingURL)
        },
        Column("title") {
            $0.document.title = $1.text($2)
        } write: {
            try $1.bind($0.document.title)
        },
        Column("ttl_minutes") {
            $0.document.rhythm.ttlMinutes = number($1, $2)
        } write: {
            try $1.bind($0.document.rhythm.ttlMinutes.map(Int64.init))
        },
        Column("update_period") {
            $0.document.rhythm.updatePeriodSeconds = number($1, $2)
        } write: {
            try $1.bind($0.document.rhythm.updatePeriodSeconds.map(Int64.init))
        },
        Column("skip_hours") {
            $0.document.rhythm.skipHours = set($1, $2)
        } write: {
            try $1.bind(bits(of: $0.document.rhythm.skipHours))
        },
        Column("skip_days") {
            $0.document.rhythm.skipDays = set($1, $2)
        } write: {
            try $1.bind(bits(of: $0.document.rhythm.skipDays))
        },
        Column("usual_items") {
            $0.document.usualItems = number($1, $2)
        } write: {
            try $1.bind($0.document.usualItems.map(Int64.init))
        },
        Column("not_before") {
            $0.schedule.notBefore = timestamp($1, $2)
        } write: {
            try $1.bind($0.schedule.notBefore?.milliseconds)
        },
        Column("error") {
            $0.schedule.error = $1.text($2)
        } write: {
            try $1.bind($0.schedule.error)
        },
        Column("failures") {
            $0.schedule.failures = Int($1.integer($2))
        } write: {
            try $1.bind($0.schedule.failures)
        },
        Column("gone_count") {
            $0.schedule.goneCount = Int($1.integer($2))
        } write: {
            try $1.bind($0.schedule.goneCount)
        },
        Column("last_gone") {
            $0.schedule.lastGone = timestamp($1, $2)
        } write: {
            try $1.bind($0.schedule.lastGone?.milliseconds)
        },
        Column("pages_since") {
            $0.pages.since = timestamp($1, $2)
        } write: {
            try $1.bind($0.pages.since?.milliseconds)
        },
        Column("pages_taken") {
            $0.pages.taken = Int($1.integer($2))
        } write: {
            try $1.bind($0.pages.taken)
        },
        Column("pages_told") {
            $0.pages.isTold = $1.integer($2) != 0
        } write: {
            try $1.bind($0.pages.isTold)
        },
        Column("habits") {
            $0.habits = SourceState.Habits(rawValue: $1.integer($2))
        } write: {
            try $1.bind($0.habits.rawValue)
        },
        // Counted up: items with pages may have been journaled beside the poll.
        Column("items", adding: { $0.items - $1.items }) { $0.items = $1.integer($2) },
        Column("filtered", adding: { $0.filtered - $1.filtered }) { $0.filtered = $1.integer($2) },
        Column("has_been_read") {
            $0.hasBeenRead = $1.integer($2) != 0
        } write: {
            try $1.bind($0.hasBeenRead)
        },
        Column("remember") {
            $0.remember = $1.optionalInteger($2).map { .seconds($0) }
        } write: {
            try $1.bind($0.remember?.components.seconds)
        },
    ]

    /// The table `content`: what a document held last. A source has a row there once it has shown something.
    private static let contentColumns = [
        Column("shown") {
            $0.shown = ShownItems(stored: $1.bytes($2))
        } write: {
            try $1.bind(blob: $0.shown.stored)
        },
        Column("recurring") {
            $0.recurring = RecurringBlocks(stored: $1.bytes($2))
        } write: {
            try $1.bind(blob: $0.recurring.stored)
        },
        Column("item_memory") {
            $0.itemMemory = $1.bytes($2)
        } write: {
            try $1.bind(blob: $0.itemMemory)
        },
    ]

    // MARK: - Reading

    private static let readColumns = momentColumns + columns + contentColumns

    /// The columns of number and name stand before those of `readColumns`.
    private static let firstColumn: Int32 = 2

    private static let selection = """
        SELECT id, name, \(readColumns.map(\.name).joined(separator: ", ")) FROM source LEFT JOIN content ON content.source = source.id
        """

    static let byName = selection + " WHERE name = ?"
    static let all = selection

    static func name(_ row: RawStatement) -> String { row.text(1) ?? "" }

    static func state(_ row: RawStatement) -> SourceState {
        var state = SourceState(id: row.integer(0))
        var place = firstColumn
        for column in readColumns {
            column.read(&state, row, place)
            place += 1
        }
        return state
    }

    // MARK: - Writing

    /// Writes what differs from before.
    static func save(_ state: SourceState, after before: SourceState, in db: Database) throws {
        if isJustAnotherPoll(state, before) { return try update(updateMoments, momentColumns, state, before, in: db) }
        try update(updateAll, momentColumns + columns, state, before, in: db)
        if state.shown != before.shown || state.recurring != before.recurring || state.itemMemory != before.itemMemory {
            var insert = try RawStatement(replaceContent, in: db)
            try insert.bind(state.id)
            for column in contentColumns { try column.write(state, before, &insert) }
            try insert.run()
        }
    }

    private static func isJustAnotherPoll(_ state: SourceState, _ before: SourceState) -> Bool {
        var state = state
        state.schedule.lastPoll = before.schedule.lastPoll
        state.schedule.lastSuccess = before.schedule.lastSuccess
        state.schedule.nextDue = before.schedule.nextDue
        state.schedule.status = before.schedule.status
        return state == before
    }

    private static let updateMoments = update(momentColumns)
    private static let updateAll = update(momentColumns + columns)
    private static let replaceContent = """
        INSERT OR REPLACE INTO content (source, \(contentColumns.map(\.name).joined(separator: ", "))) \
        VALUES (?, \(contentColumns.map { _ in "?" }.joined(separator: ", ")))
        """

    private static func update(_ columns: [Column]) -> String {
        "UPDATE source SET \(columns.map(\.assignment).joined(separator: ", ")) WHERE id = ?"
    }

    private static func update(
        _ sql: String, _ columns: [Column], _ state: SourceState, _ before: SourceState, in db: Database
    ) throws {
        var update = try RawStatement(sql, in: db)
        for column in columns { try column.write(state, before, &update) }
        try update.bind(state.id)
        try update.run()
    }

    // MARK: - Values

    private static func timestamp(_ row: RawStatement, _ column: Int32) -> Timestamp? {
        row.optionalInteger(column).map(Timestamp.init(milliseconds:))
    }

    private static func number(_ row: RawStatement, _ column: Int32) -> Int? { row.optionalInteger(column).map(Int.init) }

    private static func set(_ row: RawStatement, _ column: Int32) -> Set<Int> {
        let bits = row.integer(column)
        return bits == 0 ? [] : Set((0..<24).filter { bits & 1 << $0 != 0 })
    }

    private static func bits(of set: Set<Int>) -> Int64 {
        set.reduce(0) { (0..<24).contains($1) ? $0 | 1 << Int64($1) : $0 }
    }
}
