import GRDB

/// The raw statements of one read or one transaction. The connection's own cache is keyed by the text of a statement, this one by the address of a
/// literal, so that each text is hashed once.
final class StatementCache {
    private let db: Database
    private var found: [(sql: UnsafePointer<UInt8>, statement: RawStatement)] = []

    init(_ db: Database) {
        self.db = db
    }

    /// - Parameter sql: a literal.
    func callAsFunction(_ sql: StaticString) throws -> RawStatement {
        if let known = found.first(where: { $0.sql == sql.utf8Start }) { return known.statement.rewound() }
        let statement = try RawStatement(sql.description, in: db)
        found.append((sql.utf8Start, statement))
        return statement
    }
}
