import Bytes
import Foundation
package import GRDB
import Identity
import Syndication

/// A source's state as a row of the tables `source` and `content`.
package enum SourceRow {
    package static let byName = "SELECT \(columns) FROM \(tables) WHERE name = ?"
    package static let all = "SELECT \(columns) FROM \(tables)"

    private static let tables = "source LEFT JOIN content ON content.source = source.id"

    private static let columns = """
        id, configuration, etag, last_modified, body_digest, moved_url, moving_url, title, last_poll, last_success, next_due, not_before, \
        status, error, failures, gone_count, last_gone, habits, items, has_been_read, ifnull(shown, x''), ifnull(recurring, x''), \
        ttl_minutes, update_period, skip_hours, skip_days, remember, ifnull(item_memory, x''), name
        """

    /// The column of the name.
    package static let name: Int32 = 28

    package static func state(_ row: HotStatement) -> SourceState {
        var state = SourceState(id: row.integer(0))
        state.document.configuration = row.bits(1)
        state.document.validators.etag = row.text(2)
        state.document.validators.lastModified = row.text(3)
        state.document.bodyDigest = row.optionalInteger(4).map(UInt64.init(bitPattern:))
        state.document.movedURL = row.text(5)
        state.document.movingURL = row.text(6)
        state.document.title = row.text(7)
        state.schedule.lastPoll = timestamp(row.optionalInteger(8))
        state.schedule.lastSuccess = timestamp(row.optionalInteger(9))
        state.schedule.nextDue = timestamp(row.optionalInteger(10))
        state.schedule.notBefore = timestamp(row.optionalInteger(11))
        state.schedule.status = row.optionalInteger(12).map(Int.init)
        state.schedule.error = row.text(13)
        state.schedule.failures = Int(row.integer(14))
        state.schedule.goneCount = Int(row.integer(15))
        state.schedule.lastGone = timestamp(row.optionalInteger(16))
        state.habits = SourceState.Habits(rawValue: row.integer(17))
        state.items = row.integer(18)
        state.hasBeenRead = row.integer(19) != 0
        state.shown = ShownItems(stored: row.blob(20) { Data($0) })
        state.recurring = RecurringBlocks(stored: row.blob(21) { Data($0) })
        state.document.rhythm.ttlMinutes = row.optionalInteger(22).map(Int.init)
        state.document.rhythm.updatePeriodSeconds = row.optionalInteger(23).map(Int.init)
        state.document.rhythm.skipHours = set(bits: row.integer(24))
        state.document.rhythm.skipDays = set(bits: row.integer(25))
        state.remember = row.optionalInteger(26).map { .seconds($0) }
        state.itemMemory = row.blob(27) { Data($0) }
        return state
    }

    package static func save(_ state: SourceState, after before: SourceState, in db: Database) throws {
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
        var update = try HotStatement(
            """
            UPDATE source SET configuration = ?, etag = ?, last_modified = ?, body_digest = ?, moved_url = ?, moving_url = ?, title = ?,
                ttl_minutes = ?, update_period = ?, skip_hours = ?, skip_days = ?,
                last_poll = ?, last_success = ?, next_due = ?, not_before = ?, status = ?, error = ?, failures = ?, gone_count = ?, last_gone = ?,
                habits = ?, items = items + ?, has_been_read = ?, remember = ?
                WHERE id = ?
            """, in: db)
        try bind(state.document, to: &update)
        try bind(state.schedule, to: &update)
        try update.bind(state.habits.rawValue)
        try update.bind(newItems)
        try update.bind(state.hasBeenRead ? 1 : 0)
        try update.bind(state.remember?.components.seconds)
        try update.bind(state.id)
        try update.run()
    }

    private static func bind(_ document: SourceState.DocumentState, to update: inout HotStatement) throws {
        try update.bind(document.configuration)
        try update.bind(document.validators.etag)
        try update.bind(document.validators.lastModified)
        try update.bind(document.bodyDigest.map { Int64(bitPattern: $0) })
        try update.bind(document.movedURL)
        try update.bind(document.movingURL)
        try update.bind(document.title)
        try update.bind(document.rhythm.ttlMinutes.map(Int64.init))
        try update.bind(document.rhythm.updatePeriodSeconds.map(Int64.init))
        try update.bind(bits(of: document.rhythm.skipHours))
        try update.bind(bits(of: document.rhythm.skipDays))
    }

    private static func bind(_ schedule: SourceState.ScheduleState, to update: inout HotStatement) throws {
        try update.bind(schedule.lastPoll?.milliseconds)
        try update.bind(schedule.lastSuccess?.milliseconds)
        try update.bind(schedule.nextDue?.milliseconds)
        try update.bind(schedule.notBefore?.milliseconds)
        try update.bind(schedule.status.map(Int64.init))
        try update.bind(schedule.error)
        try update.bind(schedule.failures)
        try update.bind(schedule.goneCount)
        try update.bind(schedule.lastGone?.milliseconds)
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
