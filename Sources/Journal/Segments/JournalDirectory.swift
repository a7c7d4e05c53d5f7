import Glibc

/// The directory that holds a journal's segments.
struct JournalDirectory: Sendable {
    let path: String

    func path(of segment: SegmentName) -> String { path + "/" + segment.fileName }

    var livePath: String { path(of: .live) }

    /// Makes the directory (0750, whatever the umask), and those above it, where they are missing.
    func create(syncing files: JournalFiles) throws(JournalError) {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            let parent = made
            made += made.isEmpty && !path.hasPrefix("/") ? String(part) : "/" + part
            if mkdir(made, 0o750) == 0 {
                var status = stat()
                if stat(made, &status) == 0 { chmod(made, status.st_mode & 0o7000 | 0o750) }
                let parentPath = parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent
                try attempt(.sync, parentPath) { () throws(SystemFailure) in try files.syncDirectory(parentPath) }
            } else if errno != EEXIST, access(made, F_OK) != 0 {
                throw JournalError(.makeDirectory, path: made, failure: .last)
            }
        }
    }

    /// The closed segments, oldest first, and the live one if it is there.
    func segments() throws(JournalError) -> [SegmentName] {
        guard let directory = opendir(path) else { throw JournalError(.list, path: path, failure: .last) }
        defer { closedir(directory) }
        var closed: [UInt64] = []
        var hasLive = false
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            switch SegmentName(fileName: name) {
            case .live: hasLive = true
            case .closed(let firstSeq): closed.append(firstSeq)
            case nil: break
            }
        }
        return closed.sorted().map { .closed(firstSeq: $0) } + (hasLive ? [.live] : [])
    }
}
