package import GRDB
import GRDBSQLite
package import Journal

/// A statement that runs for every item or poll, bound and stepped by SQLite's own functions: GRDB's arguments and rows cost more than SQLite does.
///
/// One use at a time: `bind` in the order of the places, then `run` or `next`.
package struct HotStatement {
    private let db: Database
    /// Keeps `handle`.
    private let statement: Statement
    private let handle: OpaquePointer
    private var place: Int32 = 0

    package init(_ sql: String, in db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
    }

    /// The statement for another use, whatever became of the one before.
    package func rewound() -> HotStatement {
        var statement = self
        statement.rewind()
        return statement
    }

    package mutating func bind(_ value: Int64?) throws {
        place += 1
        try check(value.map { sqlite3_bind_int64(handle, place, $0) } ?? sqlite3_bind_null(handle, place))
    }

    package mutating func bind(_ value: UInt64) throws { try bind(Int64(bitPattern: value)) }

    package mutating func bind(_ value: Int) throws { try bind(Int64(value)) }

    package mutating func bind(_ text: String?) throws {
        guard var text else { return try bind(nil as Int64?) }
        place += 1
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { sqlite3_bind_text(handle, place, $0.baseAddress, Int32($0.count), Self.copied) }
            })
    }

    package mutating func bind(blob: [UInt8]) throws {
        try blob.withUnsafeBytes { try bind(blob: $0) }
    }

    /// As `ItemKey.stored` has it.
    package mutating func bind(_ key: ItemKey) throws {
        try withUnsafeBytes(of: (key.high.bigEndian, key.low.bigEndian)) { try bind(blob: $0) }
    }

    private mutating func bind(blob: UnsafeRawBufferPointer) throws {
        place += 1
        try check(sqlite3_bind_blob(handle, place, blob.baseAddress, Int32(blob.count), Self.copied))
    }

    /// Carries the statement out, and makes it ready to be bound anew.
    package mutating func run() throws {
        while try next() {}
    }

    /// Goes to the next row. At the end it says false, and the statement is ready to be bound anew.
    package mutating func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        rewind()
        guard code == SQLITE_DONE else { throw error(code) }
        return false
    }

    /// Leaves the rows that are left.
    package mutating func rewind() {
        sqlite3_reset(handle)
        place = 0
    }

    package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    package func bits(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }

    package func text(_ column: Int32) -> String? {
        // The text before its length, which is that of its UTF-8 only then.
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    /// - Parameter body: is given the column's bytes, which are there for as long as it runs.
    package func blob<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        body(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column))))
    }

    package func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : integer(column)
    }

    /// SQLITE_TRANSIENT: SQLite takes a copy.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func check(_ code: Int32) throws {
        if code != SQLITE_OK { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }
}
