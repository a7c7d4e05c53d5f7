/// What the configuration file and its includes say, checked and with every default filled in.
public struct Configuration: Sendable, Equatable {
    public var nearDuplicates: NearDuplicateSettings
    public var journal: JournalSettings
    public var fetch: FetchSettings
    /// The main file's sources as they stand there, then those of each included file.
    public var sources: [Source]
    /// What is allowed and yet probably not meant, such as an empty `fetch.contact`.
    public var warnings: [Diagnostic]

    public init(
        nearDuplicates: NearDuplicateSettings = NearDuplicateSettings(), journal: JournalSettings = JournalSettings(),
        fetch: FetchSettings = FetchSettings(), sources: [Source] = [], warnings: [Diagnostic] = []
    ) {
        self.nearDuplicates = nearDuplicates
        self.journal = journal
        self.fetch = fetch
        self.sources = sources
        self.warnings = warnings
    }

    /// Reads the file at `path` and all it includes.
    ///
    /// - Throws: every diagnostic at once, warnings too, if one of them is an error: an unreadable file, text that is not TOML, an unknown
    ///   key, a value of another type or out of its range, a source that cannot be one.
    public static func load(path: String) throws(ConfigurationError) -> Configuration {
        var reader = ConfigurationReader()
        return try reader.read(path: path)
    }
}
