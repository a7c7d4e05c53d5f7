/// The table `[journal]`: where records go and what they hold.
public struct JournalSettings: Sendable, Equatable {
    /// When commits are written and synced.
    public enum Sync: Sendable, Equatable {
        /// Commits are gathered this long, then written and synced together.
        case every(Duration)
        /// Each commit by itself.
        case always
    }

    /// Absolute, or relative to the state directory.
    public var directory: String
    public var sync: Sync
    public var content: Content

    public init(directory: String = "journal", sync: Sync = .every(.seconds(1)), content: Content = .both) {
        self.directory = directory
        self.sync = sync
        self.content = content
    }
}
