package import GRDB
package import Identity

/// The stories that a transaction has told so far and not written yet: they are written together, and what repeats them within the transaction is
/// found here.
package final class PendingStories {
    private let db: Database
    /// The row of the first; nil before there was one.
    private var firstRow: Int64?
    private var stories: [KnownStory] = []

    package init(_ db: Database) {
        self.db = db
    }

    /// Gives the story its row: greater than all before it, those that were removed among them.
    package func add(_ story: KnownStory) throws -> Int64 {
        if stories.count >= Self.most { try write() }
        let first = try firstRow ?? nextRow()
        firstRow = first
        stories.append(story)
        return first + Int64(stories.count) - 1
    }

    package func story(_ row: Int64) -> KnownStory? {
        guard let firstRow, row >= firstRow, row - firstRow < Int64(stories.count) else { return nil }
        return stories[Int(row - firstRow)]
    }

    /// Before the transaction ends, and before anybody else looks at the table.
    package func write() throws {
        guard let first = firstRow, !stories.isEmpty else { return }
        var row = first
        try Self.insertion.write(stories, in: db) { story, insert in
            try insert.bind(row)
            try insert.bind(story.item)
            try insert.bind(story.source)
            try insert.bind(story.original)
            try insert.bind(story.repeats ? 1 : 0)
            try insert.bind(story.at.milliseconds / 1000)
            try insert.bind(blob: story.signature.bytes)
            row += 1
        }
        stories.removeAll(keepingCapacity: true)
        firstRow = row
    }

    /// As `AUTOINCREMENT` would choose it.
    private func nextRow() throws -> Int64 {
        var last = try HotStatement(
            """
            SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'signature'), 0), ifnull((SELECT max(id) FROM signature), 0))
            """, in: db)
        defer { last.rewind() }
        return try last.next() ? last.integer(0) + 1 : 1
    }

    /// Some 40 KB.
    private static let most = 96

    private static let insertion = RowInsertion(
        "INSERT INTO signature (id, item, source, original, repeats, at, data)", columns: 7)
}
