import Bytes
import Glibc

/// The files of a store: the database and, while it is open, its write-ahead log and the shared memory of its connections.
struct StoreFiles: Sendable {
    let path: String

    private static let suffixes = ["", "-wal", "-shm"]
    /// Owner and group, as of the journal's files.
    private static let mode: mode_t = 0o640

    // MARK: - Making

    /// Makes the database's file where it is missing; SQLite gives log and shared memory the same permissions. Takes from others what they may do with one
    /// that is there: it names every source and its errors.
    func create() throws(StoreError) {
        try refuseLinks()
        try create(path)
        for suffix in Self.suffixes { close(path + suffix) }
    }

    /// SQLite would follow symbolic links.
    private func refuseLinks() throws(StoreError) {
        for file in Self.suffixes.map({ path + $0 }) where SymbolicLink.stands(at: file) { throw .isLink(path: file) }
    }

    /// Takes from others what they may do with the file, if it is there and this user's.
    private func close(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        if status.st_mode & 0o007 != 0, status.st_uid == geteuid() { chmod(path, status.st_mode & 0o7770) }
    }

    /// Makes an empty file, which SQLite takes for an empty database.
    func create(_ path: String) throws(StoreError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
        guard file >= 0 else {
            if errno == EEXIST { return }
            throw StoreError(errno, path: path, doing: "cannot be made")
        }
        // Whatever the umask.
        fchmod(file, Self.mode)
        Glibc.close(file)
    }

    // MARK: - Looking

    /// - Throws: `StoreError.missing`, `.denied`, `.isLink`.
    func checkReadable() throws(StoreError) {
        try refuseLinks()
        guard access(path, R_OK) == 0 else { throw StoreError(errno, path: path, doing: "cannot be read") }
    }

    var hasLog: Bool { access(path + "-wal", F_OK) == 0 }

    /// For SQLite: nobody writes to the file, so that neither log nor locks are needed.
    var immutableURI: String { "file:\(encodedPath)?immutable=1" }

    private var encodedPath: String {
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            if PercentEncoding.isUnreserved(byte) || byte == UInt8(ascii: "/") {
                bytes.append(byte)
            } else {
                PercentEncoding.append(byte, to: &bytes)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Which files these are, whatever they are called.
    struct Identity: Equatable {
        let database: FileIdentity?
        let log: FileIdentity?
    }

    var identity: Identity { Identity(database: FileIdentity(path: path), log: FileIdentity(path: path + "-wal")) }

    // MARK: - Condemning

    private var condemnation: String { path + ".condemned" }

    var areCondemned: Bool { access(condemnation, F_OK) == 0 }

    func condemn() { try? create(condemnation) }

    // MARK: - Moving

    /// Renames the database and what belongs to it.
    ///
    /// - Parameter suffix: behind a dot.
    /// - Returns: the database's new path.
    func setAside(as suffix: String) throws(StoreError) -> String {
        let aside = UnusedPath.like(path + "." + suffix)
        for part in Self.suffixes where rename(path + part, aside + part) != 0 && errno != ENOENT {
            throw StoreError(errno, path: path + part, doing: "cannot be set aside")
        }
        remove(condemnation)
        return aside
    }

    /// Puts a database in the place of the one that is there, whose log goes with it.
    func replace(by copy: String) throws(StoreError) {
        removeLog()
        guard rename(copy, path) == 0 else { throw StoreError(errno, path: path, doing: "cannot be written back") }
        try sync(Self.directory(of: path))
    }

    func removeLog() {
        remove(path + "-wal")
        remove(path + "-shm")
    }

    func remove(_ path: String) { unlink(path) }

    /// Makes a file's content, or the names in a directory, durable.
    func sync(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StoreError(errno, path: path, doing: "cannot be synced") }
        defer { Glibc.close(file) }
        guard fsync(file) == 0 else { throw StoreError(errno, path: path, doing: "cannot be synced") }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
