import GRDB
import Glibc

/// Why the store cannot be used.
package enum StoreError: Error, CustomStringConvertible {
    case damaged(path: String, why: String)
    case full(path: String)
    case failed(path: String, why: String)

    package init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, why: error.message ?? "it is no SQLite file")
            case .SQLITE_FULL: self = .full(path: path)
            // Without room for its shared memory SQLite speaks of an I/O error.
            case .SQLITE_IOERR where Self.isDiskFull(at: path): self = .full(path: path)
            default: self = .failed(path: path, why: error.message ?? String(describing: error.resultCode))
            }
        default: self = .failed(path: path, why: String(describing: error))
        }
    }

    package var isDamage: Bool {
        if case .damaged = self { true } else { false }
    }

    /// Whether the file system has no room for another page or two.
    private static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 128 << 10
    }

    package var description: String {
        switch self {
        case .damaged(let path, let why): "\(path): the store is damaged: \(why): restart feedd, which rebuilds it from the journal"
        case .full(let path): "\(path): cannot be written: the disk is full: free some space"
        case .failed(let path, let why): "\(path): the store failed: \(why): check the file's permissions and the disk"
        }
    }
}
