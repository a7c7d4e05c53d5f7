import Foundation
import GRDB
import Syndication

/// A source's state as a row of the tables `source` and `content`.
enum SourceRow {
    static let tables = "source LEFT JOIN content ON content.source = source.id"

    static let columns = """
        id, configuration, etag, last_modified, body_digest, moved_url, moving_url, title, last_poll, last_success, next_due, not_before, \
        status, error, failures, gone_count, last_gone, habits, items, has_been_read, ifnull(shown, x''), ifnull(recurring, x''), \
        ttl_minutes, update_period, skip_hours, skip_days, remember, ifnull(item_memory, x'')
        """

    static func state(_ row: Row) -> SourceState {
        var state = SourceState(id: row[0])
        state.document.configuration = UInt64(bitPattern: row[1] as Int64)
        state.document.validators.etag = row[2]
        state.document.validators.lastModified = row[3]
        state.document.bodyDigest = (row[4] as Int64?).map(UInt64.init(bitPattern:))
        state.document.movedURL = row[5]
        state.document.movingURL = row[6]
        state.document.title = row[7]
        state.schedule.lastPoll = timestamp(row[8])
        state.schedule.lastSuccess = timestamp(row[9])
        state.schedule.nextDue = timestamp(row[10])
        state.schedule.notBefore = timestamp(row[11])
        state.schedule.status = row[12]
        state.schedule.error = row[13]
        state.schedule.failures = row[14]
        state.schedule.goneCount = row[15]
        state.schedule.lastGone = timestamp(row[16])
        state.habits = SourceState.Habits(rawValue: row[17])
        state.items = row[18]
        state.hasBeenRead = row[19]
        state.shown = ShownItems(stored: row[20])
        state.recurring = RecurringBlocks(stored: row[21])
        state.document.rhythm.ttlMinutes = row[22]
        state.document.rhythm.updatePeriodSeconds = row[23]
        state.document.rhythm.skipHours = set(bits: row[24])
        state.document.rhythm.skipDays = set(bits: row[25])
        state.remember = (row[26] as Int64?).map { .seconds($0) }
        state.itemMemory = row[27]
        return state
    }

    static func save(_ state: SourceState, after before: SourceState, in db: Database) throws {
        if isJustAnotherPoll(state, before) {
            try saveMoments(state, in: db)
            return
        }
        try saveAll(state, newItems: state.items - before.items, in: db)
        if state.shown != before.shown || state.recurring != before.recurring || state.itemMemory != before.itemMemory {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO content (source, shown, recurring, item_memory) VALUES (?, ?, ?, ?)")
                .execute(arguments: [state.id, state.shown.stored, state.recurring.stored, state.itemMemory])
        }
    }

    /// Whether nothing is different but when it was polled: most polls change no more.
    private static func isJustAnotherPoll(_ state: SourceState, _ before: SourceState) -> Bool {
        var state = state
        state.schedule.lastPoll = before.schedule.lastPoll
        state.schedule.lastSuccess = before.schedule.lastSuccess
        state.schedule.nextDue = before.schedule.nextDue
        state.schedule.status = before.schedule.status
        return state == before
    }

    private static func saveMoments(_ state: SourceState, in db: Database) throws {
        var update = try HotStatement("UPDATE source SET last_poll = ?, last_success = ?, next_due = ?, status = ? WHERE id = ?", in: db)
        let schedule = state.schedule
        for moment in [schedule.lastPoll, schedule.lastSuccess, schedule.nextDue] { try update.bind(moment?.milliseconds) }
        try update.bind(schedule.status.map(Int64.init))
        try update.bind(state.id)
        try update.run()
    }

    /// - Parameter newItems: items are counted up, since pages may have been journaled beside the poll.
    private static func saveAll(_ state: SourceState, newItems: Int64, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE source SET configuration = ?, etag = ?, last_modified = ?, body_digest = ?, moved_url = ?, moving_url = ?, title = ?,
                    last_poll = ?, last_success = ?, next_due = ?, not_before = ?, status = ?, error = ?, failures = ?, gone_count = ?,
                    last_gone = ?, habits = ?, items = items + ?, has_been_read = ?, ttl_minutes = ?, update_period = ?, skip_hours = ?, skip_days = ?,
                    remember = ?
                    WHERE id = ?
                """)
        let document = state.document
        let schedule = state.schedule
        try statement.execute(arguments: [
            Int64(bitPattern: document.configuration), document.validators.etag, document.validators.lastModified,
            document.bodyDigest.map { Int64(bitPattern: $0) }, document.movedURL, document.movingURL, document.title,
            schedule.lastPoll?.milliseconds, schedule.lastSuccess?.milliseconds, schedule.nextDue?.milliseconds,
            schedule.notBefore?.milliseconds, schedule.status, schedule.error, schedule.failures, schedule.goneCount,
            schedule.lastGone?.milliseconds, state.habits.rawValue, newItems, state.hasBeenRead,
            document.rhythm.ttlMinutes, document.rhythm.updatePeriodSeconds, bits(of: document.rhythm.skipHours),
            bits(of: document.rhythm.skipDays), state.remember?.components.seconds, state.id,
        ])
    }

    private static func timestamp(_ milliseconds: Int64?) -> Timestamp? {
        milliseconds.map(Timestamp.init(milliseconds:))
    }

    private static func set(bits: Int64) -> Set<Int> {
        Set((0..<24).filter { bits & 1 << $0 != 0 })
    }

    private static func bits(of set: Set<Int>) -> Int64 {
        set.reduce(0) { (0..<24).contains($1) ? $0 | 1 << Int64($1) : $0 }
    }
}
