import Glibc

/// A glob pattern of `include`. Matches what glob(3) matches, but a directory that cannot be read is an error, where glob(3) takes it for an empty one.
struct PathPattern {
    /// What a pattern matched.
    struct Matches: Equatable {
        /// Sorted by their bytes.
        var paths: [String] = []
        /// Directories that were searched and hold files, though none that match.
        var otherwiseUsed: [String] = []
        /// Directories named without wildcards that do not exist.
        var missing: [String] = []
    }

    private let base: String
    private let components: [Substring]

    /// - Parameter directory: what a relative pattern starts from, with its slash; empty for the current directory. Taken as it is, whatever
    ///   characters it holds.
    init(_ pattern: String, relativeTo directory: String) {
        base = pattern.hasPrefix("/") ? "/" : directory
        components = pattern.split(separator: "/")
    }

    static func hasWildcards(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    func matches() throws(UnreadableDirectory) -> Matches {
        var matches = Matches()
        try expand(components[...], in: base, into: &matches)
        return matches
    }

    /// A directory that has to be searched and cannot be.
    struct UnreadableDirectory: Error, Equatable {
        var path: String
        var problem: FileProblem
    }

    // MARK: - Directories

    /// - Parameter directory: with its slash; empty for the current directory.
    private func expand(_ rest: ArraySlice<Substring>, in directory: String, into matches: inout Matches) throws(UnreadableDirectory) {
        guard let component = rest.first else { return }
        guard Self.hasWildcards(component) else {
            let path = directory + Self.unescaped(component)
            guard rest.count > 1 else {
                if try exists(path) { matches.paths.append(path) }
                return
            }
            return try expand(rest.dropFirst(), in: path + "/", into: &matches)
        }
        let names = try names(in: directory, into: &matches)
        let matching = names.filter { fnmatch(String(component), $0, FNM_PERIOD) == 0 }
        if matching.isEmpty, names.contains(where: { !$0.hasPrefix(".") }) { matches.otherwiseUsed.append(directory) }
        for name in matching {
            if rest.count == 1 {
                matches.paths.append(directory + name)
            } else if Self.isDirectory(directory + name) {
                try expand(rest.dropFirst(), in: directory + name + "/", into: &matches)
            }
        }
    }

    /// The names in a directory, sorted by their bytes.
    private func names(in directory: String, into matches: inout Matches) throws(UnreadableDirectory) -> [String] {
        guard let stream = opendir(directory.isEmpty ? "." : directory) else {
            if errno == ENOENT || errno == ENOTDIR {
                matches.missing.append(directory)
                return []
            }
            throw unreadable(directory)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            // The entry ends with its name and may be shorter than `dirent`, so it is not copied as a whole.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
            let name = String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw unreadable(directory) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func exists(_ path: String) throws(UnreadableDirectory) -> Bool {
        var status = stat()
        if lstat(path, &status) == 0 { return true }
        if errno == EACCES { throw UnreadableDirectory(path: path, problem: FileProblem(EACCES, path: path)) }
        return false
    }

    private func unreadable(_ directory: String) -> UnreadableDirectory {
        let code = errno
        let path = directory.isEmpty ? "." : directory.utf8.count > 1 ? String(directory.dropLast()) : directory
        return UnreadableDirectory(path: path, problem: FileProblem(code, path: path))
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Without the backslashes that take a wildcard's meaning away.
    private static func unescaped(_ component: Substring) -> String {
        var text = ""
        var rest = component
        while let character = rest.popFirst() {
            text.append(character == "\\" ? rest.popFirst() ?? character : character)
        }
        return text
    }
}
