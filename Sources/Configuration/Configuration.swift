/// What the configuration file and its includes say, checked and with every default filled in.
public struct Configuration: Sendable, Equatable {
    public var nearDuplicates: NearDuplicateSettings
    public var journal: JournalSettings
    public var fetch: FetchSettings
    /// The main file's sources in their order there, then those of each included file.
    public var sources: [Source]
    /// What is valid but probably a mistake, such as an empty `fetch.contact`. Of very many warnings, the first ones.
    public var warnings: [Diagnostic]
    /// How many warnings there are, including those that `warnings` leaves out.
    public var warningCount: Int

    public init(
        nearDuplicates: NearDuplicateSettings = NearDuplicateSettings(), journal: JournalSettings = JournalSettings(),
        fetch: FetchSettings = FetchSettings(), sources: [Source] = [], warnings: [Diagnostic] = []
    ) {
        self.nearDuplicates = nearDuplicates
        self.journal = journal
        self.fetch = fetch
        self.sources = sources
        self.warnings = warnings
        warningCount = warnings.count
    }
}
