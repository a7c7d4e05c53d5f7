import Bytes
import Glibc

extension ConfigurationReader {
    private static let deepestInclude = 16

    mutating func readIncludes(of root: TOMLTable, file: String, settings: SourceSettings) {
        let table = TableReader(table: root, place: Schema.root.title, file: file)
        guard let patterns = table.strings("include", example: "sources.d/*.toml", into: &diagnostics) else { return }
        for (pattern, position) in patterns {
            let place = Place(file: file, position: position)
            if pattern.isEmpty {
                diagnostics.error(file, position, "'include' has an empty name", "remove it")
            } else if pattern.lowercased().hasSuffix(".opml") {
                diagnostics.error(
                    file, position, "'include' of OPML is not supported yet: \(pattern.printable)", "write its feeds as [[source]] tables")
            } else if open.count > Self.deepestInclude {
                diagnostics.error(
                    file, position, "'include' is nested deeper than \(Self.deepestInclude) files", "include the files from one place")
                return
            } else {
                for path in paths(matching: pattern, at: place) { readIncluded(path, pattern: pattern, at: place, settings: settings) }
            }
        }
    }

    // MARK: - Patterns

    /// The files that `pattern` names, relative to the directory of the file at `place`.
    private mutating func paths(matching pattern: String, at place: Place) -> [String] {
        let directory = Self.directory(of: place.file)
        guard PathPattern.hasWildcards(pattern) else { return [pattern.hasPrefix("/") ? pattern : directory + pattern] }
        do {
            let matches = try PathPattern(pattern, relativeTo: directory).matches()
            if matches.paths.isEmpty { warnOfNoMatch(matches, pattern, at: place) }
            return matches.paths
        } catch {
            diagnostics.error(
                place.file, place.position, "'include' cannot search \(error.path.printable): \(error.problem.reason)",
                error.problem.suggestion)
            return []
        }
    }

    /// An empty directory is no mistake: files may be put there later.
    private mutating func warnOfNoMatch(_ matches: PathPattern.Matches, _ pattern: String, at place: Place) {
        let message = "'include' matches no file: \(pattern.printable)"
        if let directory = matches.missing.first {
            diagnostics.warning(
                place.file, place.position, "\(message): there is no directory \(directory.printable)", "create it, or correct its name")
        } else if let directory = matches.otherwiseUsed.first {
            diagnostics.warning(
                place.file, place.position, "\(message): the files in \(directory.isEmpty ? "." : directory.printable) have other names",
                "rename them, or change the pattern")
        }
    }

    // MARK: - Files

    private mutating func readIncluded(_ path: String, pattern: String, at place: Place, settings: SourceSettings) {
        guard let real = Self.realPath(path) else { return refuse(path, FileProblem(errno, path: path), at: place) }
        if open.contains(where: { $0.real == real }) {
            let chain = open.drop { $0.real != real }.map(\.file) + [path]
            return diagnostics.error(
                place.file, place.position, "'include' forms a cycle: \(chain.map(\.printable).joined(separator: " includes "))",
                "remove one of the includes")
        }
        if Self.isDirectory(real) { return refuseDirectory(path, pattern: pattern, at: place) }
        guard known.insert(real).inserted else { return }
        let contents: ConfigurationFile
        do {
            contents = try ConfigurationFile(path: path)
        } catch {
            return refuse(path, error, at: place)
        }
        files.append(path)
        guard let root = parse(contents, file: path) else { return }
        for key in ["near_duplicates", "journal", "fetch"] {
            guard let entry = root[key] else { continue }
            diagnostics.error(
                path, entry.position, "[\(key)] in an included file", "move it to the main file, \(files.first?.printable ?? "")")
        }
        Schema.root.check(TableReader(table: root, place: Schema.root.title, file: path), into: &diagnostics)
        let file = SourceFile(name: path, real: real, isWorldReadable: contents.isWorldReadable)
        readSources(of: root, file: file, settings: settings)
    }

    private mutating func refuse(_ path: String, _ problem: FileProblem, at place: Place) {
        diagnostics.error(
            place.file, place.position, "'include' names \(path.printable), which cannot be read: \(problem.reason)", problem.suggestion)
    }

    private mutating func refuseDirectory(_ path: String, pattern: String, at place: Place) {
        if PathPattern.hasWildcards(pattern) {
            diagnostics.error(
                place.file, place.position, "'include' matches a directory: \(path.printable)",
                "let the pattern match files only, such as \"sources.d/*.toml\"")
        } else {
            let directory = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
            diagnostics.error(
                place.file, place.position, "'include' names a directory: \(path.printable)", "write \"\(directory.printable)/*.toml\"")
        }
    }

    // MARK: - Paths

    /// The directory of `file` with its slash; empty for a name without a directory.
    static func directory(of file: String) -> String {
        file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    }

    /// The absolute path without symbolic links; nil, with `errno` set, if the file does not exist or cannot be reached.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
