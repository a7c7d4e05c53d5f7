package import Bytes
import GRDB
package import Journal
import Synchronization

/// `state.sqlite`: what feedd remembers between polls and between runs, and the authority on what was journaled.
///
/// Two kinds of statements: those that run for every item or poll are `RawStatement`s, since GRDB's arguments and rows cost more than SQLite itself does;
/// all others are ordinary GRDB. No statement, row or connection leaves this target.
package final class Store: Sendable {
    package static let fileName = "state.sqlite"

    package let path: String
    private let files: StoreFiles
    private let connection: Mutex<Connection>
    /// Called right before each transaction is committed. Tests make a commit fail with it.
    private let beforeCommit: @Sendable () throws -> Void

    private enum Connection {
        /// A writable connection, and the identities (device, inode) of the files that it opened.
        case writing(DatabasePool, StoreFiles.Identity)
        case reading(DatabasePool)
        case closed
    }

    /// Opens the store for reading and writing, making it where it is missing (0640).
    ///
    /// - Throws: `StoreError.damaged` where the file is no store, cannot be read as one, or was condemned by the last run; else another `StoreError`.
    package convenience init(path: String) throws(StoreError) {
        try self.init(path: path, beforeCommit: {})
    }

    package init(path: String, beforeCommit: @escaping @Sendable () throws -> Void) throws(StoreError) {
        files = StoreFiles(path: path)
        self.path = path
        self.beforeCommit = beforeCommit
        if files.areCondemned { throw .damaged(path: path, why: "the last run found it damaged") }
        try files.create()
        let pool = try Self.openPool(path)
        connection = Mutex(.writing(pool, files.identity))
    }

    /// Opens an existing store to read it, also beside a running daemon, and by those who may not write in its directory.
    ///
    /// - Throws: `StoreError.missing` where there is none, `.denied` where the user may not read it, else another `StoreError`.
    package init(readingFrom path: String) throws(StoreError) {
        files = StoreFiles(path: path)
        self.path = path
        beforeCommit = {}
        try files.checkReadable()
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.maximumReaderCount = 1
            // Without a -wal file the database is complete and nobody writes to it. It is opened as immutable, so that SQLite creates neither -wal nor
            // -shm, which a reader without write permission in the directory could not.
            let location = files.hasLog ? path : files.immutableURI
            connection = Mutex(.reading(try DatabasePool(path: location, configuration: configuration)))
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func openPool(_ path: String) throws(StoreError) -> DatabasePool {
        do {
            var configuration = GRDB.Configuration()
            configuration.maximumReaderCount = 2
            configuration.label = "feedd.store"
            // Somebody may look into the file with a tool that locks it for a moment.
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in
                // The journal is synced before the store is committed: what a power cut takes from the store is replayed from the journal.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                try StorePages.fitCache(of: db)
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            try StoreSchema.migrator.migrate(pool)
            return pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private func pool() throws(StoreError) -> DatabasePool {
        switch connection.withLock({ $0 }) {
        case .writing(let pool, _), .reading(let pool): return pool
        case .closed: throw .failed(path: path, why: "it was closed")
        }
    }

    // MARK: - Reading and writing

    /// Reads beside the writer, from the last commit.
    package func read<T>(_ body: (StoreReading) throws -> T) throws(StoreError) -> T {
        do {
            // Each query is a single statement, which needs no transaction to see one state of the store.
            do {
                return try pool().unsafeRead { db in try body(StoreReading(db)) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
                // `restoreFiles` has just closed this connection and opened another one.
                return try pool().unsafeRead { db in try body(StoreReading(db)) }
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// One transaction: committed when `body` returns, rolled back when it throws.
    ///
    /// - Throws: what `body` throws, or `StoreError`.
    package func write<T>(_ body: (StoreWriting) throws -> T) throws -> T {
        do {
            return try pool().writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    let store = StoreWriting(db)
                    result = try body(store)
                    try store.finish()
                    try beforeCommit()
                    return .commit
                }
                guard let result else { throw StoreError.failed(path: path, why: "the transaction was not carried out") }
                return result
            }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Tries whether a commit would find space on the disk.
    ///
    /// - Throws: `StoreError`.
    package func probe() throws {
        try write { try $0.takeSpace() }
        try write { try $0.giveSpaceBack() }
    }

    // MARK: - The files

    /// Folds the write-ahead log into the file, and closes it: a copy of the file alone is whole, and neither `-wal` nor `-shm` is left.
    package func close() {
        connection.withLock { connection in
            if case .writing(let pool, _) = connection {
                _ = try? pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
                Self.close(pool)
            }
            connection = .closed
        }
    }

    private static func close(_ pool: DatabasePool) {
        // The connection that is closed last removes the log, if it may write.
        pool.invalidateReadOnlyConnections()
        try? pool.close()
    }

    /// Marks the store as damaged: the next start sets it aside and rebuilds it from the journal.
    package func condemn() { files.condemn() }

    /// Puts a damaged store aside, with its log, so that another can be made in its place.
    ///
    /// - Returns: where it is now, and the journal position that it had, if that can still be read.
    package static func setAside(path: String, now: Timestamp) throws(StoreError) -> (path: String, position: JournalPosition?) {
        let position = try? Store(readingFrom: path).read { try $0.position() }
        return (try StoreFiles(path: path).setAside(as: "damaged-\(now.compact)"), position ?? nil)
    }

    /// Copies the store to `state.sqlite.<time>`, as one file.
    ///
    /// - Returns: the copy's path.
    package func copy(now: Timestamp) throws(StoreError) -> String {
        let copy = UnusedPath.like(path + "." + now.compact)
        try vacuum(pool(), into: copy)
        return copy
    }

    /// Writes the store back where somebody removed or replaced its files under the running feedd. What SQLite has open is whole, but would be gone with this
    /// process, and new connections would see other files.
    ///
    /// To be called by the writer, between transactions.
    /// - Returns: whether that was necessary, and where a file is now that had taken the store's place.
    package func restoreFiles(now: Timestamp) throws(StoreError) -> Restoration? {
        try connection.withLock { connection throws(StoreError) in
            guard case .writing(let pool, let known) = connection, files.identity != known else { return nil }
            let copy = UnusedPath.like(path + ".restored")
            try vacuum(pool, into: copy)
            // Close before renaming the copy: closing deletes the -wal file by name, which must not be the copy's.
            Self.close(pool)
            connection = .closed
            var restoration = Restoration(path: path)
            do {
                if files.identity.database != nil, files.identity.database != known.database {
                    if files.identity.log == known.log { files.removeLog() }
                    restoration.setAside = try files.setAside(as: now.compact)
                }
                try files.replace(by: copy)
            } catch {
                throw .failed(path: path, why: "cannot be written back, and is now in \(copy): move it back, and restart feedd: \(error)")
            }
            connection = .writing(try Self.openPool(path), files.identity)
            return restoration
        }
    }

    /// What `restoreFiles` did.
    package struct Restoration: Sendable, CustomStringConvertible {
        let path: String
        /// Where the file is now that had been put in the store's place; nil where there was none.
        var setAside: String?

        package var description: String {
            let what = "\(path): was removed or replaced while feedd runs: written back from memory"
            return setAside.map { "\(what); the file that was in its place is now \($0)" } ?? what
        }
    }

    private func vacuum(_ pool: DatabasePool, into copy: String) throws(StoreError) {
        do {
            try files.create(copy)
            try pool.vacuum(into: copy)
            try files.sync(copy)
        } catch let error as StoreError {
            files.remove(copy)
            throw error
        } catch {
            files.remove(copy)
            throw StoreError(error, path: path)
        }
    }
}
