package import GRDB

/// The hot statements of one look into the store or one transaction, each sought among the connection's by its text but once.
package final class HotStatements {
    private let db: Database
    private var found: [(sql: UnsafePointer<UInt8>, statement: HotStatement)] = []

    package init(_ db: Database) {
        self.db = db
    }

    /// - Parameter sql: a literal, which is known again by where it stands.
    package func callAsFunction(_ sql: StaticString) throws -> HotStatement {
        if let known = found.first(where: { $0.sql == sql.utf8Start }) { return known.statement.rewound() }
        let statement = try HotStatement(sql.description, in: db)
        found.append((sql.utf8Start, statement))
        return statement
    }
}
