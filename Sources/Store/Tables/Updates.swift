package import Bytes
import GRDB
package import Identity
import Syndication

/// Updates of items that change often: their pace, and those that are held back.
extension StoreReading {
    /// nil where the item has not been updated lately.
    package func pace(of item: Int64) throws -> UpdatePace? {
        var row = try statements("SELECT updates, journaled, changed FROM pace WHERE item = ?")
        try row.bind(item)
        defer { row.rewind() }
        guard try row.next() else { return nil }
        return UpdatePace(
            updates: Int(row.integer(0)), journaled: Timestamp(milliseconds: row.integer(1)),
            changed: Timestamp(milliseconds: row.integer(2)))
    }

    package func holdsUpdate(of item: Int64) throws -> Bool {
        var row = try statements("SELECT 1 FROM held WHERE item = ?")
        try row.bind(item)
        defer { row.rewind() }
        return try row.next()
    }

    /// When the next held update is to be journaled; nil where none is held.
    package func nextHeldUpdate() throws -> Timestamp? {
        var row = try statements("SELECT min(due) FROM held")
        defer { row.rewind() }
        return try row.next() ? row.optionalInteger(0).map(Timestamp.init(milliseconds:)) : nil
    }

    /// The held update that has been due for longest, with the name of its source; nil where none is due. One that is due later than the longest wait
    /// from now was held while the clock was ahead: it counts as due.
    package func dueHeldUpdate(at now: Timestamp) throws -> (update: HeldUpdate, source: String)? {
        var row = try statements(
            """
            SELECT held.item, due, held.version, feed_title, feed_url, extension_members, members, source.name, signature, is_compared
            FROM held JOIN item ON item.id = held.item JOIN source ON source.id = item.source
            WHERE due <= ? OR due > ? ORDER BY due LIMIT 1
            """)
        try row.bind(now.milliseconds)
        try row.bind((now + UpdatePace.longestWait).milliseconds)
        defer { row.rewind() }
        guard try row.next() else { return nil }
        let content = RecordContent(
            feed: FeedReference(title: row.text(3), url: row.text(4) ?? ""),
            encoded: EncodedItem(extensionMembers: row.bytes(5), members: row.bytes(6)), signature: row.blob(8, Signature.init(bytes:)))
        let update = HeldUpdate(
            item: row.integer(0), due: Timestamp(milliseconds: row.integer(1)), contentHash: row.bits(2), content: content,
            isCompared: row.integer(9) != 0)
        return (update, row.text(7) ?? "")
    }
}

extension StoreWriting {
    package func save(_ pace: UpdatePace, of item: Int64) throws {
        var insert = try statements("INSERT OR REPLACE INTO pace (item, updates, journaled, changed) VALUES (?, ?, ?, ?)")
        try insert.bind(item)
        try insert.bind(pace.updates)
        try insert.bind(pace.journaled.milliseconds)
        try insert.bind(pace.changed.milliseconds)
        try insert.run()
    }

    /// Keeps an update until it is due, in place of an earlier one of the item.
    package func hold(_ update: HeldUpdate) throws {
        var insert = try statements(
            """
            INSERT OR REPLACE INTO held
                (item, due, version, feed_title, feed_url, extension_members, members, signature, is_compared)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(update.item)
        try insert.bind(update.due.milliseconds)
        try insert.bind(update.contentHash)
        try insert.bind(update.content.feed.title)
        try insert.bind(update.content.feed.url)
        try insert.bind(blob: update.content.encoded.extensionMembers)
        try insert.bind(blob: update.content.encoded.members)
        if let signature = update.content.signature { try insert.bind(blob: signature.bytes) } else { try insert.bind(nil as Int64?) }
        try insert.bind(update.isCompared)
        try insert.run()
    }

    package func dropHeldUpdate(of item: Int64) throws {
        var delete = try statements("DELETE FROM held WHERE item = ?")
        try delete.bind(item)
        try delete.run()
    }
}
