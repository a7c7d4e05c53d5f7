package import Glibc

/// Users and groups as the system's account database names them.
package enum Account {
    /// The number where the user has no name.
    package static func name(ofUser user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else { return "\(user)" }
        return String(cString: name)
    }

    /// The number where the group has no name.
    package static func name(ofGroup group: gid_t) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getgrgid_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return "\(group)"
        }
        return String(cString: name)
    }
}
