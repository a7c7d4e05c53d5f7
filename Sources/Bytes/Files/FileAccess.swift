import Glibc

/// Explains to a user why a file may not be read or written, and who may: for errors that follow `EACCES`, `EPERM`.
package enum FileAccess {
    /// Names the file or directory that refuses access, and the remedy: `it belongs to feedd:feedd, with mode 0640: join the group feedd, or use sudo`.
    ///
    /// - Parameter path: what a system call refused; a directory above it may be the reason.
    package static func refusal(of path: String) -> String {
        let barrier = barrier(on: path)
        return explanation(of: barrier, as: barrier == path ? "it" : barrier)
    }

    /// - Parameter subject: what `barrier` is called.
    static func explanation(of barrier: String, as subject: String) -> String {
        var status = stat()
        guard stat(barrier, &status) == 0 else { return "let \(ownName), as whom feedd runs here, open \(barrier)" }
        let mode = status.st_mode & 0o7777
        let owner = "\(userName(status.st_uid)):\(groupName(status.st_gid))"
        let fact = "\(subject) belongs to \(owner), with mode \(octal(mode))"
        if mode & 0o040 != 0, !isMember(of: status.st_gid) { return "\(fact): join the group \(groupName(status.st_gid)), or use sudo" }
        return "\(fact): let \(ownName), as whom feedd runs here, open it, or use sudo"
    }

    /// The first directory on the way to `path` that this process may not search; `path` itself where it may search all of them.
    private static func barrier(on path: String) -> String {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            let directory = String(path[..<slash])
            if access(directory, X_OK) != 0, errno == EACCES { return directory }
            end = slash
        }
        // Where the file may be opened, what is refused is to make others beside it.
        if access(path, R_OK | W_OK) == 0 || access(path, F_OK) != 0, end > path.startIndex { return String(path[..<end]) }
        return path
    }

    private static var ownName: String { userName(geteuid()) }

    private static func isMember(of group: gid_t) -> Bool {
        if getegid() == group { return true }
        var groups = [gid_t](repeating: 0, count: 1 << 16)
        let count = getgroups(Int32(groups.count), &groups)
        return count > 0 && groups[..<Int(count)].contains(group)
    }

    private static func octal(_ mode: mode_t) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// By its number where it has no name.
    private static func userName(_ user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else { return "\(user)" }
        return String(cString: name)
    }

    /// By its number where it has no name.
    private static func groupName(_ group: gid_t) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getgrgid_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return "\(group)"
        }
        return String(cString: name)
    }
}
