import Bytes
import GRDB
import Glibc

/// Why the store cannot be used.
package enum StoreError: Error, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// The user may not read or write it.
    case denied(path: String)
    /// It is a symbolic link, and none is followed.
    case isLink(path: String)
    case damaged(path: String, why: String)
    case full(path: String)
    case failed(path: String, why: String)

    package init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, why: error.message ?? "it is not a SQLite file")
            case .SQLITE_FULL: self = .full(path: path)
            // Without space for its shared memory SQLite reports an I/O error.
            case .SQLITE_IOERR where Self.isDiskFull(at: path): self = .full(path: path)
            case .SQLITE_READONLY where Self.isFileSystemReadOnly(at: path): self = .failed(path: path, why: "its file system is read-only")
            case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self = .denied(path: path)
            case .SQLITE_CANTOPEN where access(path, R_OK | W_OK) != 0: self = .denied(path: path)
            default: self = .failed(path: path, why: error.message ?? String(describing: error.resultCode))
            }
        default: self = .failed(path: path, why: String(describing: error))
        }
    }

    /// - Parameter code: of a failed system call, as `errno` gives it.
    init(_ code: Int32, path: String, doing what: String) {
        switch code {
        case ENOENT, ENOTDIR: self = .missing(path: path)
        case EACCES, EPERM: self = .denied(path: path)
        case ENOSPC, EDQUOT: self = .full(path: path)
        default: self = .failed(path: path, why: "\(what): \(String(cString: strerror(code)))")
        }
    }

    private static func isFileSystemReadOnly(at path: String) -> Bool { access(path, W_OK) != 0 && errno == EROFS }

    package var isDamage: Bool {
        if case .damaged = self { true } else { false }
    }

    /// Whether the file system has no space for another page or two.
    private static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 128 << 10
    }

    /// Without what to do.
    package var what: String {
        if case .damaged(let path, let why) = self { "\(path): the store is damaged: \(why)" } else { description }
    }

    package var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file: check the state directory (--state), and that feedd has run"
        case .denied(let path): "\(path): permission denied: \(FileAccess.refusal(of: path))"
        case .damaged: "\(what): restart feedd, which rebuilds it from the journal"
        case .isLink(let path): "\(path): \(SymbolicLink.complaint): \(SymbolicLink.remedy)"
        case .full(let path): "\(path): cannot be written: the disk is full: free some space"
        case .failed(let path, let why): "\(path): the store failed: \(why): check the file's permissions and the disk"
        }
    }
}
