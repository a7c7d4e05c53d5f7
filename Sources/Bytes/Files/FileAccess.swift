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
        guard let ownership = FileOwnership(of: barrier) else { return "let \(ownName), as whom feedd runs here, open \(barrier)" }
        let fact = "\(subject) \(ownership)"
        if ownership.mode & 0o040 != 0, !isMember(of: ownership.group) {
            return "\(fact): join the group \(Account.name(ofGroup: ownership.group)), or use sudo"
        }
        return "\(fact): let \(ownName), as whom feedd runs here, open it, or use sudo"
    }

    /// What refuses access to `path`: a directory above it, or `path` itself.
    private static func barrier(on path: String) -> String {
        if let directory = unsearchableDirectory(above: path) { return directory }
        // Where the file may be opened, what is refused is to make others beside it.
        if access(path, R_OK | W_OK) == 0 || access(path, F_OK) != 0, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            return String(path[..<slash])
        }
        return path
    }

    /// The first directory on the way to `path` that this process may not search; nil where it may search all of them.
    package static func unsearchableDirectory(above path: String) -> String? {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            let directory = String(path[..<slash])
            if access(directory, X_OK) != 0, errno == EACCES { return directory }
            end = slash
        }
        return nil
    }

    private static var ownName: String { Account.name(ofUser: geteuid()) }

    private static func isMember(of group: gid_t) -> Bool {
        if getegid() == group { return true }
        var groups = [gid_t](repeating: 0, count: 1 << 16)
        let count = getgroups(Int32(groups.count), &groups)
        return count > 0 && groups[..<Int(count)].contains(group)
    }
}
