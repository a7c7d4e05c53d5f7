import Bytes
import Glibc

/// What went wrong with the journal, where, why, and what to do about it.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    public var action: Action
    public var path: String
    public var failure: SystemFailure

    public enum Action: String, Sendable {
        case makeDirectory = "cannot make the journal's directory"
        case list = "cannot list the journal's directory"
        case open = "cannot open"
        case read = "cannot read"
        case reserve = "cannot reserve space in"
        case write = "cannot write to"
        case sync = "cannot sync"
        case cut = "cannot cut back"
        case rename = "cannot rename"
        case remove = "cannot remove"
        case setAside = "cannot set aside the torn end in"
        case watch = "cannot watch"
    }

    public init(_ action: Action, path: String, failure: SystemFailure) {
        self.action = action
        self.path = path
        self.failure = failure
    }

    /// Whether space is missing: of the file system, of a quota, or below the limit on file sizes.
    public var isOutOfSpace: Bool { [ENOSPC, EDQUOT, EFBIG].contains(failure.code) }

    /// Whether there is no journal to read.
    public var isMissing: Bool { failure.code == ENOENT && (action == .list || action == .watch) }

    /// Whether the user may not do that.
    public var isDenied: Bool { [EACCES, EPERM].contains(failure.code) }

    public var description: String {
        if failure.code == ELOOP { return "\(action.rawValue) \(path): it \(SymbolicLink.complaint): \(SymbolicLink.remedy)" }
        return "\(action.rawValue) \(path): \(failure): \(remedy)"
    }

    private var remedy: String {
        switch failure.code {
        case ENOSPC: "free space on its file system, or move the journal (journal.directory)"
        case EDQUOT: "free space or raise the quota of the user that feedd runs as"
        case EFBIG: "raise the limit on file sizes (LimitFSIZE of the service, ulimit -f)"
        case EACCES, EPERM: FileAccess.refusal(of: path)
        case EROFS: "mount its file system for writing"
        case ENOENT where action == .list || action == .watch: "check the path, and that feedd has run"
        case ENOENT: "check that nothing else removes files there"
        case ENOTDIR: "check the path: a part of it is not a directory"
        case EEXIST: "move that file away: feedd never replaces a part of its journal"
        case EBADMSG: "no line of it is a record: move it away"
        case EIO: "check the disk and the kernel's log"
        case EMFILE, ENFILE: "raise the limit on open files (LimitNOFILE of the service, ulimit -n)"
        default: "check the file and its file system"
        }
    }
}

/// Makes the failure of a system call one of the journal.
func attempt<Result>(
    _ action: JournalError.Action, _ path: String, _ call: () throws(SystemFailure) -> Result
) throws(JournalError) -> Result {
    do {
        return try call()
    } catch {
        throw JournalError(action, path: path, failure: error)
    }
}
