public import Syndication

/// The table `[journal]`: where records are written and what they contain.
public struct JournalSettings: Sendable, Equatable {
    /// When commits are written and synced (group commit).
    public enum Sync: Sendable, Equatable {
        /// Commits are collected for this long, then written and synced together.
        case every(Duration)
        /// Each commit is written and synced by itself.
        case always
    }

    /// Absolute, or relative to the state directory.
    public var directory: String
    public var sync: Sync
    /// Which forms of an item's content a record contains.
    public var content: ContentForm
    /// Whether a record contains the elements of an item that feedd does not read.
    public var extensions: Bool

    public init(
        directory: String = "journal", sync: Sync = .every(.seconds(1)), content: ContentForm = .both, extensions: Bool = false
    ) {
        self.directory = directory
        self.sync = sync
        self.content = content
        self.extensions = extensions
    }
}
