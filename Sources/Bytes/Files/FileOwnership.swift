package import Glibc

/// Who owns a file or directory, and what its mode is.
package struct FileOwnership: CustomStringConvertible {
    package let user: uid_t
    package let group: gid_t
    /// The permissions alone.
    package let mode: mode_t
    package let isDirectory: Bool

    /// nil where that cannot be found out.
    package init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        user = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
    }

    /// `belongs to feedd:feedd, with mode 0640`.
    package var description: String {
        let digits = String(mode, radix: 8)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "belongs to \(Account.name(ofUser: user)):\(Account.name(ofGroup: group)), with mode \(padded)"
    }
}
