import Bytes
import Glibc

/// Reads a configuration file and all that it includes.
///
/// `[near_duplicates]`, `[journal]` and `[fetch]` are allowed in the main file only. `[defaults]` apply to the sources of the same file and of the
/// files that it includes, unless these set something else. A file that several includes name is read once.
struct ConfigurationReader {
    /// The name of standard input in messages.
    private static let standardInput = "standard input"

    /// A file that is being read.
    struct SourceFile {
        let name: String
        let real: String
        /// Whether any user of the machine may read it.
        let isWorldReadable: Bool
    }

    var configuration = Configuration()
    var diagnostics = Diagnostics()
    /// The names of the files in the order in which they were read.
    var files: [String] = []
    /// Where the characters of strings stand, by file.
    var places: [String: StringPlaces] = [:]
    /// The real paths of all files that were read or are being read.
    var known: Set<String> = []
    /// The files whose includes are being read, outermost first, with their real paths.
    var open: [(file: String, real: String)] = []
    var names = SourceNames()
    /// Where each URL was first used.
    var urls: [String: Place] = [:]
    /// The names of the files whose readable passwords were warned of.
    var exposed: Set<String> = []

    mutating func read(path: String) throws(ConfigurationError) -> Configuration {
        readMain(path)
        if configuration.sources.isEmpty, diagnostics.errorCount == 0, let main = files.first {
            diagnostics.warning(main, nil, "no source is configured", "add a [[source]] with a name and a url, or an include that has one")
        }
        let report = diagnostics.report(files: files)
        if diagnostics.errorCount > 0 { throw ConfigurationError(diagnostics: report) }
        configuration.warnings = report
        configuration.warningCount = diagnostics.warningCount
        return configuration
    }

    // MARK: - Files

    private mutating func readMain(_ path: String) {
        let file = path == "-" ? Self.standardInput : path
        files.append(file)
        let root: TOMLTable
        let isWorldReadable: Bool
        do {
            // Not kept until the end, since a configuration may be large.
            let contents = try path == "-" ? .standardInput() : ConfigurationFile(path: path)
            guard let table = parse(contents, file: file) else { return }
            root = table
            isWorldReadable = contents.isWorldReadable
        } catch {
            return diagnostics.error(file, nil, "cannot be read: \(error.reason)", error.suggestion)
        }
        let real = Self.realPath(path) ?? path
        known.insert(real)
        Schema.root.check(TableReader(table: root, place: Schema.root.title, file: file), into: &diagnostics)
        readSettings(of: root, file: file)
        var settings = SourceSettings()
        settings.timeout = configuration.fetch.timeout
        settings.maxBody = configuration.fetch.maxBody
        settings.allowPrivateAddresses = configuration.fetch.allowPrivateAddresses
        readSources(of: root, file: SourceFile(name: file, real: real, isWorldReadable: isWorldReadable), settings: settings)
    }

    /// The tables that are allowed in the main file only.
    private mutating func readSettings(of root: TOMLTable, file: String) {
        if let table = table("near_duplicates", of: root, file: file) {
            configuration.nearDuplicates = NearDuplicateSettings(table, into: &diagnostics)
        }
        if let table = table("journal", of: root, file: file) {
            configuration.journal = JournalSettings(table, into: &diagnostics)
        }
        let fetch = table("fetch", of: root, file: file)
        if let fetch { configuration.fetch = FetchSettings(fetch, into: &diagnostics) }
        checkContact(fetch, file: file)
    }

    private mutating func checkContact(_ fetch: TableReader?, file: String) {
        let contact = fetch?.table["contact"]
        if let contact {
            // Any other value was reported when it was read.
            guard case .string("") = contact.value else { return }
        }
        diagnostics.warning(
            file, contact?.valuePosition, "fetch.contact is empty", "set it to a mail address or URL at which publishers can reach you")
    }

    /// Reports what is not TOML.
    mutating func parse(_ contents: ConfigurationFile, file: String) -> TOMLTable? {
        do {
            let document = try TOMLReader.read(contents.bytes)
            places[file] = document.places
            return document.root
        } catch {
            let earlier = error.earlier.map { ": first at \(Place(file: file, position: $0).text)" } ?? ""
            diagnostics.error(file, error.position, error.message + earlier, error.suggestion)
            return nil
        }
    }

    /// Everything that may stand in any file: `[defaults]`, `[[source]]` and `include`.
    mutating func readSources(of root: TOMLTable, file: SourceFile, settings inherited: SourceSettings) {
        var settings = inherited
        if let table = table("defaults", of: root, file: file.name) {
            Schema.defaults.check(table, into: &diagnostics)
            settings.read(table, into: &diagnostics)
        }
        let directory = Self.realPath(Self.directory(of: file.name) + ".") ?? "/"
        let tables = sourceTables(of: root, file: file.name)
        // Growing by doubling, these would take up to three times their memory at once. Not for every small file, which would copy them each time.
        if tables.count > 1_000 {
            configuration.sources.reserveCapacity(configuration.sources.count + tables.count)
            urls.reserveCapacity(urls.count + tables.count)
            names.reserveCapacity(adding: tables.count)
        }
        for (number, table) in tables.enumerated() {
            readSource(table, number: number + 1, file: file, directory: directory, settings: settings)
        }
        open.append((file.name, file.real))
        readIncludes(of: root, file: file.name, settings: settings)
        open.removeLast()
    }
}
