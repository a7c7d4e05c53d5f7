import GRDB
import Identity

/// Write buffer for the table `signature`: the stories of a transaction are inserted together, and reads of the same transaction see them.
final class PendingStories {
    private let db: Database
    /// The row of the first; nil before there was one.
    private var firstRow: Int64?
    private var stories: [KnownStory] = []

    init(_ db: Database) {
        self.db = db
    }

    /// Gives the story its row, greater than all before it, removed ones included.
    func add(_ story: KnownStory) throws -> Int64 {
        if stories.count >= Self.most { try write() }
        let first = try firstRow ?? nextRow()
        firstRow = first
        stories.append(story)
        return first + Int64(stories.count) - 1
    }

    func story(_ row: Int64) -> KnownStory? {
        guard let firstRow, row >= firstRow, row - firstRow < Int64(stories.count) else { return nil }
        return stories[Int(row - firstRow)]
    }

    /// To be called before the transaction ends, and before anybody else reads the table.
    func write() throws {
        guard let first = firstRow, !stories.isEmpty else { return }
        var row = first
        try Self.insertion.write(stories, in: db) { story, insert in
            try insert.bind(row)
            try insert.bind(story.item)
            try insert.bind(story.source)
            try insert.bind(story.original)
            try insert.bind(story.repeats)
            try insert.bind(story.at.milliseconds / 1000)
            try insert.bind(blob: story.signature.bytes)
            row += 1
        }
        stories.removeAll(keepingCapacity: true)
        firstRow = row
    }

    /// The row that `AUTOINCREMENT` would choose.
    private func nextRow() throws -> Int64 {
        var last = try RawStatement(
            """
            SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'signature'), 0), ifnull((SELECT max(id) FROM signature), 0))
            """, in: db)
        defer { last.rewind() }
        return try last.next() ? last.integer(0) + 1 : 1
    }

    /// About 40 KB.
    private static let most = 96

    private static let insertion = RowInsertion(
        "INSERT INTO signature (id, item, source, original, repeats, at, data)", columns: 7)
}
