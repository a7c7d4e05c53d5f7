import Glibc

/// Symbolic links, which feedd does not follow where its own state is: whoever may put one there would choose which file is written.
package enum SymbolicLink {
    /// Whether there is a symbolic link under that name, wherever it leads.
    package static func stands(at path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Says what is wrong, behind the link's path.
    package static let complaint = "is a symbolic link, which feedd does not follow in its state directory"
    /// Says what to do about it.
    package static let remedy = "remove it, or put what it leads to in its place"
}
