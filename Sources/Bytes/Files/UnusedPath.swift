import Glibc

/// Names for files that must not replace others.
package enum UnusedPath {
    /// `path`, or where there is such a file already, `path` with a number behind it: `feedd.jsonl.torn-2`.
    package static func like(_ path: String) -> String {
        var unused = path
        var count = 1
        // A symbolic link that leads nowhere takes its name all the same.
        var status = stat()
        while lstat(unused, &status) == 0 {
            count += 1
            unused = "\(path)-\(count)"
        }
        return unused
    }
}
