import GRDB
import GRDBSQLite
import Journal

/// A prepared statement that is bound and stepped by SQLite's own functions: for what runs for every item or poll, where GRDB's arguments and rows cost
/// more than SQLite does.
///
/// It has one use at a time: `bind` in the order of the parameters, then `run` or `next`.
struct RawStatement {
    private let db: Database
    /// Keeps `handle` alive.
    private let statement: Statement
    private let handle: OpaquePointer
    private var parameter: Int32 = 0

    init(_ sql: String, in db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
    }

    /// Resets the statement for another use, also after an error.
    func rewound() -> RawStatement {
        var statement = self
        statement.rewind()
        return statement
    }

    // MARK: - Parameters

    mutating func bind(_ value: Int64?) throws {
        parameter += 1
        try check(value.map { sqlite3_bind_int64(handle, parameter, $0) } ?? sqlite3_bind_null(handle, parameter))
    }

    mutating func bind(_ value: UInt64) throws { try bind(Int64(bitPattern: value)) }

    mutating func bind(_ value: Int) throws { try bind(Int64(value)) }

    mutating func bind(_ value: Bool) throws { try bind(value ? 1 : 0) }

    mutating func bind(_ text: String?) throws {
        guard var text else { return try bind(nil as Int64?) }
        parameter += 1
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(handle, parameter, $0.baseAddress, Int32($0.count), Self.copied)
                }
            })
    }

    mutating func bind(blob: [UInt8]) throws {
        try blob.withUnsafeBytes { try bind(blob: $0) }
    }

    /// As `ItemKey.stored` has it.
    mutating func bind(_ key: ItemKey) throws {
        try withUnsafeBytes(of: (key.high.bigEndian, key.low.bigEndian)) { try bind(blob: $0) }
    }

    private mutating func bind(blob: UnsafeRawBufferPointer) throws {
        parameter += 1
        // Without an address SQLite would bind NULL.
        guard let start = blob.baseAddress else { return try check(sqlite3_bind_zeroblob(handle, parameter, 0)) }
        try check(sqlite3_bind_blob(handle, parameter, start, Int32(blob.count), Self.copied))
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    // MARK: - Running

    /// Runs the statement to its end, and makes it ready to be bound again.
    mutating func run() throws {
        while try next() {}
    }

    /// Goes to the next row. Returns false at the end; then the statement is ready to be bound again.
    mutating func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        rewind()
        guard code == SQLITE_DONE else { throw error(code) }
        return false
    }

    /// Drops the rows that have not been read.
    mutating func rewind() {
        sqlite3_reset(handle)
        parameter = 0
    }

    // MARK: - Columns

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func bits(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }

    func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : integer(column)
    }

    func text(_ column: Int32) -> String? {
        // The order matters: the length is that of the UTF-8 form only once the text was asked for.
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    /// - Parameter body: is given the column's bytes, which are valid until it returns.
    func blob<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        body(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column))))
    }

    func bytes(_ column: Int32) -> [UInt8] { blob(column) { Array($0) } }

    // MARK: - Errors

    private func check(_ code: Int32) throws {
        if code != SQLITE_OK { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }
}
