package import Bytes
import GRDB
package import Identity
import Journal

/// What was journaled in the last days, as near-duplicates are found by it.
extension StoreReading {
    /// nil where it was removed, or has a form that is not read any more.
    package func story(_ row: Int64) throws -> KnownStory? {
        if let story = pending.story(row) { return story }
        var read = try statements("SELECT item, source, original, repeats, at, data FROM signature WHERE id = ?")
        try read.bind(row)
        guard try read.next() else { return nil }
        defer { read.rewind() }
        guard let original = read.blob(2, ItemKey.init(bytes:)), let signature = read.blob(5, Signature.init(bytes:)) else {
            return nil
        }
        return KnownStory(
            item: read.integer(0), source: read.integer(1), original: original, repeats: read.integer(3) != 0,
            at: Timestamp(milliseconds: read.integer(4) * 1000), signature: signature)
    }

    /// Calls `body` with each signature's row, source and time, oldest first.
    package func eachSignature(_ body: (Int64, Int64, Timestamp, Signature) -> Void) throws {
        try pending.write()
        var rows = try RawStatement("SELECT id, source, at, data FROM signature ORDER BY id", in: db)
        while try rows.next() {
            guard let signature = rows.blob(3, Signature.init(bytes:)) else { continue }
            body(rows.integer(0), rows.integer(1), Timestamp(milliseconds: rows.integer(2) * 1000), signature)
        }
    }
}

extension StoreWriting {
    /// Gives the story its row, greater than all before it.
    package func insert(_ story: KnownStory) throws -> Int64 { try pending.add(story) }

    /// Removes the oldest `most` of the stories up to `row`.
    ///
    /// - Returns: how many there were.
    package func removeStories(to row: Int64, most: Int) throws -> Int {
        try pending.write()
        let statement = try db.cachedStatement(
            sql: "DELETE FROM signature WHERE id IN (SELECT id FROM signature WHERE id <= ? ORDER BY id LIMIT ?)")
        try statement.execute(arguments: [row, most])
        return db.changesCount
    }
}
