import Bytes
import Glibc

extension FileProblem {
    /// What the error `code` of a system call on `path` means.
    init(_ code: Int32, path: String) {
        reason = String(cString: strerror(code))
        switch code {
        case EACCES:
            let directory = FileAccess.unsearchableDirectory(above: path)
            if let ownership = FileOwnership(of: directory ?? path) { reason += ": \(directory?.printable ?? "it") \(ownership)" }
            let wanted = directory == nil ? "read it" : "search that directory"
            suggestion = "feedd runs as \(Account.name(ofUser: geteuid())) here: let that user \(wanted)"
        case ENOENT, ENOTDIR: suggestion = "create it, or correct its name"
        default: suggestion = nil
        }
    }
}
