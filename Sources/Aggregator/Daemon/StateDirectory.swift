import Bytes
package import Configuration
import Glibc
import Store

/// The directory that holds the journal, the store and the lock. Only one process at a time can hold the lock.
package final class StateDirectory: Sendable {
    package static let standard = "/var/lib/feedd"

    package let path: String
    /// The descriptor that holds the lock.
    private let lock: Int32

    /// Where the state is: `option`, else `$STATE_DIRECTORY`, else `/var/lib/feedd`.
    package static func path(_ option: String?) -> String {
        if let option { return option }
        // With several `StateDirectory=` entries systemd passes a list separated by colons; the first one is used.
        let given = getenv("STATE_DIRECTORY").flatMap { String(cString: $0).split(separator: ":").first.map(String.init) }
        return given ?? standard
    }

    /// Creates the directory and its parents if they are missing, and locks it.
    ///
    /// - Throws: `StateError` where it cannot be created or written, or another process holds the lock.
    package init(taking path: String) throws(StateError) {
        self.path = path
        if let code = Self.make(path) { throw .cannotMake(path: path, code: code) }
        let file = Self.lockPath(in: path)
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .isLink(path: file, remedy: SymbolicLink.remedy) }
            throw .cannotWrite(path: file, code: errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .taken(path: path, by: Self.holder(of: path))
        }
        // Whatever the umask, now and when it was made.
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & 0o7777 != 0o640, status.st_uid == geteuid() { fchmod(descriptor, 0o640) }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, pid, pid.count, 0) == pid.count else {
            let code = errno
            close(descriptor)
            throw .cannotWrite(path: file, code: code)
        }
        lock = descriptor
    }

    deinit {
        close(lock)
    }

    package var storePath: String { Self.storePath(in: path) }

    package func journalDirectory(_ configuration: Configuration) -> String { Self.journalDirectory(configuration, in: path) }

    /// Checks that no part of `journal.directory` within the state directory is a symbolic link. One that is given from `/` on is the configuration's
    /// choice, links included.
    package func checkJournalDirectory(_ configuration: Configuration) throws(StateError) {
        let directory = configuration.journal.directory
        guard !directory.hasPrefix("/") else { return }
        var part = path
        for name in directory.split(separator: "/") {
            part += "/\(name)"
            guard !SymbolicLink.stands(at: part) else {
                throw .isLink(path: part, remedy: "set journal.directory to where it leads, or remove it")
            }
        }
    }

    package static func storePath(in path: String) -> String { "\(path)/\(Store.fileName)" }

    /// `journal.directory`, relative to the state directory.
    package static func journalDirectory(_ configuration: Configuration, in path: String) -> String {
        let directory = configuration.journal.directory
        return directory.hasPrefix("/") ? directory : "\(path)/\(directory)"
    }

    /// Checks that there is a state directory to read, for commands that do not lock it.
    ///
    /// - Returns: false where the directory does not exist, which is not an error for the default path.
    /// - Throws: `StateError`.
    package static func exists(at path: String) throws(StateError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT, path == standard else { throw .cannotRead(path: path, code: errno) }
            return false
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .cannotRead(path: path, code: ENOTDIR) }
        guard access(path, X_OK) == 0 else { throw .cannotRead(path: path, code: errno) }
        return true
    }

    /// The process ID in the lock file; nil where the file has none.
    static func holder(of path: String) -> Int32? {
        let descriptor = open(lockPath(in: path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)) : nil
    }

    private static func lockPath(in path: String) -> String { "\(path)/lock" }

    /// `mkdir -p`, with mode 0750, whatever the umask.
    ///
    /// - Returns: the error code where the directory is not there afterwards.
    private static func make(_ path: String) -> Int32? {
        if makeOne(path) { return nil }
        let code = errno
        switch code {
        case EEXIST:
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR ? ENOTDIR : nil
        case ENOENT:
            guard let slash = path.dropFirst().lastIndex(of: "/") else { return code }
            return make(String(path[..<slash])) ?? (makeOne(path) || errno == EEXIST ? nil : errno)
        default: return code
        }
    }

    private static func makeOne(_ path: String) -> Bool {
        guard mkdir(path, mode) == 0 else { return false }
        var status = stat()
        // What it has of the directory above it (setgid) stays.
        if stat(path, &status) == 0, status.st_mode & 0o777 != mode { chmod(path, status.st_mode & 0o7000 | mode) }
        return true
    }

    private static let mode: mode_t = 0o750
}
