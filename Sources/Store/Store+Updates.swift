package import Bytes
import Foundation
import GRDB
package import Identity
import Syndication

extension StoreReading {
    /// nil where the item has not been updated lately.
    package func pace(of item: Int64) throws -> UpdatePace? {
        let statement = try db.cachedStatement(sql: "SELECT updates, journaled, changed FROM pace WHERE item = ?")
        return try Row.fetchOne(statement, arguments: [item]).map { row in
            UpdatePace(updates: row[0], journaled: Timestamp(milliseconds: row[1]), changed: Timestamp(milliseconds: row[2]))
        }
    }

    package func holdsUpdate(of item: Int64) throws -> Bool {
        try Row.fetchOne(try db.cachedStatement(sql: "SELECT 1 FROM held WHERE item = ?"), arguments: [item]) != nil
    }

    /// When the next held update is to be journaled; nil where none is held.
    package func nextHeldUpdate() throws -> Timestamp? {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT min(due) FROM held")).map(Timestamp.init(milliseconds:))
    }

    /// Of the held updates whose time has come the one that has waited longest, with the name of its source. One that is due further off than any
    /// wait was held by a clock that has been set back since: it is due.
    package func dueHeldUpdate(at now: Timestamp) throws -> (update: HeldUpdate, source: String)? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT held.item, due, held.version, feed_title, feed_url, extension_members, members, source.name, signature, is_compared
                FROM held JOIN item ON item.id = held.item JOIN source ON source.id = item.source
                WHERE due <= ? OR due > ? ORDER BY due LIMIT 1
                """)
        let latest = now + UpdatePace.longestWait
        return try Row.fetchOne(statement, arguments: [now.milliseconds, latest.milliseconds]).map { row in
            let content = RecordContent(
                feed: FeedReference(title: row[3], url: row[4]),
                encoded: EncodedItem(extensionMembers: Array(row[5] as Data), members: Array(row[6] as Data)),
                signature: (row[8] as Data?).flatMap { $0.withUnsafeBytes(Signature.init(bytes:)) })
            let update = HeldUpdate(
                item: row[0], due: Timestamp(milliseconds: row[1]), version: UInt64(bitPattern: row[2] as Int64), content: content,
                isCompared: row[9])
            return (update, row[7])
        }
    }
}

extension StoreWriting {
    package func save(_ pace: UpdatePace, of item: Int64) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO pace (item, updates, journaled, changed) VALUES (?, ?, ?, ?)")
            .execute(arguments: [item, pace.updates, pace.journaled.milliseconds, pace.changed.milliseconds])
    }

    /// Keeps an update for its time, in the place of one that the item had.
    package func hold(_ update: HeldUpdate) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO held
                    (item, due, version, feed_title, feed_url, extension_members, members, signature, is_compared)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            update.item, update.due.milliseconds, Int64(bitPattern: update.version), update.content.feed.title,
            update.content.feed.url, Data(update.content.encoded.extensionMembers), Data(update.content.encoded.members),
            update.content.signature.map { Data($0.bytes) }, update.isCompared,
        ])
    }

    package func dropHeldUpdate(of item: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM held WHERE item = ?").execute(arguments: [item])
    }
}
