import Glibc

/// Reads a configuration file and all it includes.
///
/// `[near_duplicates]`, `[journal]` and `[fetch]` stand in the main file alone. `[defaults]` hold for the sources of the file they stand in and of the files
/// that it includes, where these set nothing else. A file that several includes name is read once.
package struct ConfigurationReader {
    /// Where something stands.
    private struct Place {
        var file: String
        var line: Int

        var text: String { "\(file):\(line)" }
    }

    private static let deepestInclude = 16

    private var configuration = Configuration()
    private var diagnostics = Diagnostics()
    /// Names as they were read, in the order of reading.
    private var files: [String] = []
    /// Real paths of all files read or being read.
    private var known: Set<String> = []
    /// Real paths of the files whose includes are being read, outermost first.
    private var open: [(file: String, real: String)] = []
    private var names: [String: Place] = [:]
    private var urls: [String: Place] = [:]

    package mutating func read(path: String) throws(ConfigurationError) -> Configuration {
        readMain(path)
        let found = diagnostics.sorted(files: files)
        if diagnostics.hasErrors { throw ConfigurationError(diagnostics: found) }
        configuration.warnings = found
        return configuration
    }

    // MARK: - Files

    private mutating func readMain(_ path: String) {
        files.append(path)
        guard let root = load(path, anyKind: true) else { return }
        let real = Self.realPath(path) ?? path
        known.insert(real)
        Schema.root.check(root, place: Schema.root.title, file: path, into: &diagnostics)
        if let table = table("near_duplicates", of: root, file: path) {
            configuration.nearDuplicates = NearDuplicateSettings(table, into: &diagnostics)
        }
        if let table = table("journal", of: root, file: path) {
            configuration.journal = JournalSettings(table, into: &diagnostics)
        }
        var contactLine: Int?
        if let table = table("fetch", of: root, file: path) {
            configuration.fetch = FetchSettings(table, into: &diagnostics)
            contactLine = table.line(of: "contact")
        }
        if configuration.fetch.contact.isEmpty, root["fetch"].map({ !Self.hasBadContact($0) }) ?? true {
            diagnostics.warning(
                path, contactLine, "fetch.contact is empty",
                "set it to a mail address or URL under which those who serve feeds can reach you")
        }
        var settings = SourceSettings()
        settings.timeout = configuration.fetch.timeout
        settings.maxBody = configuration.fetch.maxBody
        readSources(of: root, file: path, real: real, settings: settings)
    }

    private mutating func readIncluded(_ path: String, by place: Place, settings: SourceSettings) {
        guard let real = Self.realPath(path) else {
            let reason = String(cString: strerror(errno))
            return diagnostics.error(
                place.file, place.line, "'include' names a file that cannot be read: \(path.printable): \(reason)",
                "create the file, or remove it from 'include'")
        }
        if open.contains(where: { $0.real == real }) {
            let chain = open.drop { $0.real != real }.map(\.file) + [path]
            return diagnostics.error(
                place.file, place.line, "'include' goes in a circle: \(chain.joined(separator: " includes "))", "remove one of the includes"
            )
        }
        guard known.insert(real).inserted else { return }
        files.append(path)
        guard let root = load(path, anyKind: false) else { return }
        for key in ["near_duplicates", "journal", "fetch"] {
            guard let entry = root[key] else { continue }
            diagnostics.error(
                path, entry.line, "[\(key)] in an included file", "move it to the main file, \(files.first?.printable ?? "")")
        }
        Schema.root.check(root, place: Schema.root.title, file: path, into: &diagnostics)
        readSources(of: root, file: path, real: real, settings: settings)
    }

    private mutating func load(_ path: String, anyKind: Bool) -> LocatedTable? {
        do {
            return try TOMLFile.read(path: path, anyKind: anyKind)
        } catch {
            diagnostics.error(path, error.line, column: error.column, error.message, error.suggestion)
            return nil
        }
    }

    /// Everything but what stands in the main file alone.
    private mutating func readSources(of root: LocatedTable, file: String, real: String, settings inherited: SourceSettings) {
        var settings = inherited
        if let table = table("defaults", of: root, file: file) {
            Schema.defaults.check(table.table, place: table.place, file: file, into: &diagnostics)
            settings.read(table, into: &diagnostics)
        }
        let directory = Self.realPath(Self.prefix(of: file, isPattern: false) + ".") ?? "/"
        for (number, table) in sourceTables(of: root, file: file).enumerated() {
            readSource(table, number: number + 1, file: file, directory: directory, settings: settings)
        }
        open.append((file, real))
        readIncludes(of: root, file: file, settings: settings)
        open.removeLast()
    }

    // MARK: - Tables

    private mutating func table(_ key: String, of root: LocatedTable, file: String) -> TableReader? {
        guard let entry = root[key] else { return nil }
        switch entry.value {
        case .table(let table): return TableReader(table: table, place: "in [\(key)]", file: file)
        case .array: diagnostics.error(file, entry.line, "[[\(key)]] is there once alone", "write [\(key)]")
        default: diagnostics.error(file, entry.line, "'\(key)' takes a table, not \(entry.value.kind)", "write [\(key)]")
        }
        return nil
    }

    private mutating func sourceTables(of root: LocatedTable, file: String) -> [LocatedTable] {
        guard let entry = root["source"] else { return [] }
        guard case .array(let elements) = entry.value else {
            let what = if case .table = entry.value { "[source] is one table" } else { "'source' takes tables, not \(entry.value.kind)" }
            diagnostics.error(file, entry.line, what, "write [[source]] above each source")
            return []
        }
        var tables: [LocatedTable] = []
        for element in elements {
            if case .table(let table) = element.value {
                tables.append(table)
            } else {
                diagnostics.error(
                    file, element.line, "'source' takes tables, not \(element.value.kind)", "write [[source]] above each source")
            }
        }
        return tables
    }

    // MARK: - Sources

    private mutating func readSource(
        _ table: LocatedTable, number: Int, file: String, directory: String, settings inherited: SourceSettings
    ) {
        var title = "[[source]] number \(number)"
        if case .string(let name)? = table["name"]?.value, !name.isEmpty { title = "[[source]] '\(name.printable)'" }
        let reader = TableReader(table: table, place: "in " + title, file: file)
        Schema.source.check(table, place: reader.place, file: file, into: &diagnostics)
        let name = readName(reader)
        let address = readURL(reader, directory: directory)
        var settings = inherited
        settings.read(reader, into: &diagnostics)
        if let name, let address {
            configuration.sources.append(Source(name: name, address: address, settings: settings))
        }
    }

    private mutating func readName(_ table: TableReader) -> String? {
        let place = Place(file: table.file, line: table.line(of: "name"))
        guard table.has("name") else {
            diagnostics.error(place.file, place.line, "no name \(table.place)", "add a unique one, such as name = \"example\"")
            return nil
        }
        guard let name = table.string("name", example: "example", into: &diagnostics) else { return nil }
        if name.isEmpty {
            diagnostics.error(place.file, place.line, "'name' \(table.place) is empty", "write a unique one, such as \"example\"")
        } else if !name.utf8.allSatisfy(Self.isNameByte) {
            let meant = String(name.unicodeScalars.map { $0.isASCII && Self.isNameByte(UInt8($0.value)) ? Character($0) : "-" })
            diagnostics.error(
                place.file, place.line, "'name' \(table.place) has other characters than ASCII letters, digits, '-', '_' and '.'",
                meant.count { $0 != "-" } * 2 > name.count ? "write \"\(meant.printable)\", for one" : nil)
        } else if name.utf8.count > 128 {
            diagnostics.error(place.file, place.line, "'name' \(table.place) is longer than 128 characters", "shorten it")
        } else if let first = names[name] {
            diagnostics.error(
                place.file, place.line, "the name '\(name)' is taken: \(first.text) has it", "give one of the two sources another")
        } else {
            names[name] = place
            return name
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private mutating func readURL(_ table: TableReader, directory: String) -> SourceURL? {
        let place = Place(file: table.file, line: table.line(of: "url"))
        guard table.has("url") else {
            diagnostics.error(
                place.file, place.line, "no url \(table.place)", "add the feed's, such as url = \"https://example.org/feed.xml\"")
            return nil
        }
        guard let text = table.string("url", example: "https://example.org/feed.xml", into: &diagnostics) else { return nil }
        do {
            let address = try SourceURL(text, relativeTo: directory)
            if let first = urls[address.text] {
                diagnostics.warning(
                    place.file, place.line, "'url' \(table.place) is another source's too: \(first.text) has it",
                    "remove one of the two")
            } else {
                urls[address.text] = place
            }
            return address
        } catch {
            diagnostics.error(
                place.file, place.line, "'url' \(table.place) cannot be polled: \(error.message)", error.suggestion)
            return nil
        }
    }

    // MARK: - Includes

    private mutating func readIncludes(of root: LocatedTable, file: String, settings: SourceSettings) {
        let table = TableReader(table: root, place: Schema.root.title, file: file)
        guard let patterns = table.strings("include", example: "sources.d/*.toml", into: &diagnostics) else { return }
        for (pattern, line) in patterns {
            let place = Place(file: file, line: line)
            if pattern.isEmpty {
                diagnostics.error(file, line, "'include' has an empty name", "remove it")
            } else if pattern.lowercased().hasSuffix(".opml") {
                diagnostics.error(
                    file, line, "'include' of OPML is not supported yet: \(pattern.printable)", "write its feeds as [[source]] tables")
            } else if open.count > Self.deepestInclude {
                diagnostics.error(file, line, "'include' goes deeper than \(Self.deepestInclude) files", "include the files from one place")
                return
            } else {
                for path in Self.paths(matching: pattern, of: file) { readIncluded(path, by: place, settings: settings) }
            }
        }
    }

    /// What `pattern` names, relative to the directory of `file`: the sorted matches of a glob, or itself where it is none.
    private static func paths(matching pattern: String, of file: String) -> [String] {
        guard pattern.contains(where: { "*?[".contains($0) }) else {
            return [pattern.hasPrefix("/") ? pattern : prefix(of: file, isPattern: false) + pattern]
        }
        var matches = glob_t()
        defer { globfree(&matches) }
        guard glob(pattern.hasPrefix("/") ? pattern : prefix(of: file, isPattern: true) + pattern, 0, nil, &matches) == 0 else { return [] }
        return (0..<Int(matches.gl_pathc)).compactMap { matches.gl_pathv[$0].map { String(cString: $0) } }
    }

    // MARK: - Paths

    /// The directory of `file` with its slash; empty for a bare file name.
    private static func prefix(of file: String, isPattern: Bool) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "" }
        let directory = file[...slash]
        guard isPattern else { return String(directory) }
        return String(directory.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
    }

    /// Absolute and without symbolic links; nil, with `errno` set, where there is no such file.
    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func hasBadContact(_ fetch: LocatedTable.Entry) -> Bool {
        guard case .table(let table) = fetch.value, let contact = table["contact"] else { return false }
        guard case .string(let text) = contact.value else { return true }
        return !text.isEmpty
    }
}
