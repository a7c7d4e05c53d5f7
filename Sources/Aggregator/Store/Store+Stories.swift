import Foundation
import GRDB
import Journal
import Syndication

extension StoreReading {
    /// nil where it has been removed, or is of a form that is not read any more.
    func story(_ row: Int64) throws -> KnownStory? {
        let statement = try db.cachedStatement(sql: "SELECT item, source, original, repeats, at, data FROM signature WHERE id = ?")
        statement.setUncheckedArguments([row])
        guard let row = try Row.fetchOne(statement), let original = ItemKey(stored: row[2]),
            let signature = (row[5] as Data).withUnsafeBytes(Signature.init(bytes:))
        else { return nil }
        return KnownStory(
            item: row[0], source: row[1], original: original, repeats: row[3], at: Timestamp(milliseconds: row[4] as Int64 * 1000),
            signature: signature)
    }

    /// Calls `body` with each signature's row, source and time, oldest first.
    func eachSignature(_ body: (Int64, Int64, Timestamp, Signature) throws -> Void) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT id, source, at, data FROM signature ORDER BY id")
        while let row = try rows.next() {
            guard let signature = (row[3] as Data).withUnsafeBytes(Signature.init(bytes:)) else { continue }
            try body(row[0], row[1], Timestamp(milliseconds: row[2] as Int64 * 1000), signature)
        }
    }
}

extension StoreWriting {
    /// Gives the story its row: greater than all before it.
    func insert(_ story: KnownStory) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO signature (item, source, original, repeats, at, data) VALUES (?, ?, ?, ?, ?, ?)")
        statement.setUncheckedArguments([
            story.item, story.source, story.original.stored, story.repeats, story.at.milliseconds / 1000, Data(story.signature.bytes),
        ])
        try statement.execute()
        return db.lastInsertedRowID
    }

    /// Removes the oldest `most` of those up to `row`.
    ///
    /// - Returns: how many there were.
    func removeStories(to row: Int64, most: Int) throws -> Int {
        let statement = try db.cachedStatement(
            sql: "DELETE FROM signature WHERE id IN (SELECT id FROM signature WHERE id <= ? ORDER BY id LIMIT ?)")
        try statement.execute(arguments: [row, most])
        return db.changesCount
    }
}
