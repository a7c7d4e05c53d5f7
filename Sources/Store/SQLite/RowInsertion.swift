import GRDB

/// Inserts rows into one table, up to 32 with one statement: most of the cost of a small statement is to begin and to end it.
struct RowInsertion {
    private let statements: [(rows: Int, sql: String)]

    /// - Parameter sql: `INSERT INTO …` with the names of the columns.
    init(_ sql: String, columns: Int) {
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        statements = [32, 8, 1].map { ($0, sql + " VALUES " + Array(repeating: row, count: $0).joined(separator: ", ")) }
    }

    /// - Parameter bind: binds the columns of a row, in their order.
    func write<Row>(_ rows: [Row], in db: Database, _ bind: (Row, inout RawStatement) throws -> Void) throws {
        var rest = rows[...]
        for (count, sql) in statements where rest.count >= count {
            var insert = try RawStatement(sql, in: db)
            while rest.count >= count {
                for row in rest.prefix(count) { try bind(row, &insert) }
                try insert.run()
                rest = rest.dropFirst(count)
            }
        }
    }
}
