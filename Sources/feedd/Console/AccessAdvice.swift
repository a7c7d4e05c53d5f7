import Bytes

/// Says who may read or write a file that this process may not.
enum AccessAdvice {
    enum Access {
        case read, write
    }

    /// `PATH: permission denied: run as root, as user feedd or as a member of group feedd`.
    static func line(for path: String, _ access: Access) -> String {
        let directory = FileAccess.unsearchableDirectory(above: path)
        let place = directory.map { " (\($0) may not be entered by this user)" } ?? ""
        return "\(path): permission denied\(place): run as \(who(may: access, directory ?? path))"
    }

    private static func who(may access: Access, _ path: String) -> String {
        guard let ownership = FileOwnership(of: path) else { return "root" }
        let owner = Account.name(ofUser: ownership.user)
        let isRoots = ownership.user == 0
        let needed: UInt32 = ownership.isDirectory ? 0o010 : 0o040
        guard access == .read, ownership.mode & needed != 0, !isRoots || ownership.group != 0 else {
            return isRoots ? "root" : "root or as user \(owner)"
        }
        return (isRoots ? "root" : "root, as user \(owner)") + " or as a member of group \(Account.name(ofGroup: ownership.group))"
    }
}
