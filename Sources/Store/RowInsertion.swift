package import GRDB

/// Writes rows of one table, many with one statement: most of what a small statement takes is to begin and to end it.
package struct RowInsertion {
    private let statements: [(rows: Int, sql: String)]

    /// - Parameter sql: `INSERT INTO …` with the names of the columns.
    package init(_ sql: String, columns: Int) {
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        statements = [32, 8, 1].map { ($0, sql + " VALUES " + Array(repeating: row, count: $0).joined(separator: ", ")) }
    }

    /// - Parameter bind: binds a row's columns, in their order.
    package func write<Row>(_ rows: [Row], in db: Database, _ bind: (Row, inout HotStatement) throws -> Void) throws {
        var rest = rows[...]
        for (count, sql) in statements where rest.count >= count {
            var insert = try HotStatement(sql, in: db)
            while rest.count >= count {
                for row in rest.prefix(count) { try bind(row, &insert) }
                try insert.run()
                rest = rest.dropFirst(count)
            }
        }
    }
}
