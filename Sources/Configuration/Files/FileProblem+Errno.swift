import Bytes
import Glibc

extension FileProblem {
    /// What the error `code` of a system call on `path` means.
    init(_ code: Int32, path: String) {
        reason = String(cString: strerror(code))
        switch code {
        case EACCES:
            let barrier = Self.barrier(on: path)
            let user = Self.name(of: geteuid())
            if let owner = Self.owner(of: barrier) { reason += ": \(barrier == path ? "it" : barrier.printable) \(owner)" }
            let wanted = barrier == path ? "read it" : "search that directory"
            suggestion = "feedd runs as \(user) here: let that user \(wanted)"
        case ENOENT, ENOTDIR: suggestion = "create it, or correct its name"
        default: suggestion = nil
        }
    }

    /// The first directory on the way to `path` that this process may not search; `path` itself where it may search all of them.
    private static func barrier(on path: String) -> String {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            let directory = String(path[..<slash])
            if access(directory, X_OK) != 0, errno == EACCES { return directory }
            end = slash
        }
        return path
    }

    /// "belongs to root:root, with mode 0600"; nil where that cannot be found out.
    private static func owner(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let mode = String(status.st_mode & 0o7777, radix: 8)
        let padded = String(repeating: "0", count: max(0, 4 - mode.count)) + mode
        return "belongs to \(name(of: status.st_uid)):\(name(ofGroup: status.st_gid)), with mode \(padded)"
    }

    private static func name(of user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return "user \(user)"
        }
        return String(cString: name)
    }

    private static func name(ofGroup group: gid_t) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getgrgid_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return "\(group)"
        }
        return String(cString: name)
    }
}
