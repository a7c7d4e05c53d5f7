import Glibc

/// Says who may read or write a file that this process may not.
enum AccessAdvice {
    enum Access {
        case read, write
    }

    /// `PATH: permission denied: run as root, as user feedd or as a member of group feedd`.
    static func line(for path: String, _ access: Access) -> String {
        let barrier = barrier(on: path)
        let place = barrier == path ? "" : " (\(barrier) may not be entered by this user)"
        return "\(path): permission denied\(place): run as \(who(may: access, barrier))"
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

    private static func who(may access: Access, _ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "root" }
        let owner = user(status.st_uid)
        let owners = status.st_uid == 0 ? "root" : "root or as user \(owner)"
        let needed = status.st_mode & S_IFMT == S_IFDIR ? S_IXGRP : S_IRGRP
        guard access == .read, status.st_mode & needed != 0, status.st_uid != 0 || status.st_gid != 0 else { return owners }
        return (status.st_uid == 0 ? "root" : "root, as user \(owner)") + " or as a member of group \(group(status.st_gid))"
    }

    private static func user(_ id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else { return "\(id)" }
        return String(cString: name)
    }

    private static func group(_ id: gid_t) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else { return "\(id)" }
        return String(cString: name)
    }
}
